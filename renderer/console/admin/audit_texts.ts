import type { Language } from '../../../protocol/errors';

const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  login: { ru: 'Вход', en: 'Sign-in' },
  login_refused: { ru: 'Вход не удался', en: 'Sign-in refused' },
  logout: { ru: 'Выход', en: 'Sign-out' },
  join: { ru: 'Вход клиента по ссылке', en: 'Client came in by a link' },
  join_refused: { ru: 'Ссылка клиента не подошла', en: 'Client’s link refused' },
  embed: { ru: 'Вход во встроенный чат', en: 'Embedded chat opened' },
  embed_refused: { ru: 'Встроенный чат отказал', en: 'Embedded chat refused' },
  refresh_repeated: { ru: 'Повтор обновления входа', en: 'Renewal repeated' },
  refresh_reused: { ru: 'Чужое обновление входа', en: 'Renewal reused' },
  session_revoked: { ru: 'Вход завершён', en: 'Device signed out' },
  sessions_revoked: { ru: 'Все входы завершены', en: 'Devices signed out' },
  user_created: { ru: 'Пользователь создан', en: 'User made' },
  user_changed: { ru: 'Пользователь изменён', en: 'User changed' },
  user_disabled: { ru: 'Доступ закрыт', en: 'Account closed' },
  user_enabled: { ru: 'Доступ открыт', en: 'Account opened' },
  password_changed: { ru: 'Пароль изменён', en: 'Password changed' },
  password_change_refused: { ru: 'Смена пароля не удалась', en: 'Password change refused' },
  reset_sent: { ru: 'Письмо для пароля', en: 'Letter for a password' },
  reset_refused: { ru: 'Ссылка для пароля не подошла', en: 'Link for a password refused' },
  reset_link_made: { ru: 'Ссылка для пароля выдана', en: 'Link for a password made' },
  factor_added: { ru: 'Второй фактор включён', en: 'Second factor added' },
  factor_removed: { ru: 'Второй фактор выключен', en: 'Second factor removed' },
  factor_refused: { ru: 'Код второго фактора не подошёл', en: 'Second factor refused' },
  invite_created: { ru: 'Ссылка клиенту создана', en: 'Client’s link made' },
  invite_revoked: { ru: 'Ссылка клиенту отозвана', en: 'Client’s link revoked' },
  order_created: { ru: 'Заказ создан', en: 'Order made' },
  order_changed: { ru: 'Заказ изменён', en: 'Order changed' },
  order_taken: { ru: 'Заказ взят из очереди', en: 'Order taken' },
  order_returned: { ru: 'Заказ возвращён в очередь', en: 'Order returned' },
  message_deleted: { ru: 'Сообщение удалено', en: 'Message deleted' },
  note_deleted: { ru: 'Заметка удалена', en: 'Note deleted' },
  colleague_invited: { ru: 'Коллега приглашён в чат', en: 'Colleague invited' },
  colleague_left: { ru: 'Коллега вышел из чата', en: 'Colleague left' },
  colleague_removed: { ru: 'Коллега убран из чата', en: 'Colleague removed' },
  label_made: { ru: 'Метка создана', en: 'Label made' },
  label_changed: { ru: 'Метка изменена', en: 'Label changed' },
  key_made: { ru: 'Ключ API создан', en: 'API key made' },
  key_rotated: { ru: 'Ключ API заменён', en: 'API key replaced' },
  key_revoked: { ru: 'Ключ API отозван', en: 'API key revoked' },
};

/** What a kind of line is called; one that a newer server writes keeps its own name. */
export function kindName(kind: string, language: Language): string {
  return names[kind]?.[language] ?? kind.replaceAll('_', ' ');
}
