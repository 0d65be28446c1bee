import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { messagesOf, roomOf } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Labels, views of one's own, and deeds on many rooms at once: one expert at one desk, through his day, so none of the tests can be tried twice. */

const WAIT = { timeout: 30_000, interval: 50 };
const TITLES = ['Логотип', 'Перевод', 'Диплом', 'Эссе'];

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;
let page: Page;
const orders: ServedOrder[] = [];
/** A colleague's order, in which the expert helps. */
let helped: ServedOrder;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const colleague = await server.people.makeUser('expert', someone('Борис', 'Левин'));
  for (const title of TITLES) orders.push(await makeOrder(server, expert, title, someone('Мария', title), 'Когда будет готово?'));
  helped = await makeOrder(server, colleague, 'Чертёж', someone('Пётр', 'Чертёж'), 'Где чертёж?');
  const host = await colleague.connect();
  await host.get('room:invite', { room: helped.room, user: expert.account.id });
  host.close();
  desk = await openDesk(browser, server, expert);
  page = desk.page;
  await desk.opener(helped.order).waitFor();
});
afterAll(async () => {
  expect(desk.complaints()).toEqual([]);
  await browser.close();
  await server.close();
});

const at = (place: number) => [...orders, helped][place]!;
const numbers = (...places: number[]) => places.map((place) => at(place).order);
const bar = () => page.locator('.bulk-bar');
const outcome = () => page.locator('.bulk-result');
const more = () => page.locator('.more-filters');

async function choose(name: string | RegExp): Promise<void> {
  await more().click();
  await page.getByRole('menuitem', { name }).click();
}

it('a label is made by typing it, put on by key, and shown in row and header', async () => {
  await desk.opener(at(1).order).focus();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: `Метки: Мария Перевод, заказ #${at(1).order}` });
  await dialog.getByLabel('Найти или создать метку').fill('Срочно');
  await page.keyboard.press('Enter');
  await dialog.getByRole('checkbox', { name: 'Срочно', checked: true }).waitFor();
  expect(await seriousFlaws(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => desk.row(at(1).order).locator('.label-chip').allTextContents(), WAIT).toEqual(['Срочно']);
  await desk.opener(at(1).order).click();
  await expect.poll(() => desk.pane(at(1).order).locator('.pane-header .label-chip').allTextContents(), WAIT).toEqual(['Срочно']);
  // The same from the menu of another row.
  await desk.opener(at(3).order).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Метки…' }).click();
  await page.getByRole('checkbox', { name: 'Срочно' }).check();
  await expect.poll(() => desk.row(at(3).order).locator('.label-chip').count(), WAIT).toBe(1);
  await page.keyboard.press('Escape');
});

it('a view lists and counts what meets its conditions, is reached by key, and is there again after a reload', async () => {
  await choose('Новый вид…');
  const dialog = page.getByRole('dialog', { name: 'Новый вид' });
  await dialog.getByLabel('Название').fill('Срочные');
  await dialog.getByLabel('Условие 1: о чём').selectOption('label');
  await expect.poll(() => dialog.locator('.view-count').textContent(), WAIT).toBe('Сейчас в виде 2 чата');
  await dialog.getByRole('button', { name: 'Условие', exact: true }).click();
  await dialog.getByLabel('Условие 2: о чём').selectOption('text');
  await dialog.getByLabel('Условие 2: значение').fill('чертёж');
  await dialog.getByLabel('Показывать чаты, для которых верно').selectOption('any');
  await expect.poll(() => dialog.locator('.view-count').textContent(), WAIT).toBe('Сейчас в виде 3 чата');
  expect(await seriousFlaws(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1, 3, 4));
  await expect.poll(() => more().textContent(), WAIT).toContain('Срочные 3');
  // What meets the conditions no more leaves it by itself.
  await desk.opener(at(3).order).focus();
  await page.keyboard.press('l');
  await page.getByRole('checkbox', { name: 'Срочно' }).uncheck();
  await page.keyboard.press('Escape');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1, 4));
  await choose('Мои заказы');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2, 3));
  await desk.opener(at(0).order).focus();
  await page.keyboard.press('1');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1, 4));
  await page.reload();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(1, 4));
});

