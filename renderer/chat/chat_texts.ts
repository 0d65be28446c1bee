import { defineTexts } from './texts';

/** What the conversation says, on the client page and in the console alike. */
export const chatTexts = defineTexts({
  chat_title: { ru: 'Чат по заказу', en: 'Order chat' },
  order: { ru: 'Заказ #{order}', en: 'Order #{order}' },
  no_messages: { ru: 'Нет сообщений', en: 'No messages' },
  type_message: { ru: 'Введите сообщение…', en: 'Type a message…' },
  send: { ru: 'Отправить', en: 'Send' },
  typing: { ru: 'Печатает…', en: 'Typing…' },
  open_chat: { ru: 'Открыть чат', en: 'Open chat' },
  write_as: { ru: 'Что вы пишете', en: 'What you are writing' },
  drop_files: { ru: 'Отпустите, чтобы прикрепить', en: 'Drop to attach' },
  attach_file: { ru: 'Прикрепить файл', en: 'Attach a file' },
  no_access: { ru: 'У вас нет доступа к этому заказу', en: 'You have no access to this order' },

  messages: { ru: 'Сообщения', en: 'Messages' },
  message: { ru: 'Сообщение', en: 'Message' },
  new_messages: { ru: 'Новые сообщения', en: 'New messages' },
  to_newest: { ru: 'К последним сообщениям', en: 'Jump to the newest messages' },
  unread_count: {
    ru: {
      one: '{count} непрочитанное сообщение',
      few: '{count} непрочитанных сообщения',
      many: '{count} непрочитанных сообщений',
      other: '{count} непрочитанного сообщения',
    },
    en: { one: '{count} unread message', other: '{count} unread messages' },
  },
  loading: { ru: 'Загрузка…', en: 'Loading…' },
  you: { ru: 'Вы', en: 'You' },
  someone: { ru: 'Собеседник', en: 'The other side' },

  state_pending: { ru: 'Ожидает отправки', en: 'Waiting to be sent' },
  state_sent: { ru: 'Отправлено', en: 'Sent' },
  state_read: { ru: 'Прочитано', en: 'Read' },
  state_failed: { ru: 'Не отправлено', en: 'Not sent' },
  retry: { ru: 'Повторить', en: 'Try again' },
  discard: { ru: 'Не отправлять', en: 'Do not send' },

  edited: { ru: 'изменено', en: 'edited' },
  deleted: { ru: 'Сообщение удалено', en: 'Message deleted' },
  edit: { ru: 'Изменить сообщение', en: 'Edit message' },
  editing: { ru: 'Изменение сообщения', en: 'Editing a message' },
  save: { ru: 'Сохранить', en: 'Save' },
  cancel: { ru: 'Отмена', en: 'Cancel' },
  delete: { ru: 'Удалить', en: 'Delete' },
  delete_message: { ru: 'Удалить сообщение', en: 'Delete message' },
  delete_question: { ru: 'Удалить это сообщение у всех?', en: 'Delete this message for everybody?' },
  too_long: {
    ru: {
      one: 'Длиннее, чем можно, на {count} символ',
      few: 'Длиннее, чем можно, на {count} символа',
      many: 'Длиннее, чем можно, на {count} символов',
      other: 'Длиннее, чем можно, на {count} символа',
    },
    en: { one: '{count} character too long', other: '{count} characters too long' },
  },
  characters_left: {
    ru: { one: 'Остался {count} символ', few: 'Осталось {count} символа', many: 'Осталось {count} символов', other: 'Осталось {count} символа' },
    en: { one: '{count} character left', other: '{count} characters left' },
  },
  not_kept: {
    ru: 'Не удалось сохранить сообщение на этом устройстве. Текст остался здесь, попробуйте ещё раз',
    en: 'The message could not be kept on this device. The text is still here, please try again',
  },
  offline_try_later: { ru: 'Нет связи. Попробуйте, когда она вернётся', en: 'No connection. Try again when it is back' },

  online: { ru: 'в сети', en: 'online' },
  offline: { ru: 'не в сети', en: 'offline' },
  connection_online: { ru: 'Связь есть', en: 'Connected' },
  connection_connecting: { ru: 'Подключение…', en: 'Connecting…' },
  connection_offline: { ru: 'Нет связи', en: 'No connection' },
  connection_signed_out: { ru: 'Вы вышли', en: 'Signed out' },
  reconnecting: {
    ru: 'Нет связи. Написанное сохранится и уйдёт, когда она вернётся',
    en: 'No connection. What you write is kept and goes out when it is back',
  },

  event_order_created: { ru: 'Заказ создан', en: 'The order was created' },
  event_order_changed: { ru: 'Заказ изменён', en: 'The order was changed' },
  event_order_status: { ru: 'Статус заказа: {status}', en: 'Order status: {status}' },
  event_order_title: { ru: 'Заказ теперь называется «{title}»', en: 'The order is now called “{title}”' },
  event_expert_assigned: { ru: 'Назначен эксперт', en: 'An expert was assigned' },
  event_expert_assigned_name: { ru: 'Эксперт по заказу: {name}', en: 'The order’s expert: {name}' },
  event_expert_removed: { ru: 'Эксперт больше не ведёт этот заказ', en: 'The expert no longer handles this order' },
  event_client_changed: { ru: 'У заказа сменился клиент', en: 'The order has another client' },
});
