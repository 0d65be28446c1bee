import { defineTexts } from './texts';

/** What replies, edits and unsent changes say. */
export const composingTexts = defineTexts({
  reply: { ru: 'Ответить', en: 'Reply' },
  replying: { ru: 'Ответ', en: 'Replying' },
  reply_cancel: { ru: 'Не отвечать на это сообщение', en: 'Do not reply to this message' },
  quote_of: { ru: 'В ответ на:', en: 'In reply to:' },
  quote_jump: { ru: 'Перейти к сообщению', en: 'Go to the message' },
  quote_deleted: { ru: 'Сообщение удалено', en: 'Message deleted' },
  quote_file: { ru: 'Файл', en: 'File' },

  editing_over: { ru: 'Это сообщение уже нельзя изменить', en: 'This message can no longer be edited' },
  change_pending_edit: { ru: 'изменяется', en: 'being edited' },
  change_pending_delete: { ru: 'удаляется', en: 'being deleted' },
  change_failed_edit: { ru: 'Не изменено', en: 'Not edited' },
  change_failed_delete: { ru: 'Не удалено', en: 'Not deleted' },
  retry: { ru: 'Повторить', en: 'Try again' },
  give_up_edit: { ru: 'Вернуть в поле ввода', en: 'Back to the composer' },
  give_up_delete: { ru: 'Не удалять', en: 'Do not delete' },

  undo_send: { ru: 'Отменить отправку', en: 'Undo' },
  undo_sending: { ru: 'Отправляется…', en: 'Sending…' },
  undo_setting: { ru: 'Отмена отправки', en: 'Undo send' },
  undo_off: { ru: 'Нет', en: 'Off' },
  undo_seconds: { ru: '{seconds} с', en: '{seconds} s' },

  emoji: { ru: 'Эмодзи', en: 'Emoji' },
  emoji_names: { ru: 'Эмодзи по названию', en: 'Emoji by name' },
});