it('views are put in order, deleted and brought back, on all devices of their user', async () => {
  const second = await openDesk(browser, server, expert, { width: 1000 });
  await choose('Новый вид…');
  await page.getByLabel('Название').fill('Всё моё');
  await page.getByLabel('Условие 1: о чём').selectOption('expert');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2, 3));
  await choose('Изменить виды…');
  const names = () => page.locator('.view-row-name').allTextContents();
  await page.getByRole('button', { name: 'Выше: «Всё моё»' }).click();
  await expect.poll(names, WAIT).toEqual(['Всё моё', 'Срочные']);
  await page.getByRole('button', { name: 'Удалить вид «Срочные»' }).click();
  await expect.poll(names, WAIT).toEqual(['Всё моё']);
  await page.getByRole('button', { name: 'Отменить' }).click();
  await expect.poll(names, WAIT).toEqual(['Всё моё', 'Срочные']);
  expect(await seriousFlaws(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await second.opener(at(0).order).focus();
  // The second key is the second view as soon as this device has heard of the new order.
  await expect.poll(async () => {
    await second.page.keyboard.press('2');
    return second.listed();
  }, WAIT).toEqual(numbers(1, 4));
  await second.context.close();
});

it('rooms are selected by keys and clicks, done together, and all of it is undone', async () => {
  await page.getByText('Открытые', { exact: false }).first().click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2, 3, 4));
  await desk.opener(at(0).order).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => bar().locator('.bulk-count').textContent(), WAIT).toBe('Выбрано 2');
  await page.keyboard.press('Escape');
  await bar().waitFor({ state: 'detached' });
  await desk.opener(at(0).order).click({ modifiers: ['ControlOrMeta'] });
  await desk.opener(at(2).order).click({ modifiers: ['Shift'] });
  await expect.poll(() => bar().locator('.bulk-count').textContent(), WAIT).toBe('Выбрано 3');
  expect(await seriousFlaws(page)).toEqual([]);
  await bar().getByRole('button', { name: 'Завершить' }).click();
  await expect.poll(() => outcome().locator('.bulk-result-text').textContent(), WAIT).toBe('Завершено: 3');
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(3, 4));
  await outcome().getByRole('button', { name: 'Отменить' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2, 3, 4));
  await expect.poll(() => roomOf(expert, at(2).room), WAIT).toMatchObject({ state: 'owed' });
});

it('what does not work out is named with its reason and stays selected; the others are undone', async () => {
  await desk.opener(at(0).order).focus();
  await page.keyboard.press('x');
  await bar().getByRole('button', { name: 'Все 5' }).click();
  await bar().getByRole('button', { name: 'Передать' }).click();
  await page.getByRole('menuitem', { name: 'Вернуть в очередь' }).click();
  await expect.poll(() => outcome().locator('.bulk-result-text').textContent(), WAIT).toBe('Возвращено в очередь: 4');
  await expect.poll(() => outcome().locator('.bulk-failed li').allTextContents(), WAIT).toEqual([`Заказ #${helped.order}: Не найдено`]);
  await expect.poll(() => bar().locator('.bulk-count').textContent(), WAIT).toBe('Выбран 1');
  expect(await seriousFlaws(page)).toEqual([]);
  await outcome().getByRole('button', { name: 'Отменить' }).click();
  await expect.poll(() => desk.listed(), WAIT).toEqual(numbers(0, 1, 2, 3, 4));
  await bar().getByRole('button', { name: 'Снять выбор' }).click();
});

it('one text goes to all that are not struck out, each with his own name', async () => {
  await desk.opener(at(0).order).click({ modifiers: ['ControlOrMeta'] });
  await desk.opener(at(1).order).click({ modifiers: ['ControlOrMeta'] });
  await bar().getByRole('button', { name: 'Ответить всем' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ответ в 2 чата' });
  await dialog.getByLabel('Ответ всем').fill('Готово завтра, заказ {order}');
  await dialog.locator(`[data-order="${at(1).order}"]`).getByRole('button', { name: 'Вычеркнуть' }).click();
  await dialog.getByRole('button', { name: 'Отправить 1 ответ' }).click();
  const said = async (place: number) => (await messagesOf(expert, at(place).room)).map(({ message }) => message).at(-1);
  await expect.poll(() => said(0), WAIT).toBe(`Готово завтра, заказ ${at(0).order}`);
  expect(await said(1)).toBe('Когда будет готово?');
});
