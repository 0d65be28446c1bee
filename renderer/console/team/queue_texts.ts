import { defineTexts } from '../../chat/texts';

/** What is said of orders that wait for an expert. */
export const queueTexts = defineTexts({
  queue: { ru: 'Очередь', en: 'Queue' },
  count: {
    ru: { one: '{count} заказ без эксперта', few: '{count} заказа без эксперта', many: '{count} заказов без эксперта', other: '{count} заказа без эксперта' },
    en: { one: '{count} order without an expert', other: '{count} orders without an expert' },
  },
  oldest: { ru: 'ждут до {age}', en: 'oldest {age}' },
  waits: { ru: 'в очереди {age}', en: 'queued {age}' },
  take: { ru: 'Взять', en: 'Take' },
  take_name: { ru: 'Взять заказ #{order}', en: 'Take order #{order}' },
  taken_by: { ru: 'Заказ #{order} уже у другого эксперта: {name}', en: 'Order #{order} is with another expert: {name}' },
  full: { ru: 'У вас столько открытых заказов, сколько можно. Завершите один или попросите руководителя', en: 'You have as many open orders as you may have. Finish one, or ask your lead' },
  give_back: { ru: 'Вернуть заказ в очередь', en: 'Put the order back into the queue' },
  give_back_question: { ru: 'Заказ вернётся в очередь, и вы больше не увидите этот чат. Вернуть?', en: 'The order goes back into the queue, and you will not see this chat any more. Put it back?' },
  give_back_confirm: { ru: 'Вернуть', en: 'Put back' },
  repeat: { ru: 'Напоминать о заказах в очереди каждые', en: 'Repeat alerts of orders in the queue every' },
  alert_one: { ru: 'Заказ без эксперта · #{order}', en: 'Order without an expert · #{order}' },
  alert_body: { ru: '{title} — {name}, в очереди {age}', en: '{title} — {name}, queued {age}' },
});
