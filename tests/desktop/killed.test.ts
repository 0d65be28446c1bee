import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { makeOrder, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { messagesOf } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import type { TestServer } from '../support/server';
import { desktopDesk, signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import type { DoubleOptions } from './surface';
import { startUpdateFeed } from './update_feed';
import { userFolder } from './user_folder';

/* The program is killed at the worst instants: nothing is lost and nothing comes twice. */

const WAIT = { timeout: 30_000, interval: 50 };
let server: TestServer;
let wire: Proxy;
let folder: string;
let driver: DesktopDriver;
let desk: ConsoleDesk;
let expert: Person;
let order: ServedOrder;

const launch = async (machine: DoubleOptions = {}, environment: Record<string, string> = {}) => {
  driver = await desktopRuntime().launch({ folder, environment, machine: { locale: 'ru-RU', ...machine } });
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
  // Whatever the one before has left of it, if it has failed.
  wire.aim(Number(new URL(server.url).port));
  wire.restore();
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

test.runIf(desktopRuntime().playsMachines)('at a server that wants a newer program, it says so and how to get one, and keeps what is begun and unsent for the next one', async () => {
  const file = 'https://market.test/orderline/';
  const newer = await startDesktopServer(server.databaseUrl, { contract: { version: 9, oldest: 9 }, environment: { DESKTOP_URL: file } });
  const older = await startDesktopServer(server.databaseUrl, { contract: { version: 0, oldest: 0 } });
  const feed = await startUpdateFeed(userFolder('feed'), join(folder, 'started.txt'), ['9.0.0']);
  feed.offer = { version: '9.0.0', delivery: 'whole' };
  const go = (to: TestServer) => {
    wire.aim(Number(new URL(to.url).port));
    wire.restore();
    wire.drop();
  };

  // Renewed under a running program, with one text on its way to nowhere and another begun.
  wire.swallow('up');
  await send('Ждал новой версии');
  await desk.field(order.order).fill('Начатый ответ');
  go(newer);
  await desk.page.getByRole('heading', { name: 'Нужна новая версия' }).waitFor(WAIT);
  await expect.poll(async () => (await driver.surface()).tray?.tooltip, WAIT).toMatch(/^Orderline: Нет связи с сервером/);
  expect(await desk.page.getByText('Черновики и неотправленное сохранены').isVisible()).toBe(true);
  await desk.page.getByRole('link', { name: 'Скачать новую версию' }).click();
  await expect.poll(async () => (await driver.surface()).opened, WAIT).toEqual([file]);
  expect([await seriousFlaws(desk.page), desk.complaints()]).toEqual([[], []]);
  await driver.kill();

  // The same build with a feed: it renews itself, from the same screen.
  writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: orderline-updater\n`);
  await launch({ resources: folder, platform: 'linux' }, { APPIMAGE: join(folder, 'Orderline.AppImage'), XDG_CACHE_HOME: join(folder, 'cache') });
  desk = desktopDesk(await driver.page());
  await desk.page.getByRole('heading', { name: 'Нужна новая версия' }).waitFor(WAIT);
  await desk.page.getByText('Есть версия 9.0.0').waitFor(WAIT);
  expect(await desk.page.getByRole('link', { name: 'Скачать новую версию' }).count()).toBe(0);
  await desk.page.getByRole('button', { name: 'Загрузить' }).click();
  await desk.page.getByRole('button', { name: 'Перезапустить и установить' }).waitFor(WAIT);

  // Program and server fit again.
  go(server);
  await desk.page.reload();
  await openChat();
  await expect.poll(() => desk.field(order.order).inputValue(), WAIT).toBe('Начатый ответ');
  await expect.poll(stored, WAIT).toEqual(['Ждал новой версии']);

  // A server that is too old for the program is told apart, and asked again.
  go(older);
  await desk.page.getByRole('heading', { name: 'Сервер слишком старый' }).waitFor(WAIT);
  go(server);
  await desk.page.getByRole('button', { name: 'Проверить снова' }).click();
  await openChat();
  await expect.poll(() => desk.field(order.order).inputValue(), WAIT).toBe('Начатый ответ');
  expect(await stored()).toEqual(['Ждал новой версии']);
  await Promise.all([newer.close(), older.close(), feed.close()]);
});
