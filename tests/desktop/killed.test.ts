import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeOrder, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { messagesOf } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import type { TestServer } from '../support/server';
import { desktopDesk, signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { userFolder } from './user_folder';

/* The program is killed at the worst instants: nothing is lost and nothing comes twice. */

const WAIT = { timeout: 20_000, interval: 50 };
let server: TestServer;
let wire: Proxy;
let folder: string;
let driver: DesktopDriver;
let desk: ConsoleDesk;
let expert: Person;
let order: ServedOrder;

const launch = async () => {
  driver = await desktopRuntime().launch({ folder, machine: { locale: 'ru-RU' } });
};
/** The next run of the killed program, with the chat open. */
const again = async () => {
  wire.restore();
  await launch();
  desk = desktopDesk(await driver.page());
  await openChat();
};
const openChat = async () => {
  await desk.row(order.order).waitFor();
  if (!(await desk.shown()).includes(order.order)) await desk.row(order.order).click();
  await desk.field(order.order).waitFor();
};
const send = async (text: string) => {
  await desk.field(order.order).fill(text);
  await desk.field(order.order).press('Enter');
  await desk.bubble(text).first().waitFor();
};
const rows = (sql: string) => server.app.parts.db.rows(null, sql, [expert.account.id]);
const stored = async () => (await messagesOf(order.client, order.room)).map(({ message }) => message);

beforeAll(async () => {
  server = await startDesktopServer();
  wire = await startProxy(Number(new URL(server.url).port));
});
afterAll(async () => {
  await wire.close();
  await server.close();
});
beforeEach(async () => {
  folder = userFolder();
  expert = await server.people.makeUser('expert');
  order = await makeOrder(server, expert, 'Курсовая по праву');
  await launch();
  desk = await signInDesktop(driver, wire.url, expert.account.email);
  await openChat();
});
afterEach(() => driver?.kill());

test('with a message stored whose acknowledgment was lost, and with one that went nowhere, each is sent once', async () => {
  wire.swallow('down');
  await send('Ответ не дошёл');
  await expect.poll(stored, WAIT).toEqual(['Ответ не дошёл']);
  await driver.kill();
  await again();
  await desk.bubble('Ответ не дошёл').first().waitFor();
  wire.swallow('up');
  await send('Никуда не дошло');
  await driver.kill();
  expect(await stored()).toEqual(['Ответ не дошёл']);
  await again();
  await expect.poll(stored, WAIT).toEqual(['Ответ не дошёл', 'Никуда не дошло']);
  expect(desk.complaints()).toEqual([]);
});

test('with a draft begun it comes back with it, and with a rotation of tokens under way it comes back signed in', async () => {
  await desk.field(order.order).fill('На полдороге');
  // The second is over once the server has it.
  await expect.poll(async () => JSON.stringify(await rows('SELECT * FROM drafts WHERE "user" = $1')), WAIT).toContain('На полдороге');
  await driver.kill();
  // The next run shows its token, the server gives another one, and its answer reaches nobody.
  const used = async () => (await rows('SELECT 1 FROM refresh_tokens t JOIN sessions s ON s.id = t.session WHERE s."user" = $1 AND t.used_at IS NOT NULL')).length;
  const before = await used();
  wire.swallow('down');
  await launch();
  await expect.poll(used, WAIT).toBeGreaterThan(before);
  await driver.kill();
  await again();
  await expect.poll(() => desk.field(order.order).inputValue(), WAIT).toBe('На полдороге');
});
