import type { Language } from '../protocol/errors';

/** Everything that the main process itself says, in both languages. */
export type Texts = {
  show: string;
  quit: string;
  pause: string;
  pauseHalfHour: string;
  pauseHour: string;
  pauseUntilOff: string;
  endPause: string;
  paused: string;
  allQuiet: string;
  owed(rooms: number, oldest: string): string;
  unread(messages: number): string;
  order(order: number): string;
  age(ms: number): string;
  connection: Record<'signed_out' | 'connecting' | 'online' | 'offline', string>;
  newMessage: string;
  testTitle: string;
  testBody: string;
  offline: string;
  insecure: string;
  notOrderline: string;
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
const unreadMessages = plural('ru', { one: 'непрочитанное', many: 'непрочитанных', other: 'непрочитанных' });

const ru: Texts = {
  show: 'Показать Orderline',
  quit: 'Выйти из Orderline',
  pause: 'Не уведомлять',
  pauseHalfHour: '30 минут',
  pauseHour: '1 час',
  pauseUntilOff: 'Пока не включу',
  endPause: 'Снова уведомлять',
  paused: 'уведомления выключены',
  allQuiet: 'Всё спокойно',
  owed: (rooms, oldest) => `${rooms} ${roomsWait(rooms)}, дольше всех ${oldest}`,
  unread: (messages) => `${messages} ${unreadMessages(messages)}`,
  order: (order) => `Заказ #${order}`,
  age: age('мин', 'ч', 'д', 'меньше минуты'),
  connection: { signed_out: 'Вход не выполнен', connecting: 'Соединение…', online: 'На связи', offline: 'Нет связи с сервером' },
  newMessage: 'Новое сообщение',
  testTitle: 'Проверка уведомлений',
  testBody: 'Так выглядит уведомление о новом сообщении',
  offline: 'Сервер не отвечает',
  insecure: 'Нужен адрес с https://',
  notOrderline: 'По этому адресу отвечает не Orderline',
};

const en: Texts = {
  show: 'Show Orderline',
  quit: 'Quit Orderline',
  pause: 'Pause alerts',
  pauseHalfHour: '30 minutes',
  pauseHour: '1 hour',
  pauseUntilOff: 'Until I turn them on',
  endPause: 'Resume alerts',
  paused: 'alerts paused',
  allQuiet: 'All quiet',
  owed: (rooms, oldest) => `${rooms} owed, oldest ${oldest}`,
  unread: (messages) => `${messages} unread`,
  order: (order) => `Order #${order}`,
  age: age('min', 'h', 'd', 'under a minute'),
  connection: { signed_out: 'Signed out', connecting: 'Connecting…', online: 'Online', offline: 'No connection to the server' },
  newMessage: 'New message',
  testTitle: 'Test alert',
  testBody: 'This is how a new message will be announced',
  offline: 'The server does not answer',
  insecure: 'The address must begin with https://',
  notOrderline: 'Something else than Orderline answers at this address',
};

const tables: Record<Language, Texts> = { ru, en };

/** The texts of one language. */
export function textsOf(language: Language): Texts {
  return tables[language];
}
