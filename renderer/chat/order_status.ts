import type { Language } from '../../protocol/errors';
import { orderStatusWord } from '../../protocol/order_status';
import { cleanName } from './names';

/** An order's status for people: translated where it is one of the usual words, the marketplace's own word otherwise. */
export function orderStatusText(status: string, language: Language): string {
  return orderStatusWord(status, language) ?? cleanName(status);
}
