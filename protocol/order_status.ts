import type { Language } from './errors';

/** The usual words for an order's status, as marketplaces write them. */
const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
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
};

/** A status in the reader's language where it is one of the usual words; otherwise undefined: the marketplace's own word stands. */
export function orderStatusWord(status: string, language: Language): string | undefined {
  const key = status.toLowerCase().replaceAll(/[\s-]+/g, '_');
  return Object.hasOwn(words, key) ? words[key]?.[language] : undefined;
}
