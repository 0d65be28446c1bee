import type { Language } from '../../protocol/errors';
import { cleanName } from './names';
import { defineTexts, translator } from './texts';

/** The usual words for an order's status, as marketplaces write them. */
export const statusTexts = defineTexts({
  new: { ru: 'новый', en: 'new' },
  open: { ru: 'открыт', en: 'open' },
  in_progress: { ru: 'в работе', en: 'in progress' },
  in_review: { ru: 'на проверке', en: 'in review' },
  waiting: { ru: 'ожидание', en: 'waiting' },
  paid: { ru: 'оплачен', en: 'paid' },
  done: { ru: 'выполнен', en: 'done' },
  completed: { ru: 'выполнен', en: 'completed' },
  closed: { ru: 'закрыт', en: 'closed' },
  cancelled: { ru: 'отменён', en: 'cancelled' },
  canceled: { ru: 'отменён', en: 'cancelled' },
});

/** An order's status for people: translated where it is one of the usual words, the marketplace's own word otherwise. */
export function orderStatusText(status: string, language: Language): string {
  const key = status.toLowerCase().replaceAll(/[\s-]+/g, '_');
  return isKnown(key) ? translator(statusTexts, language)(key) : cleanName(status);
}

function isKnown(key: string): key is keyof typeof statusTexts {
  return Object.hasOwn(statusTexts, key);
}
