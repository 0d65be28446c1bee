import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Deciding about rooms in the console: with buttons, keys and menus, and back. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;
let page: Page;
let orders: [ServedOrder, ServedOrder, ServedOrder];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  await desk?.context.close();
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const made: ServedOrder[] = [];
  for (const title of ['Логотип', 'Перевод', 'Диплом']) made.push(await makeOrder(server, expert, title, someone('Мария', title), 'Когда будет готово?'));
  orders = made as typeof orders;
  desk = await openDesk(browser, server, expert);
  page = desk.page;
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2));
  return async () => expect(desk.complaints()).toEqual([]);
});

const numbers = (...places: (0 | 1 | 2)[]) => places.map((place) => orders[place].order);
const stateOf = async (place: 0 | 1 | 2): Promise<Room> => roomOf(expert, orders[place].room);
const counts = () => page.locator('.filter-bar .choice').allTextContents();
const toast = () => page.locator('.decided');

async function filterBy(name: string): Promise<void> {
  await page.locator('.more-filters').click();
  await page.getByRole('menuitem', { name }).click();
}

it('needs no answer by a button, and owes it again by one key, exactly as before', async () => {
  const before = await stateOf(0);
  await desk.opener(orders[0].order).click();
  await expect.poll(() => hasFocus(desk.field(orders[0].order)), WAIT).toBe(true);
  await desk.pane(orders[0].order).getByRole('button', { name: 'Ответ не нужен' }).click();
  await expect.poll(() => toast().textContent(), WAIT).toContain(`#${orders[0].order}: ответ не нужен`);
  // The longest owed stand first; what owes nothing goes behind them.
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1, 2, 0));
  await expect.poll(() => desk.row(orders[0].order).locator('.owed-mark').count(), WAIT).toBe(0);
  await expect.poll(counts, WAIT).toEqual(['Открытые 3', 'Новые 2', 'Ждут 2']);
  // A plain key, where nobody is writing; Alt+Z does the same anywhere.
  await desk.opener(orders[1].order).focus();
  await page.keyboard.press('z');
  await toast().waitFor({ state: 'detached' });
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2));
  const { state, owed_since, snoozed_until, last_rev, updated_at } = before;
  await expect.poll(() => stateOf(0), WAIT).toMatchObject({ state, owed_since, snoozed_until, last_rev, updated_at });
  await expect.poll(() => page.locator('.status-owed').textContent(), WAIT).toContain('3 чата ждут ответа');
});

it('is snoozed by keys until a preset, leaves the list, is found, and comes back when the client writes', async () => {
  await desk.opener(orders[1].order).click();
  await expect.poll(() => hasFocus(desk.field(orders[1].order)), WAIT).toBe(true);
  await page.keyboard.press('Alt+h');
  const panel = page.locator('.snooze-panel');
  await expect.poll(() => hasFocus(panel.locator('.when-preset').first()), WAIT).toBe(true);
  await expect.poll(() => panel.locator('.when-preset').count(), WAIT).toBeGreaterThanOrEqual(4);
  expect(await seriousFlaws(page)).toEqual([]);
  // Whoever changes his mind goes on writing where he was.
  await page.keyboard.press('Escape');
  await expect.poll(() => hasFocus(desk.field(orders[1].order)), WAIT).toBe(true);
  await page.keyboard.press('Alt+h');
  await panel.waitFor();
  const pressed = Date.now();
  await page.keyboard.press('2');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 2));
  await expect.poll(async () => (await stateOf(1)).snoozed_until, WAIT).not.toBeNull();
  const until = Date.parse((await stateOf(1)).snoozed_until ?? '');
  expect(Math.abs(until - pressed - 3_600_000)).toBeLessThan(60_000);
  await expect.poll(() => desk.pane(orders[1].order).locator('.state-mark').textContent(), WAIT).toMatch(/Отложен до/);
  await expect.poll(() => desk.pane(orders[1].order).locator('.event-line').last().textContent(), WAIT).toMatch(/^Чат отложен до .* · Анна Соколова/);

  await filterBy('Отложенные 1');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1));
  expect(await desk.row(orders[1].order).locator('.state-mark').textContent()).toContain('до ');
  await page.reload();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1));
  await page.getByText('Открытые').click();
  await page.getByLabel('Поиск чата').fill('перевод');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1));
  await page.getByLabel('Поиск чата').fill('');

  await say(orders[1].client, orders[1].room, 'Вы где?');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2));
  await expect.poll(() => desk.row(orders[1].order).locator('.owed-mark').count(), WAIT).toBe(1);
});

it('is done from the menu of its row, comes back by the same menu, and says so when it cannot be undone any more', async () => {
  await desk.opener(orders[2].order).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Завершить' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1));
  await expect.poll(() => toast().textContent(), WAIT).toContain('завершён');
  await say(orders[2].client, orders[2].room, 'Ещё вопрос');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2));
  // The client has written: the way back is closed, and no longer offered; who asks for it by key is told so.
  await toast().waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+z');
  await expect.poll(() => page.locator('.desk-notice').textContent(), WAIT).toContain('Отменить уже нельзя');
  expect((await stateOf(2)).state).toBe('owed');

  // By the keyboard alone: the row, its menu, the filter, and back.
  await desk.opener(orders[2].order).focus();
  await page.keyboard.press('Alt+d');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1));
  await page.keyboard.press('Alt+Shift+Digit6');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(2));
  expect(await desk.row(orders[2].order).locator('.state-mark').textContent()).toBe('Завершён');
  await desk.opener(orders[2].order).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Вернуть в работу' }).waitFor();
  expect(await seriousFlaws(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Вернуть в работу' }).click();
  await expect.poll(() => page.locator('.inbox .empty-title').textContent(), WAIT).toBe('Завершённых чатов нет');
  await page.getByRole('button', { name: 'Показать открытые' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2));
});

it('is snoozed from its row until a moment of one’s own, which has to lie ahead', async () => {
  await desk.opener(orders[0].order).focus();
  await page.keyboard.press('Alt+h');
  const dialog = page.getByRole('dialog', { name: `Отложить чат: Мария Логотип, заказ #${orders[0].order}` });
  const field = dialog.getByLabel('Дата и время');
  await field.fill('2020-01-01T09:00');
  await field.press('Enter');
  await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toContain('Не раньше чем через минуту');
  const wanted = new Date(Date.now() + 50 * 3_600_000);
  const two = (value: number) => String(value).padStart(2, '0');
  await field.fill(`${wanted.getFullYear()}-${two(wanted.getMonth() + 1)}-${two(wanted.getDate())}T12:30`);
  await dialog.getByRole('button', { name: 'Отложить', exact: true }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1, 2));
  await expect.poll(async () => (await stateOf(0)).snoozed_until, WAIT).not.toBeNull();
  const until = new Date((await stateOf(0)).snoozed_until ?? '');
  expect([until.getDate(), until.getHours(), until.getMinutes()]).toEqual([wanted.getDate(), 12, 30]);
  await filterBy('Все 3');
  await expect.poll(() => desk.listed(), WAIT).toHaveLength(3);
  await page.locator('.sort-button').last().click();
  await page.getByRole('menuitem', { name: 'Недавние' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(2, 1, 0));
});
