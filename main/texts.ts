import type { Language } from '../protocol/errors';

/** Everything that the main process itself says, in both languages. */
export type Texts = {
  show: string;
  addAccount: string;
  /** An account to which nobody has signed in yet. */
  newAccount: string;
  accounts: string;
  accountTaken: string;
  browserDone: string;
  noBrowser: string;
  whichAccount(what: string): string;
  cancel: string;
  removeQuestion(name: string): string;
  remove: string;
  room(room: number): string;
  quit: string;
  pause: string;
  pauseHalfHour: string;
  pauseHour: string;
  pauseFourHours: string;
  pauseUntilOff: string;
  endPause: string;
  paused: string;
  allQuiet: string;
  owed(rooms: number, oldest: string): string;
  late(rooms: number): string;
  unread(messages: number): string;
  order(order: number): string;
  age(ms: number): string;
  connection: Record<'signed_out' | 'connecting' | 'online' | 'offline', string>;
  quietHours(until: string): string;
  doNotDisturb: Record<'on' | 'off' | 'unknown', string>;
  newMessage: string;
  /** So many alerts out of so many chats, in one. */
  digest(alerts: number, rooms: number): string;
  /** The next step of an update, as a row of a menu. */
  update: Record<'available' | 'loading' | 'ready' | 'failed', (version: string) => string>;
  replyHint: string;
  send: string;
  noAnswer: string;
  snooze: string;
  testTitle: string;
  testBody: string;
  offline: string;
  insecure: string;
  notOrderline: string;
  context: Record<'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'copyLink' | 'learn' | 'noSuggestions', string>;
};

const plural = (language: Language, forms: { one: string; few?: string; many?: string; other: string }) => {
  const rules = new Intl.PluralRules(language);
  return (count: number) => {
    const form = rules.select(count);
    return (form === 'one' || form === 'few' || form === 'many' ? forms[form] : undefined) ?? forms.other;
  };
};

const age = (minute: string, hour: string, day: string, now: string) => (ms: number) => {
  const minutes = Math.floor(Math.max(ms, 0) / 60_000);
  if (minutes < 1) return now;
  if (minutes < 60) return `${minutes} ${minute}`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} ${hour}` : `${Math.floor(minutes / 60 / 24)} ${day}`;
};

const roomsWait = plural('ru', { one: 'чат ждёт ответа', few: 'чата ждут ответа', many: 'чатов ждут ответа', other: 'чата ждут ответа' });
const late = plural('ru', { one: 'просрочен', other: 'просрочено' });
const unreadMessages = plural('ru', { one: 'непрочитанное', many: 'непрочитанных', other: 'непрочитанных' });

const newMessages = plural('ru', { one: 'новое уведомление', few: 'новых уведомления', many: 'новых уведомлений', other: 'новых уведомлений' });
const inRooms = plural('ru', { one: 'чате', other: 'чатах' });

const ru: Texts = {
  show: 'Показать Orderline',
  addAccount: 'Добавить аккаунт…',
  newAccount: 'Новый аккаунт',
  accounts: 'Аккаунты',
  accountTaken: 'Этот аккаунт уже открыт в другом окне',
  browserDone: 'Вернитесь в Orderline. Эту вкладку можно закрыть.',
  noBrowser: 'Браузер не открылся',
  whichAccount: (what) => `В каком аккаунте открыть: ${what}?`,
  cancel: 'Отмена',
  removeQuestion: (name) => `Убрать с компьютера аккаунт «${name}»? Всё, что в нём не отправлено, будет стёрто.`,
  remove: 'Убрать',
  room: (room) => `Чат ${room}`,
  quit: 'Выйти из Orderline',
  pause: 'Не уведомлять',
  pauseHalfHour: '30 минут',
  pauseHour: '1 час',
  pauseFourHours: '4 часа',
  pauseUntilOff: 'Пока не включу',
  endPause: 'Снова уведомлять',
  paused: 'уведомления выключены',
  allQuiet: 'Всё спокойно',
  owed: (rooms, oldest) => `${rooms} ${roomsWait(rooms)}, дольше всех ${oldest}`,
  late: (rooms) => `${rooms} ${late(rooms)}`,
  unread: (messages) => `${messages} ${unreadMessages(messages)}`,
  order: (order) => `Заказ #${order}`,
  age: age('мин', 'ч', 'д', 'меньше минуты'),
  connection: { signed_out: 'Вход не выполнен', connecting: 'Соединение…', online: 'На связи', offline: 'Нет связи с сервером' },
  quietHours: (until) => `Тихие часы до ${until}`,
  doNotDisturb: { on: 'Системное «Не беспокоить»: включено', off: 'Системное «Не беспокоить»: выключено', unknown: 'Системное «Не беспокоить»: неизвестно' },
  newMessage: 'Новое сообщение',
  digest: (alerts, rooms) => `${alerts} ${newMessages(alerts)} в ${rooms} ${inRooms(rooms)}`,
  update: {
    available: (version) => `Загрузить версию ${version}`,
    loading: (version) => `Загружаем версию ${version}…`,
    ready: (version) => `Перезапустить и установить ${version}`,
    failed: (version) => `Версия ${version} не установилась: скачать файл`,
  },
  replyHint: 'Ответить…',
  send: 'Отправить',
  noAnswer: 'Ответ не нужен',
  snooze: 'Отложить на 20 мин',
  testTitle: 'Проверка уведомлений',
  testBody: 'Так выглядит уведомление о новом сообщении',
  offline: 'Сервер не отвечает',
  insecure: 'Нужен адрес с https://',
  notOrderline: 'По этому адресу отвечает не Orderline',
  context: {
    undo: 'Отменить',
    redo: 'Повторить',
    cut: 'Вырезать',
    copy: 'Копировать',
    paste: 'Вставить',
    selectAll: 'Выделить всё',
    copyLink: 'Копировать ссылку',
    learn: 'Добавить в словарь',
    noSuggestions: 'Вариантов нет',
  },
};

