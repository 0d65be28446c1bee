import { defineTexts } from '../chat/texts';

/** What the console says of alerts: in them, in their settings, in their log. */
export const alertTexts = defineTexts({
  // In notifications
  new_message: { ru: 'Новое сообщение', en: 'New message' },
  digest: { ru: 'Новых: {alerts}, чатов: {rooms}', en: '{alerts} new in {rooms} chats' },
  digest_one_room: { ru: 'Новых в одном чате: {alerts}', en: '{alerts} new in one chat' },
  test_title: { ru: 'Проверка', en: 'Test' },
  test_body: { ru: 'Так выглядят уведомления Orderline.', en: 'This is how Orderline notifies you.' },
  reminder_owed: { ru: 'Ждёт ответа {age}', en: 'Waiting for an answer, {age}' },
  reminder_new: { ru: 'Новый чат, его ещё не открывали: {age}', en: 'A new chat that nobody has opened yet, {age}' },
  reminder_many: {
    ru: { one: '{count} чат ждёт ответа', few: '{count} чата ждут ответа', many: '{count} чатов ждут ответа', other: '{count} чата ждут ответа' },
    en: { one: '{count} chat waits for an answer', other: '{count} chats wait for an answer' },
  },
  reminder_oldest: { ru: 'Дольше всех {age}', en: 'The longest for {age}' },

  // What is announced
  hide_text: { ru: 'Скрывать текст', en: 'Hide the text' },
  hide_text_never: { ru: 'Никогда', en: 'Never' },
  hide_text_when_locked: { ru: 'На блокировке', en: 'When locked' },
  hide_text_always: { ru: 'Всегда', en: 'Always' },
  budget: { ru: 'Объединять, если за {seconds} с больше', en: 'Fold above so many in {seconds} s' },
  budget_never: { ru: 'Никогда', en: 'Never' },

  // Sound
  sound_name: { ru: 'Какой звук', en: 'Which sound' },
  sound_system: { ru: 'Системный', en: 'System' },
  sound_drop: { ru: 'Капля', en: 'Drop' },
  sound_bell: { ru: 'Колокольчик', en: 'Bell' },
  sound_knock: { ru: 'Стук', en: 'Knock' },
  sound_marimba: { ru: 'Маримба', en: 'Marimba' },
  sound_volume: { ru: 'Громкость', en: 'Volume' },
  sound_play: { ru: 'Прослушать', en: 'Listen' },

  // Quiet hours
  quiet_hours: { ru: 'Тихие часы', en: 'Quiet hours' },
  quiet_range: { ru: 'Время', en: 'Time' },
  quiet_from: { ru: 'с', en: 'from' },
  quiet_to: { ru: 'до', en: 'to' },
  quiet_days: { ru: 'Начинаются', en: 'Begin on' },
  quiet_now: { ru: 'Сейчас тихие часы', en: 'It is quiet now' },
  quiet_zone: { ru: 'По часам этого компьютера: {zone}.', en: 'By the clock of this computer: {zone}.' },
  dnd: { ru: 'Системное «Не беспокоить»', en: 'System do-not-disturb' },
  dnd_on: { ru: 'Включено: уведомления уходят системе без звука', en: 'On: notifications go to the system without a sound' },
  dnd_off: { ru: 'Выключено', en: 'Off' },
  dnd_unknown: { ru: 'Неизвестно: система не сообщает', en: 'Unknown: the system does not tell' },

  // Reminders
  reminders: { ru: 'Напоминания', en: 'Reminders' },
  reminders_on: { ru: 'Напоминать, кто ждёт ответа', en: 'Remind me who waits for an answer' },
  remind_after: { ru: 'Если ждут дольше', en: 'When owed longer than' },
  remind_every: { ru: 'Потом каждые', en: 'Then every' },
  remind_at_most: { ru: 'Не больше раз', en: 'At most' },
  repeat_new: { ru: 'Повторять о новом чате, пока его не откроют', en: 'Repeat for a new chat until it is opened' },
  repeat_new_every: { ru: 'Повторять каждые', en: 'Repeat every' },
  minutes: { ru: '{count} мин', en: '{count} min' },
  reminders_note: {
    ru: 'Не напоминает о чатах без уведомлений и об отложенных, в тихие часы и при «Не беспокоить».',
    en: 'Never for muted or snoozed chats, in quiet hours or under do-not-disturb.',
  },

  // The log
  log: { ru: 'Журнал уведомлений', en: 'Notification log' },
  log_empty: { ru: 'Пока пусто. Здесь видно каждое уведомление и почему его не показали.', en: 'Nothing yet. Every notification stands here, and why it was not shown.' },
  log_nothing: { ru: 'Таких записей нет.', en: 'There is no such entry.' },
  log_filter: { ru: 'Что показать', en: 'What to show' },
  log_all: { ru: 'Всё', en: 'All' },
  log_shown: { ru: 'Показано', en: 'Shown' },
  log_folded: { ru: 'Объединено', en: 'Folded' },
  log_silent: { ru: 'Не показано', en: 'Not shown' },
  log_reason: { ru: 'Причина', en: 'Reason' },
  log_any_reason: { ru: 'Любая причина', en: 'Any reason' },
  log_search: { ru: 'Почему не было уведомления? Номер заказа или имя', en: 'Why was there no alert? Order number or name' },
  log_days: { ru: 'По дням', en: 'By day' },
  log_day: { ru: 'День', en: 'Day' },
  log_answer_none: { ru: 'В журнале об этом чате ничего нет: пока программа работала, о нём нечего было сообщать.', en: 'The log has nothing about this chat: while the program ran there was nothing to announce in it.' },
  log_answer: { ru: '{title}, {time}: {outcome}', en: '{title}, {time}: {outcome}' },
  test_alert: { ru: 'Проверить уведомление', en: 'Send a test notification' },
  test_result: { ru: 'Проверка: {outcome}', en: 'Test: {outcome}' },
  test_sent: { ru: 'Отправлено, ждём ответа системы…', en: 'Sent, waiting for the system…' },
  test_unseen: {
    ru: 'Не увидели его? Тогда его скрыла система: проверьте её настройки уведомлений.',
    en: 'You did not see it? Then the system has hidden it: look into its notification settings.',
  },

  outcome_shown: { ru: 'Показано', en: 'Shown' },
  outcome_replaced: { ru: 'Показано вместо прежнего', en: 'Shown in place of the previous one' },
  outcome_shown_quietly: { ru: 'Отдано системе без звука: в ней «Не беспокоить»', en: 'Handed to the system without a sound: its do-not-disturb is on' },
  outcome_folded: { ru: 'Объединено с другими: уведомлений было слишком много', en: 'Folded with others: there were too many at once' },
  outcome_suppressed_read: { ru: 'Не показано: уже прочитано', en: 'Not shown: already read' },
  outcome_suppressed_in_view: { ru: 'Не показано: чат был перед глазами', en: 'Not shown: the chat was in view' },
  outcome_suppressed_disabled: { ru: 'Не показано: уведомления выключены', en: 'Not shown: notifications are off' },
  outcome_suppressed_muted: { ru: 'Не показано: чат без уведомлений', en: 'Not shown: the chat is muted' },
  outcome_suppressed_paused: { ru: 'Не показано: тишина', en: 'Not shown: quiet time' },
  outcome_suppressed_quiet_hours: { ru: 'Не показано: тихие часы', en: 'Not shown: quiet hours' },
  outcome_suppressed_unsupported: { ru: 'Не показано: система или браузер не разрешает', en: 'Not shown: the system or the browser does not allow it' },
  outcome_failed: { ru: 'Не удалось показать', en: 'Could not be shown' },

  kind_message: { ru: 'Сообщение', en: 'Message' },
  kind_mention: { ru: 'Упоминание', en: 'Mention' },
  kind_reminder: { ru: 'Напоминание', en: 'Reminder' },
  kind_digest: { ru: 'Общее уведомление', en: 'Digest' },
  kind_test: { ru: 'Проверка', en: 'Test' },
});
