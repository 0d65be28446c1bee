import { defineTexts } from '../../chat/texts';

export const awayTexts = defineTexts({
  since_you_left: { ru: { one: 'Пока вас не было · {count} сообщение', few: 'Пока вас не было · {count} сообщения', many: 'Пока вас не было · {count} сообщений', other: 'Пока вас не было · {count} сообщения' }, en: { one: 'Since you left · {count} message', other: 'Since you left · {count} messages' } },
  away_title: { ru: 'Вас не было {age}', en: 'You were away for {age}' },
  away_messages: { ru: { one: '{count} новое сообщение', few: '{count} новых сообщения', many: '{count} новых сообщений', other: '{count} нового сообщения' }, en: { one: '{count} new message', other: '{count} new messages' } },
  away_rooms: { ru: { one: 'в {count} чате', few: 'в {count} чатах', many: 'в {count} чатах', other: 'в {count} чата' }, en: { one: 'in {count} chat', other: 'in {count} chats' } },
  away_owed: { ru: { one: '{count} чат ждёт ответа', few: '{count} чата ждут ответа', many: '{count} чатов ждут ответа', other: '{count} чата ждут ответа' }, en: { one: '{count} chat waits for an answer', other: '{count} chats wait for an answer' } },
  away_answered: { ru: { one: 'в {count} чате ответили коллеги', few: 'в {count} чатах ответили коллеги', many: 'в {count} чатах ответили коллеги', other: 'в {count} чата ответили коллеги' }, en: { one: 'colleagues answered {count} chat', other: 'colleagues answered {count} chats' } },
  away_go: { ru: 'Пройти по ним', en: 'Go through them' },
  away_close: { ru: 'Закрыть', en: 'Close' },
});
