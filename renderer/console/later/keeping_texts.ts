import { defineTexts } from '../../chat/texts';

/** What muting, pinning and marking say. */
export const keepingTexts = defineTexts({
  menu: { ru: 'Действия с чатом', en: 'Chat actions' },
  mute: { ru: 'Не уведомлять', en: 'Mute' },
  unmute: { ru: 'Уведомлять', en: 'Unmute' },
  pin: { ru: 'Закрепить', en: 'Pin' },
  unpin: { ru: 'Открепить', en: 'Unpin' },
  mark: { ru: 'Пометить непрочитанным', en: 'Mark unread' },
  mark_from: { ru: 'Непрочитано с этого места', en: 'Mark unread from here' },
  unmark: { ru: 'Снять пометку', en: 'Take the mark away' },
  muted: { ru: 'Без уведомлений', en: 'Muted' },
  pinned: { ru: 'Закреплён', en: 'Pinned' },
  marked: { ru: 'Помечен непрочитанным', en: 'Marked unread' },
});
