import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, type ConsoleDesk } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Somebody comes back to his desk. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
});

afterAll(async () => {
  await desk.context.close();
  await browser.close();
  await server.close();
  expect(desk.complaints()).toEqual([]);
});

const pass = (minutes: number) =>
  page.evaluate((by) => {
    const before = Date.now;
    Date.now = () => before() + by * 60_000;
  }, minutes);
const card = () => page.locator('.return-card');

it('shows after five minutes what came, at its line, and leads through it by one key', async () => {
  const shown = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Здравствуйте');
  const other = await makeOrder(server, expert, 'Перевод', someone('Пётр', 'Громов'), 'Добрый день');
  desk = await openDesk(browser, server, expert);
  ({ page } = desk);
  await desk.opener(shown.order).click();
  await desk.field(shown.order).fill('недописанный ответ');
  await desk.bubble('Здравствуйте').waitFor();

  await pass(4);
  await say(shown.client, shown.room, 'Вы здесь?');
  await desk.bubble('Вы здесь?').waitFor();
  await page.keyboard.press('Shift');
  expect(await card().count()).toBe(0);

  await pass(12);
  await say(shown.client, shown.room, 'Я подожду');
  await say(shown.client, shown.room, 'До вечера');
  await say(other.client, other.room, 'Есть новости?');
  await desk.bubble('До вечера').waitFor();
  await desk.row(other.order).getByText('Есть новости?').waitFor();
  await page.keyboard.press('Shift');
  await card().waitFor();
  await expect.poll(() => card().textContent(), WAIT).toContain('3 новых сообщения в 2 чатах');
  const line = desk.pane(shown.order).locator('.left-line');
  await expect.poll(() => line.textContent(), WAIT).toBe('Пока вас не было · 2 сообщения');
  expect(await desk.pane(shown.order).locator('[data-item=aside]:has(.left-line) ~ [data-item=message]').first().textContent()).toContain('Я подожду');
  expect(await desk.field(shown.order).inputValue()).toBe('недописанный ответ');

  await page.keyboard.press('Alt+Shift+g');
  await page.keyboard.press('Alt+Shift+g');
  await desk.field(other.order).waitFor();
  await desk.pane(other.order).locator('.left-line', { hasText: 'Пока вас не было · 1 сообщение' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => card().count(), WAIT).toBe(0);
  await expect.poll(() => page.locator('.left-line').count(), WAIT).toBe(0);
});
