import { defineTexts } from '../../chat/texts';

/** What service levels say in the list, in the header and in alerts. */
export const levelTexts = defineTexts({
  left_title: { ru: 'Ответить до {time}. Клиент ждёт {age}', en: 'To be answered by {time}. The client has been waiting {age}' },
  soon_title: { ru: 'Скоро срок: ответить до {time}. Клиент ждёт {age}', en: 'Due soon: to be answered by {time}. The client has been waiting {age}' },
  late_title: { ru: 'Срок прошёл: ответить нужно было до {time}. Клиент ждёт {age}', en: 'Overdue: it was to be answered by {time}. The client has been waiting {age}' },
  late: { ru: 'просрочен {by}', en: '{by} late' },
  late_rooms: { ru: { one: '{count} просрочен', other: '{count} просрочено' }, en: { one: '{count} late', other: '{count} late' } },
  alert_soon: { ru: 'Срок ответа {time}, осталось {left}', en: 'The answer is due at {time}, {left} left' },
  alert_late: { ru: 'Срок ответа прошёл: {time}', en: 'The answer was due at {time}' },
  alert_many: {
    ru: { one: '{count} ответ: подходит срок', few: '{count} ответа: подходит срок', many: '{count} ответов: подходит срок', other: '{count} ответа: подходит срок' },
    en: { one: '{count} answer is due', other: '{count} answers are due' },
  },
  alert_first: { ru: 'Первый: {name}, {time}', en: 'First {name}, {time}' },
  warn: { ru: 'Предупреждать о сроке ответа', en: 'Warn before an answer is due' },
  warn_never: { ru: 'Нет', en: 'Never' },
  warn_before: { ru: 'за {count} мин', en: '{count} min' },
});
