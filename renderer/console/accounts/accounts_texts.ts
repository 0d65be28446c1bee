import { defineTexts } from '../../chat/texts';

/** What the console says of the accounts that stand side by side on this machine. */
export const accountsTexts = defineTexts({
  accounts: { ru: 'Аккаунты', en: 'Accounts' },
  new_account: { ru: 'Новый аккаунт', en: 'New account' },
  add: { ru: 'Добавить аккаунт…', en: 'Add account…' },
  add_hint: {
    ru: 'Ещё один сервер или ещё один пользователь, в своём окне. Значок и уведомления у всех аккаунтов общие.',
    en: 'One more server or one more user, in a window of its own. All accounts share the tray icon and the alerts.',
  },
  remove: { ru: 'Убрать этот аккаунт с компьютера', en: 'Take this account off this computer' },
  offline: { ru: 'нет связи', en: 'no connection' },
  connecting: { ru: 'соединение', en: 'connecting' },
  signed_out: { ru: 'вход не выполнен', en: 'signed out' },
});
