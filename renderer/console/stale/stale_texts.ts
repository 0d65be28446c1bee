import { defineTexts } from '../../chat/texts';

export const staleTexts = defineTexts({
  stopped: { ru: 'Не отправлено: пока вы писали, в чате появилось новое', en: 'Not sent: the chat has moved on while you were writing' },
  stopped_hint: { ru: 'Enter отправит ещё раз', en: 'Enter sends it again' },
  client_wrote: { ru: 'Клиент написал:', en: 'The client has written:' },
  colleague_answered: { ru: 'Ответ дан, {name}:', en: '{name} has answered:' },
  i_answered: { ru: 'Вы ответили с другого устройства:', en: 'You have answered on another device:' },
  more: { ru: { one: 'и ещё {count} сообщение', few: 'и ещё {count} сообщения', many: 'и ещё {count} сообщений', other: 'и ещё {count} сообщения' }, en: { one: 'and {count} more message', other: 'and {count} more messages' } },
  waits: { ru: 'Неотправленный ответ ждёт в поле сообщения', en: 'An unsent answer waits in the message field' },
  to_field: { ru: 'Показать', en: 'Show' },
  dismiss: { ru: 'Скрыть', en: 'Hide' },
  file: { ru: 'Файл', en: 'File' },
});
