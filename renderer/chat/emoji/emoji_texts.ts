import { defineTexts } from '../texts';

/** What the emoji picker says; it comes with the picker. */
export const emojiTexts = defineTexts({
  search: { ru: 'Найти эмодзи', en: 'Search emoji' },
  nothing: { ru: 'Ничего не нашлось', en: 'Nothing found' },
  found: { ru: 'Найденные', en: 'Found' },
  recent: { ru: 'Недавние', en: 'Recent' },
  tone: { ru: 'Цвет кожи', en: 'Skin tone' },
  tone_0: { ru: 'обычный', en: 'default' },
  tone_1: { ru: 'очень светлый', en: 'light' },
  tone_2: { ru: 'светлый', en: 'medium-light' },
  tone_3: { ru: 'средний', en: 'medium' },
  tone_4: { ru: 'тёмный', en: 'medium-dark' },
  tone_5: { ru: 'очень тёмный', en: 'dark' },
  group_0: { ru: 'Смайлики и чувства', en: 'Smileys and emotion' },
  group_1: { ru: 'Люди', en: 'People' },
  group_3: { ru: 'Животные и природа', en: 'Animals and nature' },
  group_4: { ru: 'Еда и напитки', en: 'Food and drink' },
  group_5: { ru: 'Путешествия и места', en: 'Travel and places' },
  group_6: { ru: 'Занятия', en: 'Activities' },
  group_7: { ru: 'Предметы', en: 'Objects' },
  group_8: { ru: 'Символы', en: 'Symbols' },
  group_9: { ru: 'Флаги', en: 'Flags' },
});
