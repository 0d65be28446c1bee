import { defineTexts } from '../../chat/texts';

/** What the panel behind a number says. */
export const whyTexts = defineTexts({
  why: { ru: 'Почему это число?', en: 'Why this number?' },
  which: { ru: 'Какое число', en: 'Which number' },
  unread: { ru: 'Сообщения', en: 'Messages' },
  unread_rooms: { ru: 'Чаты', en: 'Chats' },
  owed: { ru: 'Ждут', en: 'Owed' },
  sum_unread: {
    ru: { one: '{count} непрочитанное сообщение', few: '{count} непрочитанных сообщения', many: '{count} непрочитанных сообщений', other: '{count} непрочитанного сообщения' },
    en: { one: '{count} unread message', other: '{count} unread messages' },
  },
  sum_unread_rooms: {
    ru: { one: '{count} чат с непрочитанным', few: '{count} чата с непрочитанным', many: '{count} чатов с непрочитанным', other: '{count} чата с непрочитанным' },
    en: { one: '{count} chat with something unread', other: '{count} chats with something unread' },
  },
  sum_owed: {
    ru: { one: '{count} чат ждёт ответа', few: '{count} чата ждут ответа', many: '{count} чатов ждут ответа', other: '{count} чата ждут ответа' },
    en: { one: '{count} chat is owed an answer', other: '{count} chats are owed an answer' },
  },
  in_this_chat: { ru: 'в этом чате', en: 'in this chat' },
  all_chats: { ru: 'Все чаты', en: 'All chats' },
  nothing: { ru: 'Ничего: число — ноль.', en: 'Nothing: the number is zero.' },
  marked: { ru: 'помечен вами', en: 'marked by you' },
  since: { ru: 'ждёт с {time}', en: 'owed since {time}' },
  show: { ru: 'Показать сообщения: {name}, заказ #{order}', en: 'Show the messages: {name}, order #{order}' },
  open: { ru: 'Открыть чат', en: 'Open the chat' },
  loading: { ru: 'Загрузка…', en: 'Loading…' },
  failed: { ru: 'Сообщения не загрузились. Попробуйте ещё раз.', en: 'The messages could not be loaded. Try again.' },
  differs: { ru: 'По сообщениям выходит {found}, а на значке {shown}. Спросите сервер.', en: 'The messages make {found}, the badge says {shown}. Ask the server.' },
  number: { ru: '№{seq}', en: 'No. {seq}' },
  file_only: { ru: 'Файл', en: 'File' },
  server: { ru: 'Сервер насчитал во всех чатах: {number}.', en: 'The server counted {number} in all chats.' },
  server_marked: {
    ru: { one: 'И {count} чат помечен вами.', few: 'И {count} чата помечены вами.', many: 'И {count} чатов помечены вами.', other: 'И {count} чата помечены вами.' },
    en: { one: 'And {count} chat is marked by you.', other: 'And {count} chats are marked by you.' },
  },
  server_unknown: { ru: 'Сервер ещё не спрошен.', en: 'The server has not been asked yet.' },
  agreed: { ru: 'Числа сошлись в {time}.', en: 'The numbers agreed at {time}.' },
  never_agreed: { ru: 'Числа ещё не сверены.', en: 'The numbers have not been compared yet.' },
  ask: { ru: 'Спросить сервер', en: 'Ask the server' },
  asking: { ru: 'Спрашиваем…', en: 'Asking…' },
  ask_failed: { ru: 'Сервер не ответил.', en: 'The server did not answer.' },
  badge_now: { ru: 'Сейчас на значке', en: 'On the badge now' },
});
