import { defineTexts } from '../../chat/texts';

/** What the guard against wrong rooms says. */
export const guardTexts = defineTexts({
  title: { ru: 'Не тот чат?', en: 'Wrong chat?' },
  order: { ru: 'В тексте «{named}», а это заказ #{here}', en: 'The text names “{named}”; this is order #{here}' },
  client: { ru: 'В тексте «{named}» — это клиент заказа #{order}, а здесь заказ #{here}', en: 'The text names “{named}”, the client of order #{order}; this is order #{here}' },
  pasted: { ru: 'Текст скопирован в чате заказа #{order}, а это заказ #{here}', en: 'The text was copied in the chat of order #{order}; this is order #{here}' },
  moved: { ru: 'Секунду назад вы писали в чат заказа #{order}, а это заказ #{here}', en: 'A moment ago you were writing in the chat of order #{order}; this is order #{here}' },
  keys: { ru: 'Enter ещё раз — отправить сюда. Esc — изменить', en: 'Enter again sends it here. Esc: edit' },
  keys_edit: { ru: 'Enter ещё раз — сохранить так. Esc — оставить как было', en: 'Enter again saves it so. Esc: leave it as it was' },
  carry: { ru: 'В чат #{order}', en: 'To chat #{order}' },
});
