import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { roomOf, say } from '../support/posts';
import type { TestServer } from '../support/server';
import { signInDesktop, startDesktopServer } from './desk';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { userFolder } from './user_folder';

/* Chats in windows of their own, in the desktop program. */

const runtime = desktopRuntime();
const WAIT = { timeout: 30_000, interval: 50 };
let server: TestServer;
let expert: Person;
let driver: DesktopDriver;

beforeAll(async () => {
  server = await startDesktopServer();
});

afterAll(() => server.close());

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  driver = await runtime.launch({ folder: userFolder(), machine: { locale: 'ru-RU' } });
});

afterEach(() => driver.kill());

async function popOut(page: Page, key: () => Promise<void>): Promise<Page> {
  const [popout] = await Promise.all([page.context().waitForEvent('page'), key()]);
  return popout;
}

test('a chat moves into a window of its own, with the page’s connection and nothing more than a page', async () => {
  const { order, room, client } = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте');
  const desk = await signInDesktop(driver, server.url, expert.account.email);
  const { page } = desk;
  await desk.opener(order).click();
  await desk.bubble('Здравствуйте').waitFor();
  const popout = await popOut(page, () => page.keyboard.press('Alt+v'));
  await popout.locator('article', { hasText: 'Здравствуйте' }).waitFor();
  await expect.poll(async () => (await driver.surface()).windows.map(({ focused }) => focused), WAIT).toEqual([false, true]);
  const [main, own] = (await driver.surface()).windows.sort((one, two) => two.url.length - one.url.length);
  const { preload, ...safe } = main!.preferences;
  expect(preload).toMatch(/preload/);
  expect(own!.preferences).toEqual(safe);
  expect(own).toMatchObject({ url: expect.stringMatching(/^(about:blank)?$/), focused: true });
  expect(await popout.evaluate(() => ['desktop' in window, 'require' in window])).toEqual([false, false]);

  await popout.getByLabel('Введите сообщение…').fill('Из отдельного окна');
  await popout.getByLabel('Введите сообщение…').press('Enter');
  await expect.poll(async () => (await roomOf(expert, room)).last_message?.message, WAIT).toBe('Из отдельного окна');

  // What comes is read where it is looked at: in this window, while it has the focus.
  await driver.poke({ do: 'focus_window' });
  await expect.poll(() => popout.evaluate(() => document.hasFocus()), WAIT).toBe(false);
  await say(client, room, 'Вы видите?');
  await popout.locator('article', { hasText: 'Вы видите?' }).waitFor();
  expect((await roomOf(expert, room)).unread_count).toBe(1);
  await driver.poke({ do: 'focus_popout' });
  await expect.poll(async () => (await roomOf(expert, room)).unread_count, WAIT).toBe(0);

  // Each kind of window has a zoom of its own, and the next chat's window begins with its.
  const zooms = async () => (await driver.surface()).windows.map(({ zoom }) => zoom);
  await driver.poke({ do: 'press_in_page', key: '=', code: 'Equal', window: 1 });
  await driver.poke({ do: 'press_in_page', key: '-', code: 'Minus', window: 0 });
  await expect.poll(zooms, WAIT).toEqual([0.9, 1.1]);
  await driver.poke({ do: 'press_in_page', key: '0', code: 'Digit0', window: 0 });
  await expect.poll(zooms, WAIT).toEqual([1, 1.1]);
  await driver.poke({ do: 'close_popout' });
  await expect.poll(zooms, WAIT).toEqual([1]);
  await desk.opener(order).click();
  await desk.bubble('Здравствуйте').waitFor();
  await popOut(page, () => page.keyboard.press('Alt+v'));
  await expect.poll(zooms, WAIT).toEqual([1, 1.1]);

  // Closing the main window takes it along.
  await driver.poke({ do: 'close_window' });
  await expect.poll(async () => (await driver.surface()).windows.length, WAIT).toBe(1);
});

test('no other window comes into being, and this one goes nowhere', async () => {
  const { order } = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте');
  const desk = await signInDesktop(driver, server.url, expert.account.email);
  const { page } = desk;
  await desk.opener(order).click();
  const popout = await popOut(page, () => page.keyboard.press('Alt+v'));
  await popout.locator('article', { hasText: 'Здравствуйте' }).waitFor();
  const open = (view: Page, url: string, name: string) => view.evaluate(([href, frame]) => window.open(href, frame) === null, [url, name] as const);
  expect(await open(page, '', 'other')).toBe(true);
  expect(await open(page, 'about:blank#x', 'orderline-chat-7')).toBe(true);
  expect(await open(page, location('/console/index.html'), 'orderline-chat-7')).toBe(true);
  expect(await open(page, 'javascript:1', 'orderline-chat-7')).toBe(true);
  // The double takes a page that Chromium has opened under its care a moment later.
  if (runtime.name === 'double') await expect.poll(() => popout.evaluate(() => Object.hasOwn(document, 'hasFocus')), WAIT).toBe(true);
  expect(await open(popout, '', 'orderline-chat-8')).toBe(true);
  await popout.evaluate((href) => window.location.assign(href), location('/console/index.html'));
  await popout.locator('article', { hasText: 'Здравствуйте' }).waitFor();
  expect((await driver.surface()).windows).toHaveLength(2);
  // What is no window of a chat is a link, and goes to the system if it may.
  expect((await driver.surface()).opened.filter((url) => url !== location('/console/index.html'))).toEqual([]);
  await driver.poke({ do: 'close_popout' });
  await expect.poll(async () => (await driver.surface()).windows.length, WAIT).toBe(1);
  await expect.poll(() => page.locator('.pane-order').count(), WAIT).toBe(0);
});

const location = (path: string) => `${runtime.origin}${path}`;
