import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Several chats at once, tiled, on the real server. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;
let page: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
});

afterEach(async () => {
  await desk.context.close();
  expect(desk.complaints()).toEqual([]);
});

async function enter(titles: readonly string[], options: Parameters<typeof openDesk>[3] = {}): Promise<ServedOrder[]> {
  const served: ServedOrder[] = [];
  for (const title of titles) served.push(await makeOrder(server, expert, title, someone('Мария', title), `вопрос про ${title}`));
  desk = await openDesk(browser, server, expert, { width: 1440, height: 900, ...options });
  ({ page } = desk);
  return served;
}

async function openAll(served: readonly ServedOrder[]): Promise<void> {
  for (const { order } of served) {
    await desk.opener(order).click({ button: 'middle' });
    await desk.field(order).waitFor();
    await desk.pane(order).locator('article:visible').last().waitFor();
  }
}

const boxOf = async (order: number) => {
  const box = await desk.pane(order).boundingBox();
  if (!box) throw new Error('no such pane');
  return box;
};

describe('the tiles', () => {
  it('hold six chats in two rows, are split by mouse and keys, and come back as they were', async () => {
    const served = await enter(['один', 'два', 'три', 'четыре', 'пять', 'шесть']);
    await openAll(served);
    const orders = served.map(({ order }) => order);
    await expect.poll(desk.shown, WAIT).toEqual(orders);
    const [one, , , four] = orders as [number, number, number, number];
    await expect.poll(async () => (await boxOf(four)).y - (await boxOf(one)).y, WAIT).toBeGreaterThan(300);
    const before = await boxOf(one);
    const line = await page.getByRole('separator', { name: 'Высота чата' }).boundingBox();
    if (!line) throw new Error('no line between the rows');
    await page.mouse.move(line.x + 50, line.y);
    await page.mouse.down();
    await page.mouse.move(line.x + 50, line.y + 90, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await boxOf(one)).height, WAIT).toBeGreaterThan(before.height + 80);
    await page.getByRole('separator', { name: 'Ширина чата' }).first().press('ArrowRight');
    await expect.poll(async () => (await boxOf(one)).width, WAIT).toBeGreaterThan(before.width);
    const after = await boxOf(one);
    await page.reload();
    await desk.field(four).waitFor();
    await expect.poll(async () => Math.round((await boxOf(one)).height - after.height), WAIT).toBe(0);
    await page.keyboard.press('Alt+6');
    await expect.poll(() => hasFocus(desk.field(orders[5] ?? 0)), WAIT).toBe(true);
  });

  it('change places when a header is dragged, or by keys, and nothing in them is lost', async () => {
    const served = await enter(['один', 'два']);
    for (let index = 1; index <= 30; index += 1) await say(served[0]!.client, served[0]!.room, `строка ${index}`);
    await openAll(served);
    const [one, two] = served.map(({ order }) => order) as [number, number];
    await desk.pane(one).locator('article', { hasText: 'строка 30' }).waitFor();
    await desk.field(one).fill('черновик');
    const scroller = desk.pane(one).locator('.timeline-scroller');
    await scroller.evaluate((node) => node.scrollTo(0, 200));
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop), WAIT).toBe(200);
    const [from, to] = [await desk.pane(one).locator('.pane-header').boundingBox(), await boxOf(two)];
    if (!from) throw new Error('no header');
    await page.mouse.move(from.x + 60, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 100, to.y + 200, { steps: 5 });
    await page.locator('.pane.is-target').waitFor();
    await page.mouse.up();
    await expect.poll(desk.shown, WAIT).toEqual([two, one]);
    expect(await desk.field(one).inputValue()).toBe('черновик');
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop), WAIT).toBe(200);
    await desk.field(one).focus();
    await page.keyboard.press('Alt+Shift+ArrowLeft');
    await expect.poll(desk.shown, WAIT).toEqual([one, two]);
    await expect.poll(() => hasFocus(desk.field(one)), WAIT).toBe(true);
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop), WAIT).toBe(200);
  });

  it('leave one alone and come back by one key; hidden ones read nothing', async () => {
    const served = await enter(['один', 'два']);
    await openAll(served);
    const [one, two] = served as [ServedOrder, ServedOrder];
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Alt+Shift+f');
    await expect.poll(async () => (await boxOf(one.order)).width > 900, WAIT).toBe(true);
    await desk.pane(one.order).getByText('ещё 1 чат скрыт').waitFor();
    await say(two.client, two.room, 'а меня видно?');
    await expect.poll(() => desk.row(two.order).locator('.badge [aria-hidden]').textContent(), WAIT).toBe('1');
    await page.keyboard.press('Alt+Shift+f');
    await expect.poll(() => desk.row(two.order).locator('.badge').count(), WAIT).toBe(0);
    await expect.poll(desk.shown, WAIT).toEqual([one.order, two.order]);
  });
});

