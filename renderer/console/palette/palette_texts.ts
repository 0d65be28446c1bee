import { defineTexts } from '../../chat/texts';

/** What the command palette says. */
export const paletteTexts = defineTexts({
  palette: { ru: 'Перейти или сделать', en: 'Go to or do' },
  hint: { ru: 'Чат, действие или готовый ответ', en: 'A chat, an action or a canned reply' },
  results: { ru: 'Найденное', en: 'What was found' },
  nothing: { ru: 'Ничего не нашлось', en: 'Nothing found' },
  foot: { ru: 'Enter — выбрать · {key}+Enter — рядом · > действия · / ответы · # чаты', en: 'Enter chooses · {key}+Enter opens beside · > actions · / replies · # chats' },
  open_order: { ru: 'Открыть чат по заказу #{order}', en: 'Open the chat of order #{order}' },
  unread: {
    ru: { one: '{count} непрочитанное', few: '{count} непрочитанных', many: '{count} непрочитанных', other: '{count} непрочитанного' },
    en: { one: '{count} unread', other: '{count} unread' },
  },
});