const en: Texts = {
  show: 'Show Orderline',
  addAccount: 'Add account…',
  newAccount: 'New account',
  accounts: 'Accounts',
  accountTaken: 'This account is open in another window already',
  browserDone: 'Go back to Orderline. You can close this tab.',
  noBrowser: 'The browser did not open',
  whichAccount: (what) => `In which account shall it be opened: ${what}?`,
  cancel: 'Cancel',
  removeQuestion: (name) => `Take the account “${name}” off this computer? What it has not sent will be erased.`,
  remove: 'Take it off',
  room: (room) => `Chat ${room}`,
  quit: 'Quit Orderline',
  pause: 'Pause alerts',
  pauseHalfHour: '30 minutes',
  pauseHour: '1 hour',
  pauseFourHours: '4 hours',
  pauseUntilOff: 'Until I turn them on',
  endPause: 'Resume alerts',
  paused: 'alerts paused',
  allQuiet: 'All quiet',
  owed: (rooms, oldest) => `${rooms} owed, oldest ${oldest}`,
  late: (rooms) => `${rooms} late`,
  unread: (messages) => `${messages} unread`,
  order: (order) => `Order #${order}`,
  age: age('min', 'h', 'd', 'under a minute'),
  connection: { signed_out: 'Signed out', connecting: 'Connecting…', online: 'Online', offline: 'No connection to the server' },
  quietHours: (until) => `Quiet hours until ${until}`,
  doNotDisturb: { on: 'System do-not-disturb: on', off: 'System do-not-disturb: off', unknown: 'System do-not-disturb: unknown' },
  newMessage: 'New message',
  digest: (alerts, rooms) => `${alerts} new ${alerts === 1 ? 'alert' : 'alerts'} in ${rooms} ${rooms === 1 ? 'chat' : 'chats'}`,
  update: {
    available: (version) => `Load version ${version}`,
    loading: (version) => `Loading version ${version}…`,
    ready: (version) => `Restart and install ${version}`,
    failed: (version) => `Version ${version} was not installed: get the file`,
  },
  replyHint: 'Reply…',
  send: 'Send',
  noAnswer: 'No answer needed',
  snooze: 'Snooze 20 min',
  testTitle: 'Test alert',
  testBody: 'This is how a new message will be announced',
  offline: 'The server does not answer',
  insecure: 'The address must begin with https://',
  notOrderline: 'Something else than Orderline answers at this address',
  context: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    copyLink: 'Copy the link',
    learn: 'Add to the dictionary',
    noSuggestions: 'No suggestions',
  },
};

const tables: Record<Language, Texts> = { ru, en };

/** The texts of one language. */
export function textsOf(language: Language): Texts {
  return tables[language];
}
