import { useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Message } from '../../../protocol/entities';
import type { UsePart } from '../../chat/composer_part';
import { Icon } from '../../chat/Icon';
import { useTexts } from '../../chat/language';
import { useOwnDocument } from '../../chat/own_document';
import { useConsole } from '../context';
import { ForwardDialog } from './ForwardDialog';
import { asQuote, handOver, takeOver, watchHandedOver, type HandedOver } from './handed_over';
import { composingConsoleTexts } from './texts';

/**
 * Quoting in another chat: the text is put into that chat's composer, marked as a quote, and never sent by itself. As long as it stands
 * there, the first Enter only asks.
 */
export const useForwardPart: UsePart = ({ room, composer, mode }) => {
  const t = useTexts(composingConsoleTexts);
  const { openRoom } = useConsole();
  const view = useOwnDocument();
  const [chosen, setChosen] = useState<Message | null>(null);
  const [quoted, setQuoted] = useState<HandedOver | null>(null);
  const confirmed = useRef<string | null>(null);

  useEffect(() => {
    const take = () => {
      const quote = takeOver(room.id);
      if (!quote) return;
      composer.setMode('message');
      composer.append(quote.text);
      composer.focus();
      confirmed.current = null;
      setQuoted(quote);
    };
    take();
    return watchHandedOver(take);
  }, [room.id, composer]);

  const actions = useMemo(
    () => [
      {
        key: 'forward',
        icon: 'forward' as const,
        label: t('forward'),
        code: 'KeyF',
        isOffered: (message: Message) => message.deleted_at === null && message.message.trim() !== '',
        run: setChosen,
      },
    ],
    [t],
  );
  const forward = (to: number) => {
    if (!chosen) return;
    setChosen(null);
    handOver(to, { text: asQuote(chosen.message), from: room.id, order: room.order });
    openRoom(to, 'beside');
  };
  return {
    actions,
    above: (
      <>
        {quoted && mode === 'message' && (
          <div className="forwarded-bar" role="status">
            <Icon name="forward" />
            <span>{t('forwarded', { order: quoted.order })}</span>
            <button type="button" className="icon-button" aria-label={t('forwarded_dismiss')} title={t('forwarded_dismiss')} onClick={() => setQuoted(null)}>
              <Icon name="close" />
            </button>
          </div>
        )}
        {chosen && createPortal(<ForwardDialog except={room.id} onChoose={forward} onClose={() => setChosen(null)} />, view.body)}
      </>
    ),
    holds(text) {
      if (!quoted || !text.includes(quoted.text.trim()) || confirmed.current === text) return null;
      confirmed.current = text;
      return t('forwarded_hold', { order: quoted.order });
    },
    onSent: () => setQuoted(null),
  };
};
