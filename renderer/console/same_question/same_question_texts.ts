import { defineTexts } from '../../chat/texts';

/** What the console says of clients who ask the same. */
export const sameQuestionTexts = defineTexts({
  line: {
    ru: { one: '{count} клиент спрашивает одно и то же', few: '{count} клиента спрашивают одно и то же', many: '{count} клиентов спрашивают одно и то же', other: '{count} клиента спрашивают одно и то же' },
    en: { one: '{count} client asks the same', other: '{count} clients ask the same' },
  },
  alike: {
    ru: { one: '{count} похожий', few: '{count} похожих', many: '{count} похожих', other: '{count} похожих' },
    en: '{count} alike',
  },
  more: { ru: 'и ещё {count}', en: 'and {count} more' },
  title: { ru: 'Один вопрос — один ответ', en: 'One question, one answer' },
  answer: { ru: 'Ответ всем', en: 'The answer to all' },
  variables: { ru: 'Подставится для каждого: {list}', en: 'Filled in for each: {list}' },
  who_gets: { ru: 'Кто что получит', en: 'Who gets what' },
  asks: { ru: 'Вопрос', en: 'Asks' },
  strike: { ru: 'Вычеркнуть', en: 'Strike out' },
  restore: { ru: 'Вернуть', en: 'Put back' },
  edit: { ru: 'Изменить', en: 'Edit' },
  common: { ru: 'Общий ответ', en: 'Common answer' },
  open: { ru: 'Открыть чат', en: 'Open the chat' },
  own_text: { ru: 'Ответ для {name}, заказ #{order}', en: 'The answer to {name}, order #{order}' },
  send: {
    ru: { one: 'Отправить {count} ответ', few: 'Отправить {count} ответа', many: 'Отправить {count} ответов', other: 'Отправить {count} ответа' },
    en: { one: 'Send {count} answer', other: 'Send {count} answers' },
  },
  nothing_to_send: { ru: 'Отправлять нечего', en: 'Nothing to send' },
  close: { ru: 'Закрыть', en: 'Close' },
  fate_gone: { ru: 'Чат недоступен', en: 'The chat is not available' },
  fate_sent: { ru: 'Отправлено', en: 'Sent' },
  fate_sending: { ru: 'Отправляется…', en: 'Sending…' },
  fate_stopped: { ru: 'Не отправлено: ответ ждёт в чате', en: 'Not sent: the answer waits in the chat' },
  fate_struck: { ru: 'Вычеркнуто', en: 'Struck out' },
  fate_moved: { ru: 'В чате новое: {text}', en: 'New in the chat: {text}' },
  fate_answered: { ru: 'Ответ уже дан', en: 'Answered already' },
  fate_empty: { ru: 'Нет текста', en: 'No text' },
  fate_unresolved: { ru: 'Замените {place}', en: 'Replace {place}' },
  fate_held: { ru: 'Не тот чат? В тексте «{named}»', en: 'Wrong chat? The text names “{named}”' },
  fate_ready: { ru: 'Готово к отправке', en: 'Ready' },
  anyway: { ru: 'Всё равно отправить', en: 'Send all the same' },
  file: { ru: 'файл', en: 'a file' },
});