describe('a pinned pane', () => {
  it('is never given to another room, by no way of opening one', async () => {
    const served = await enter(['один', 'два', 'три']);
    const [one, two, three] = served.map(({ order }) => order) as [number, number, number];
    await openAll(served.slice(0, 2));
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Alt+Shift+p');
    await desk.pane(one).locator('.pane-pin').waitFor();
    await desk.opener(three).click();
    await expect.poll(desk.shown, WAIT).toEqual([one, three]);
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Alt+o');
    await expect.poll(desk.shown, WAIT).toEqual([one, two]);
    await page.reload();
    // Whoever looks for something before the chats are back goes on there.
    await page.locator('#room-search').focus();
    await page.keyboard.type('мария');
    await desk.pane(one).locator('.pane-pin').waitFor();
    await desk.field(one).waitFor();
    expect([await page.locator('#room-search').inputValue(), await desk.field(one).inputValue(), await desk.field(two).inputValue()]).toEqual(['мария', '', '']);
    await page.keyboard.press('Alt+1');
    await expect.poll(() => hasFocus(desk.field(one)), WAIT).toBe(true);
    await page.locator('#room-search').focus();
    await desk.opener(one).click();
    await expect.poll(() => hasFocus(desk.field(one)), WAIT).toBe(true);
  });
});

describe('whoever comes', () => {
  it('is shown beside by one key while the focus stays where somebody writes', async () => {
    const served = await enter(['один', 'два', 'три']);
    const [one, two, three] = served as [ServedOrder, ServedOrder, ServedOrder];
    await openAll([one, two]);
    await page.keyboard.press('Alt+1');
    await page.keyboard.type('пишу');
    await page.keyboard.press('Alt+Shift+a');
    await expect.poll(desk.shown, WAIT).toEqual([one.order, three.order]);
    await page.keyboard.type(' дальше');
    await expect.poll(() => desk.field(one.order).inputValue(), WAIT).toBe('пишу дальше');
  });

  it('comes by himself while he types, when that is chosen, but not over something unsent', async () => {
    const served = await enter(['один', 'два', 'три']);
    const [one, two, three] = served as [ServedOrder, ServedOrder, ServedOrder];
    await openAll([one, two]);
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Меню:' }).click();
    await page.getByRole('menuitem', { name: 'Настройки' }).click();
    await page.getByRole('switch', { name: 'Открывать рядом чаты тех, кто печатает' }).click();
    await page.keyboard.press('Escape');
    const device = await three.client.connect();
    await device.get('typing:set', { room: three.room, is_typing: true });
    await expect.poll(desk.shown, WAIT).toEqual([one.order, three.order]);
    expect(await page.locator('.pane.is-focused .pane-order').textContent()).toContain(`#${one.order}`);

    await desk.field(three.order).fill('начал отвечать');
    await page.keyboard.press('Alt+1');
    const other = await two.client.connect();
    await other.get('typing:set', { room: two.room, is_typing: true });
    await desk.row(two.order).getByText('Печатает…').waitFor();
    expect(await desk.shown()).toEqual([one.order, three.order]);
    device.close();
    other.close();
  });
});

