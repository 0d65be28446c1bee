import { defineTexts } from '../../chat/texts';

/** What deciding about a room says. */
export const triageTexts = defineTexts({
  waive: { ru: 'Ответ не нужен', en: 'No answer needed' },
  snooze: { ru: 'Отложить', en: 'Snooze' },
  snooze_room: { ru: 'Отложить чат: {name}, заказ #{order}', en: 'Snooze the chat: {name}, order #{order}' },
  resnooze: { ru: 'Отложить на другое время', en: 'Snooze until another time' },
  done: { ru: 'Завершить', en: 'Mark done' },
  reopen: { ru: 'Вернуть в работу', en: 'Reopen' },
  owe_again: { ru: 'Ответ всё-таки нужен', en: 'Needs an answer after all' },
  undo: { ru: 'Отменить', en: 'Undo' },

  in_20_minutes: { ru: 'Через 20 минут', en: 'In 20 minutes' },
  in_an_hour: { ru: 'Через час', en: 'In an hour' },
  in_3_hours: { ru: 'Через 3 часа', en: 'In 3 hours' },
  tomorrow: { ru: 'Завтра в 9:00', en: 'Tomorrow at 9:00' },
  monday: { ru: 'В понедельник в 9:00', en: 'Monday at 9:00' },
  pick: { ru: 'Дата и время', en: 'Date and time' },
  pick_more: { ru: 'Выбрать время…', en: 'Choose a time…' },
  too_near: { ru: 'Не раньше чем через минуту и не позже чем через год', en: 'Not sooner than in a minute, and within a year' },
  snooze_hint: { ru: 'Если клиент напишет раньше, чат сразу вернётся.', en: 'If the client writes before that, the chat comes back at once.' },

  snoozed_until: { ru: 'Отложен до {time}', en: 'Snoozed until {time}' },
  snoozed_mark: { ru: 'до {time}', en: 'until {time}' },
  done_mark: { ru: 'Завершён', en: 'Done' },

  decided_waive: { ru: 'ответ не нужен', en: 'no answer needed' },
  decided_snooze: { ru: 'отложен до {time}', en: 'snoozed until {time}' },
  decided_done: { ru: 'завершён', en: 'done' },
  decided_reopen: { ru: 'снова в работе', en: 'reopened' },
});
