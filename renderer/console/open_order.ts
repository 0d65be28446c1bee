import { useCallback, useState } from 'react';
import { errorText } from '../../protocol/errors';
import { ID_MAX } from '../../protocol/limits';
import { useLanguage } from '../chat/language';
import { useConsole, useT } from './context';

/** The order's number that the text names, or null. */
export function orderNumber(text: string): number | null {
  const digits = /^\s*(?:#|№)?\s*(\d{1,16})\s*$/.exec(text)?.[1];
  const number = Number(digits);
  return digits !== undefined && number >= 1 && number <= ID_MAX ? number : null;
}

/** "Open chat" by an order's number: gives the room's id, or null and the reason in `error`. */
export function useOpenOrder() {
  const t = useT();
  const language = useLanguage();
  const { sync } = useConsole();
  const [is_busy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const open = async (text: string): Promise<number | null> => {
    if (is_busy) return null;
    const order = orderNumber(text);
    if (order === null) {
      setError(t('order_number_bad'));
      return null;
    }
    setError(null);
    setIsBusy(true);
    const result = await sync.createForOrder(order);
    setIsBusy(false);
    if (result.ok) return result.room.id;
    if (result.code === 'offline') setError(t('open_order_offline'));
    else if (result.code === 'not_found') setError(t('order_not_found', { order }));
    else setError(errorText(result.code, language));
    return null;
  };

  const clear = useCallback(() => setError(null), []);
  return { open, is_busy, error, clear };
}
