import { defineActions } from '../keys/action';

/** What opens a dialog. */
export const dialogActions = defineActions([
  { id: 'palette', group: 'go', title: { ru: 'Перейти или сделать', en: 'Go to or do' }, keys: ['Mod+KeyK'], is_key_only: true, run: ({ desk }) => desk.setState({ dialog: 'palette' }) },
  { id: 'open_order', group: 'go', title: { ru: 'Открыть чат по номеру заказа', en: 'Open a chat by order number' }, keys: ['Alt+KeyN'], run: ({ desk }) => desk.setState({ dialog: 'open_order' }) },
  { id: 'scheduled', group: 'app', title: { ru: 'Отложенные сообщения', en: 'Scheduled messages' }, keys: ['Alt+KeyL'], run: ({ desk }) => desk.setState({ dialog: 'scheduled' }) },
  { id: 'settings', group: 'app', title: { ru: 'Настройки', en: 'Settings' }, keys: ['Mod+Comma'], run: ({ desk }) => desk.setState({ dialog: 'settings' }) },
  {
    id: 'alert_log', group: 'app', title: { ru: 'Почему не было уведомления', en: 'Why was there no alert' }, words: 'журнал уведомлений тишина notification log silence', keys: ['Alt+Shift+KeyN'],
    run: ({ desk }) => desk.setState({ dialog: 'alert_log' }),
  },
  { id: 'cheat_sheet', group: 'app', title: { ru: 'Все клавиши', en: 'All keys' }, words: 'горячие сочетания помощь shortcuts hotkeys help', keys: ['?'], run: ({ desk }) => desk.setState({ dialog: 'keys' }) },
]);
