import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Room } from '../../protocol/entities';
import { userFolder } from './user_folder';
import { makeOrder, hasFocus, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { newPost, say } from '../support/posts';
import type { TestServer } from '../support/server';
import { desktopDesk, signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import type { DoubleOptions } from './surface';

/*
 * Answering a notification itself: the built desktop with the built console, against the real server. Only the double plays the systems that have it.
 * The tests go on where the one before has ended, so none of them can be tried twice.
 */

const WAIT = { timeout: 30_000, interval: 100 };
const runtime = desktopRuntime();
let server: TestServer;
let folder: string;
let driver: DesktopDriver;
let desk: ConsoleDesk;
let expert: Person;
let one: ServedOrder;
let two: ServedOrder;
let waiting: ServedOrder;
let longest: ServedOrder;

const launch = async (machine: DoubleOptions) => {
  driver = await runtime.launch({ folder, machine: { locale: 'ru-RU', ...machine } });
};
const notifications = async () => (await driver.surface()).notifications;
/** Waits for the alert of this text; gives its index. */
const alertOf = async (text: string | RegExp) => {
  const isIt = typeof text === 'string' ? (body: string, xml: string) => body === text || xml.includes(text) : (body: string) => text.test(body);
  const find = async () => (await notifications()).findIndex(({ body, xml, state }) => state === 'shown' && isIt(body, xml));
  await expect.poll(find, WAIT).toBeGreaterThanOrEqual(0);
  return find();
};
const texts = async ({ room }: ServedOrder) => {
  const { body } = await expert.http<{ message: string; sender: number }[]>('GET', `/api/chat/rooms/${room}/messages`);
  return body.filter(({ sender }) => sender === expert.account.id).map(({ message }) => message);
};

beforeAll(async () => {
  if (!runtime.playsMachines) return;
  server = await startDesktopServer();
  folder = userFolder();
  expert = await server.people.makeUser('expert');
  one = await makeOrder(server, expert, 'Курсовая по праву');
  two = await makeOrder(server, expert, 'Перевод статьи');
  waiting = await makeOrder(server, expert, 'Реферат по истории', undefined, 'Ответьте, пожалуйста');
  await expert.http('POST', `/api/chat/rooms/${waiting.room}/mark_read`, {});
  longest = await makeOrder(server, expert, 'Задача по химии', undefined, 'Есть кто-нибудь?');
  await expert.http('POST', `/api/chat/rooms/${longest.room}/mark_read`, {});
  const owe = `UPDATE rooms SET owed_since = now() - make_interval(mins => $2) WHERE id = $1`;
  await server.app.parts.db.rows(null, owe, [waiting.room, 20]);
  await server.app.parts.db.rows(null, owe, [longest.room, 40]);
  await launch({ platform: 'darwin' });
  desk = await signInDesktop(driver, server.url, expert.account.email);
  await desk.row(two.order).waitFor();
});

afterAll(async () => {
  await driver?.kill();
  await server?.close();
});

test.runIf(runtime.playsMachines)('whoever waits too long is announced again; a button of the notification snoozes him, pressed twice as once', async () => {
  const index = await alertOf(/^Ждёт ответа 2\d мин$/);
  expect((await notifications())[index]).toMatchObject({ title: expect.stringContaining(`#${waiting.order}`), actions: ['Ответ не нужен', 'Отложить на 20 мин'] });
  await driver.poke({ do: 'press_notification', index, action: 1 });
  await driver.poke({ do: 'press_notification', index, action: 1 });
  const room = async () => (await expert.http<Room>('GET', `/api/chat/rooms/${waiting.room}`)).body;
  await expect.poll(room, WAIT).toMatchObject({ state: 'snoozed', owed_since: null });
  expect(Date.parse((await room()).snoozed_until ?? '') - Date.now()).toBeGreaterThan(19 * 60_000);
  await expect.poll(async () => (await notifications())[index]?.state).toBe('closed');
});

test.runIf(runtime.playsMachines)('that announcement goes away when the room, read long ago, is answered from elsewhere', async () => {
  const index = await alertOf(/^Ждёт ответа 4\d мин$/);
  await expert.http('POST', '/api/chat/messages', newPost(longest.room, 'Уже смотрю'));
  await expect.poll(async () => (await notifications())[index]?.state, WAIT).toBe('closed');
});

test.runIf(runtime.playsMachines)('a reply that the system delivers twice is one message, and the alert is gone', async () => {
  await say(one.client, one.room, 'Когда будет готово?');
  const index = await alertOf('Когда будет готово?');
  expect((await notifications())[index]).toMatchObject({ has_reply: true, actions: ['Ответ не нужен', 'Отложить на 20 мин'] });
  await driver.poke({ do: 'reply_notification', index, text: 'К вечеру' });
  await driver.poke({ do: 'reply_notification', index, text: 'К вечеру' });
  await expect.poll(() => texts(one), WAIT).toEqual(['К вечеру']);
  await driver.poke({ do: 'reply_notification', index, text: 'К вечеру' });
  await expect.poll(async () => (await notifications())[index]?.state).toBe('closed');
  await expect.poll(async () => (await driver.surface()).tray?.tooltip, WAIT).toContain('Всё спокойно');
  expect(await texts(one)).toEqual(['К вечеру']);
});

test.runIf(runtime.playsMachines)('a reply while the page is gone waits, through a restart, and is sent once', async () => {
  await say(two.client, two.room, 'Вы ещё здесь?');
  const index = await alertOf('Вы ещё здесь?');
  // The page is somewhere else for a moment, and then the whole program is killed.
  await desk.page.route('**/*', (route) => route.abort());
  await desk.page.reload().catch(() => undefined);
  await driver.poke({ do: 'reply_notification', index, text: 'Да, минуту' });
  await driver.kill();
  expect(await texts(two)).toEqual([]);
  await launch({ platform: 'win32' });
  await expect.poll(() => texts(two), WAIT).toEqual(['Да, минуту']);
  desk = desktopDesk(await driver.page());
  await desk.row(two.order).waitFor();
});

test.runIf(runtime.playsMachines)('on Windows a reply and a click that start the program reach exactly their rooms', async () => {
  await say(one.client, one.room, 'Спасибо, жду');
  const index = await alertOf('Спасибо, жду');
  const { xml } = (await notifications())[index]!;
  const key = /key=([a-z0-9]+)/.exec(xml)?.[1];
  expect(xml).toContain('hint-inputId="reply"');
  await driver.kill();
  const reply = { type: 'reply', arguments: `type=reply&key=${key}`, reply: 'Готово' };
  await launch({ platform: 'win32', started_by: reply });
  await driver.poke({ do: 'activate', details: reply });
  await expect.poll(() => texts(one), WAIT).toEqual(['К вечеру', 'Готово']);
  await driver.poke({ do: 'activate', details: { type: 'click', arguments: `type=click&key=${key}` } });
  desk = desktopDesk(await driver.page());
  await desk.pane(one.order).waitFor();
  expect(await desk.shown()).toEqual([one.order]);
  await expect.poll(() => hasFocus(desk.field(one.order)), WAIT).toBe(true);
  expect(desk.complaints()).toEqual([]);
});
