import { defineTexts } from '../../chat/texts';

/** What the console says of histories, forwarded quotes and doubtful links. */
export const composingConsoleTexts = defineTexts({
  history: { ru: 'Что было раньше', en: 'Earlier versions' },
  history_failed: { ru: 'История не загрузилась. Попробуйте ещё раз', en: 'The history could not be loaded. Try again' },
  history_now: { ru: 'сейчас', en: 'now' },
  forward: { ru: 'Процитировать в другом чате', en: 'Quote in another chat' },
  forward_hint: { ru: 'Куда? Номер заказа или имя клиента', en: 'Where to? An order number or a client’s name' },
  forward_nothing: { ru: 'Такого чата нет', en: 'There is no such chat' },
  forwarded: { ru: 'Цитата из чата заказа #{order}. Проверьте её перед отправкой', en: 'A quote from the chat of order #{order}. Check it before you send it' },
  forwarded_hold: {
    ru: 'Здесь цитата из чата заказа #{order}. Отправить её сюда? Нажмите Enter ещё раз',
    en: 'This quotes the chat of order #{order}. Send it here? Press Enter again',
  },
  forwarded_dismiss: { ru: 'Понятно', en: 'Got it' },
  link_title: { ru: 'Открыть ссылку?', en: 'Open this link?' },
  link_doubt: {
    ru: 'Адрес написан необычными буквами и может быть подделкой под известный сайт. На самом деле это:',
    en: 'The address is written in unusual letters and may be made to look like a known site. It really is:',
  },
  link_open: { ru: 'Открыть', en: 'Open' },
  cancel: { ru: 'Отмена', en: 'Cancel' },
  undo: { ru: 'Отмена отправки', en: 'Undo send' },
  undo_off: { ru: 'Нет', en: 'Off' },
  undo_seconds: { ru: '{seconds} с', en: '{seconds} s' },
  writing: { ru: 'Сообщения', en: 'Messages' },
});