describe('a window of its own', () => {
  it('shows the chat with the same store and styles, reads and writes, and goes back by the same key', async () => {
    const [one, two] = (await enter(['один', 'два'])) as [ServedOrder, ServedOrder];
    await openAll([one, two]);
    await page.keyboard.press('Alt+1');
    await desk.field(one.order).fill('черновик');
    const [popout] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Alt+v')]);
    await expect.poll(desk.shown, WAIT).toEqual([two.order]);
    const field = popout.getByLabel('Введите сообщение…');
    await expect.poll(() => field.inputValue(), WAIT).toBe('черновик');
    await expect.poll(() => popout.title(), WAIT).toContain(`#${one.order}`);
    await expect.poll(() => popout.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']]), WAIT).toEqual(['ru', 'light']);
    await expect.poll(() => popout.locator('.pane-header').evaluate((node) => getComputedStyle(node).display), WAIT).toBe('flex');
    expect(await seriousFlaws(popout)).toEqual([]);
    // antd's own hints cannot find their place in another window: here the browser's stand in.
    expect(await popout.getByRole('button', { name: 'Вернуть в главное окно' }).getAttribute('title')).toBe('Вернуть в главное окно');
    await popout.getByRole('button', { name: 'Эмодзи' }).click();
    await popout.getByRole('combobox', { name: 'Найти эмодзи' }).waitFor();
    await popout.keyboard.press('Escape');

    await field.fill('Из отдельного окна');
    await field.press('Enter');
    await expect.poll(async () => (await roomOf(expert, one.room)).last_message?.message, WAIT).toBe('Из отдельного окна');
    await say(one.client, one.room, 'Спасибо');
    await popout.locator('article', { hasText: 'Спасибо' }).waitFor();
    await expect.poll(async () => (await roomOf(expert, one.room)).unread_count, WAIT).toBe(0);
    // The list leads to it, and the conveyor passes by it.
    await desk.opener(one.order).click();
    expect(await desk.shown()).toEqual([two.order]);

    // Its keys are about its own chat, never about the one that the main window has in focus.
    await popout.bringToFront();
    await field.focus();
    await popout.keyboard.press('Alt+d');
    await popout.locator('.decided', { hasText: `#${one.order}` }).waitFor();
    expect([(await roomOf(expert, one.room)).state, (await roomOf(expert, two.room)).state]).toEqual(['done', 'owed']);
    await popout.keyboard.press('Alt+z');
    await expect.poll(async () => (await roomOf(expert, one.room)).state, WAIT).not.toBe('done');
    await popout.keyboard.press('Control+f');
    await popout.locator('.room-search-input').waitFor();
    expect(await page.locator('.room-search-input').count()).toBe(0);
    await popout.keyboard.press('Escape');

    // The window may be gone before its key is up again.
    await popout.keyboard.press('Alt+v').catch(() => undefined);
    await expect.poll(desk.shown, WAIT).toEqual([two.order, one.order]);
    await expect.poll(() => popout.isClosed(), WAIT).toBe(true);
  });

  it('knows its own fields: Enter in a date sends no message, and what was copied in another chat is held', async () => {
    const [one, two] = (await enter(['один', 'два'])) as [ServedOrder, ServedOrder];
    await openAll([two, one]);
    await desk.field(two.order).fill('Реквизиты для оплаты придут письмом');
    await desk.field(two.order).press('Control+a');
    await desk.field(two.order).press('Control+c');
    await desk.field(one.order).fill('позже');
    const [popout] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Alt+v')]);
    const field = popout.getByLabel('Введите сообщение…');
    await expect.poll(() => field.inputValue(), WAIT).toBe('позже');
    await popout.getByRole('button', { name: 'Отправить позже' }).click();
    await popout.getByLabel('Дата и время').press('Enter');
    await popout.locator('.scheduled-bar').waitFor();
    expect((await roomOf(expert, one.room)).last_message?.message).toBe('вопрос про один');

    await field.focus();
    await field.press('Control+v');
    await expect.poll(() => field.inputValue(), WAIT).toBe('Реквизиты для оплаты придут письмом');
    await field.press('Enter');
    await popout.locator('.guard').getByText(`скопирован в чате заказа #${two.order}`).waitFor();
    expect((await roomOf(expert, one.room)).last_message?.message).toBe('вопрос про один');
  });

  it('closes with the page, which has the chat as a pane again', async () => {
    const [one] = (await enter(['один'])) as [ServedOrder];
    await openAll([one]);
    const [popout] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Alt+v')]);
    await popout.locator('article', { hasText: 'вопрос про один' }).waitFor();
    await page.reload();
    await expect.poll(() => popout.isClosed(), WAIT).toBe(true);
    await expect.poll(desk.shown, WAIT).toEqual([one.order]);
  });
});
