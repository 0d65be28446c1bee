import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, setWindowFocus, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { fresh, someone, type Person } from '../support/people';
import { nameOf, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* The experts' console in a real browser, on the real server. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;

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

const anOrder = (...of: Parameters<typeof makeOrder> extends [unknown, unknown, ...infer Rest] ? Rest : never) => makeOrder(server, expert, ...of);

async function enter(options: Parameters<typeof openDesk>[3] = {}): Promise<Page> {
  desk = await openDesk(browser, server, expert, options);
  return desk.page;
}

describe('the inbox', () => {
  it('shows a new room, a new message and a lost room without a reload', async () => {
    const page = await enter();
    await expect.poll(() => page.locator('.empty-title').first().textContent(), WAIT).toBe('Пока нет чатов');
    const { order, room, client } = await anOrder('Логотип для кофейни');
    const row = desk.row(order);
    await row.waitFor();
    expect(await row.textContent()).toContain('Нет сообщений');

    await say(client, room, 'Когда будет готово?');
    await expect.poll(() => row.locator('.preview').textContent(), WAIT).toBe('Когда будет готово?');
    await expect.poll(() => row.locator('.badge [aria-hidden]').textContent(), WAIT).toBe('1');
    await expect.poll(() => row.locator('.owed-mark').textContent(), WAIT).toContain('Клиент ждёт ответа');
    await expect.poll(() => page.title(), WAIT).toBe('(1) Orderline');

    await say(expert, room, 'Завтра');
    await expect.poll(() => row.locator('.preview').textContent(), WAIT).toBe('Вы: Завтра');
    await expect.poll(() => row.locator('.badge').count(), WAIT).toBe(0);
    await expect.poll(() => row.locator('.owed-mark').count(), WAIT).toBe(0);

    await desk.opener(order).click();
    await desk.field(order).fill('Первый эскиз — в четверг');
    await server.people.putOrder(order, { title: 'Логотип для кофейни', client: nameOf(client), expert: null });
    await row.waitFor({ state: 'detached' });
    // What was being written is not lost with the chat.
    await page.getByText('Этот чат вам больше не доступен').waitFor();
    expect(await page.getByLabel('Вы не отправили').inputValue()).toBe('Первый эскиз — в четверг');
  });

  it('filters, sorts and searches, with the counts of the server', async () => {
    const first = await anOrder('Логотип', someone('Мария', 'Орлова'), 'Раз', 'Два');
    const second = await anOrder('Перевод договора', someone('Пётр', 'Громов'), 'Три');
    const third = await anOrder('Диплом', someone('Ольга', 'Ким'));
    await say(third.client, third.room, 'Четыре');
    await say(expert, third.room, 'Ответ');
    const page = await enter();
    await expect.poll(() => desk.listed(), WAIT).toEqual([first.order, second.order, third.order]);

    const filter = page.locator('.filter-bar');
    await expect.poll(() => filter.locator('.choice').allTextContents(), WAIT).toEqual(['Открытые 3', 'Новые 2', 'Ждут 2']);
    const unread = (await expert.http<Room[]>('GET', '/api/chat/rooms?filter=unread')).body;
    expect(unread.reduce((sum, room) => sum + room.unread_count, 0)).toBe(3);
    await expect.poll(() => page.title(), WAIT).toBe('(3) Orderline');

    await filter.getByText('Новые').click();
    await expect.poll(() => desk.listed(), WAIT).toEqual([first.order, second.order]);
    await filter.getByRole('button', { name: 'Дольше ждут' }).click();
    await page.getByRole('menuitem', { name: 'Недавние' }).click();
    await expect.poll(() => desk.listed(), WAIT).toEqual([second.order, first.order]);
    await filter.getByText('Открытые').click();
    await expect.poll(() => desk.listed(), WAIT).toEqual([third.order, second.order, first.order]);

    const search = page.getByLabel('Поиск чата');
    for (const [query, found] of [
      ['  гРОМОВ ', second.order],
      ['диплом', third.order],
      [`#${first.order}`, first.order],
    ] as const) {
      await search.fill(query);
      await expect.poll(() => desk.listed(), WAIT).toEqual([found]);
    }
    await search.fill('нет такого');
    await expect.poll(() => page.locator('.inbox .empty').textContent(), WAIT).toContain('Нет чата с «нет такого».');
    await page.getByRole('button', { name: 'Показать открытые' }).click();
    await expect.poll(() => desk.listed(), WAIT).toHaveLength(3);

    await page.reload();
    await expect.poll(() => desk.listed(), WAIT).toEqual([third.order, second.order, first.order]);
  });

  it('is walked by keys alone', async () => {
    const orders: number[] = [];
    for (const title of ['Один', 'Два', 'Три']) orders.push((await anOrder(title)).order);
    const page = await enter();
    await expect.poll(() => desk.listed(), WAIT).toEqual([...orders].reverse());
    await page.getByLabel('Поиск чата').press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), WAIT).toContain(`#${orders[1]}`);
    await page.keyboard.press('Enter');
    await desk.field(orders[1] ?? 0).waitFor();
    await expect.poll(() => hasFocus(desk.field(orders[1] ?? 0)), WAIT).toBe(true);
    await page.getByLabel('Поиск чата').press('ArrowDown');
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), WAIT).toContain(`#${orders[0]}`);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect.poll(desk.shown, WAIT).toEqual([orders[1], orders[0]]);
    await page.keyboard.press('Alt+w');
    await expect.poll(desk.shown, WAIT).toEqual([orders[1]]);
    await page.keyboard.press('Alt+ArrowDown');
    await desk.field(orders[0] ?? 0).waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await desk.field(orders[1] ?? 0).waitFor();
  });

  it('shows who is there and who is typing', async () => {
    const { order, room, client } = await anOrder('Логотип');
    const page = await enter();
    const row = desk.row(order);
    await row.waitFor();
    expect(await row.locator('.avatar-presence.is-online').count()).toBe(0);
    const device = await client.connect();
    await row.locator('.avatar-presence.is-online').waitFor();
    await device.get('typing:set', { room, is_typing: true });
    await expect.poll(() => row.locator('.preview').textContent(), WAIT).toBe('Печатает…');
    await device.get('typing:set', { room, is_typing: false });
    await expect.poll(() => row.locator('.preview').textContent(), WAIT).toBe('Нет сообщений');
    device.close();
    await row.locator('.avatar-presence:not(.is-online)').waitFor({ state: 'attached' });
    expect(await page.locator('.status').getAttribute('data-connection')).toBe('online');
  });
});

describe('the panes', () => {
  it('stand side by side, each with its own draft, and come back after a reload', async () => {
    const rooms: ServedOrder[] = [];
    for (const title of ['Один', 'Два', 'Три', 'Четыре', 'Пять']) rooms.push(await anOrder(title, someone('Мария', title)));
    const orders = rooms.map(({ order }) => order);
    const page = await enter({ width: 1500 });
    const [one, two, three, four, five] = orders as [number, number, number, number, number];
    await desk.opener(one).click();
    await desk.field(one).fill('черновик один');
    await desk.opener(two).click({ button: 'middle' });
    await desk.field(two).fill('черновик два');
    await desk.row(three).hover();
    await desk.row(three).getByRole('button', { name: 'Открыть рядом' }).click();
    await desk.opener(four).click({ button: 'middle' });
    await expect.poll(desk.shown, WAIT).toEqual([one, two, three, four]);
    await desk.row(one).locator('.draft-mark').waitFor();

    // A plain click takes the focused one.
    await page.keyboard.press('Alt+2');
    await expect.poll(() => hasFocus(desk.field(two)), WAIT).toBe(true);
    await desk.opener(five).click();
    await expect.poll(desk.shown, WAIT).toEqual([one, five, three, four]);
    await page.keyboard.press('Alt+w');
    await expect.poll(desk.shown, WAIT).toEqual([one, three, four]);
    await expect.poll(() => page.locator('.pane.is-focused .pane-order').textContent(), WAIT).toContain(`#${three}`);

    await page.reload();
    await expect.poll(desk.shown, WAIT).toEqual([one, three, four]);
    await expect.poll(() => desk.field(one).inputValue(), WAIT).toBe('черновик один');
    await page.keyboard.press('Alt+1');
    await desk.opener(two).click();
    await expect.poll(() => desk.field(two).inputValue(), WAIT).toBe('черновик два');
    await expect.poll(() => hasFocus(desk.field(two)), WAIT).toBe(true);
  });

  it('can be made wider and keep their width', async () => {
    const rooms = [await anOrder('Один'), await anOrder('Два')];
    const page = await enter({ width: 1400 });
    await desk.opener(rooms[0]?.order ?? 0).click();
    await desk.opener(rooms[1]?.order ?? 0).click({ button: 'middle' });
    const width = async () => Math.round((await page.locator('.pane').first().boundingBox())?.width ?? 0);
    await page.locator('.pane').nth(1).waitFor();
    const before = await width();
    const split = await page.getByRole('separator', { name: 'Ширина чата' }).boundingBox();
    if (!split) throw new Error('no split');
    await page.mouse.move(split.x, 300);
    await page.mouse.down();
    await page.mouse.move(split.x + 120, 300, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await width()) - before, WAIT).toBeGreaterThan(100);
    const after = await width();
    await page.reload();
    await expect.poll(async () => Math.abs((await width()) - after) < 3, WAIT).toBe(true);
  });

  it('show the order behind the chat', async () => {
    const { order, room, client } = await anOrder('Перевод договора', someone('Пётр', 'Громов'), 'Здравствуйте');
    const page = await enter();
    await desk.opener(order).click();
    await page.getByRole('button', { name: 'Карточка заказа' }).click();
    const card = page.locator('.order-card');
    for (const part of [`#${order}`, 'Перевод договора', 'Пётр Громов', 'Анна Соколова', 'ведёт заказ (вы)', 'мин, с ']) await expect.poll(() => card.textContent(), WAIT).toContain(part);
    await server.people.putOrder(order, { title: 'Перевод письма', status: 'done', client: nameOf(client), expert: nameOf(expert) });
    await expect.poll(() => card.textContent(), WAIT).toContain('Перевод письма');
    await expect.poll(() => card.textContent(), WAIT).toContain('Выполнен');
    await say(expert, room, 'Готово');
    await expect.poll(() => card.textContent(), WAIT).toContain('Нет, ответ дан');
  });

  it('send with Enter, and everybody sees it once', async () => {
    const { order, room, client } = await anOrder('Логотип', someone('Мария', 'Орлова'), 'Готово?');
    const device = await client.connect();
    const page = await enter();
    await desk.opener(order).click();
    // What has not been on the screen yet would hold the answer.
    await desk.bubble('Готово?').waitFor();
    await desk.field(order).fill('Первая строка');
    await desk.field(order).press('Shift+Enter');
    await page.keyboard.type('вторая');
    await page.keyboard.press('Enter');
    const { message } = await device.fact('message:posted', (fact) => fact.message.sender === expert.account.id);
    expect(message.message).toBe('Первая строка\nвторая');
    await expect.poll(() => desk.state('вторая'), WAIT).toBe('sent');
    await device.get('room:read', { room, seq: message.seq });
    await expect.poll(() => desk.state('вторая'), WAIT).toBe('read');
    await expect.poll(() => desk.field(order).inputValue(), WAIT).toBe('');
    expect((await roomOf(expert, room)).owed_since).toBeNull();
    await expect.poll(() => desk.bubble('вторая').count(), WAIT).toBe(1);
    device.close();
  });

  it('read only what somebody can have seen', async () => {
    const said = Array.from({ length: 60 }, (_, index) => `сообщение ${index + 1}`);
    const { order, room, client } = await anOrder('Логотип', someone('Мария', 'Орлова'), ...said);
    const page = await enter();
    await setWindowFocus(page, false);
    await desk.opener(order).click();
    await page.locator('.new-line').waitFor();
    expect((await roomOf(expert, room)).unread_count).toBe(60);
    await page.locator('.timeline-scroller').evaluate((node) => node.scrollTo(0, node.scrollHeight));
    await say(client, room, 'ещё одно');
    await expect.poll(() => desk.row(order).locator('.badge [aria-hidden]').textContent(), WAIT).toBe('61');
    expect((await roomOf(expert, room)).unread_count).toBe(61);

    await setWindowFocus(page, true);
    await page.locator('.timeline-scroller').evaluate((node) => node.scrollTo(0, node.scrollHeight));
    await expect.poll(async () => (await roomOf(expert, room)).unread_count, WAIT).toBe(0);
    await expect.poll(() => desk.row(order).locator('.badge').count(), WAIT).toBe(0);
    await expect.poll(() => page.title(), WAIT).toBe('Orderline');
    // Reading answers nobody.
    expect(await desk.row(order).locator('.owed-mark').count()).toBe(1);
  });
});

describe('the keyboard', () => {
  it('goes to the next unread and the next owed room', async () => {
    const quiet = await anOrder('Тихий');
    const late = await anOrder('Давний', someone('Пётр', 'Громов'), 'Кто-нибудь?');
    const recent = await anOrder('Недавний', someone('Ольга', 'Ким'), 'Добрый день');
    const page = await enter();
    await desk.opener(quiet.order).click();
    await page.keyboard.press('Alt+o');
    await desk.field(late.order).waitFor();
    await page.keyboard.press('Alt+u');
    await desk.field(recent.order).waitFor();
    await page.keyboard.press('Alt+o');
    await desk.field(late.order).waitFor();
  });

  it('switches to a room by a few letters', async () => {
    const { order } = await anOrder('Перевод', someone('Пётр', 'Громов'));
    await anOrder('Логотип', someone('Ольга', 'Ким'));
    const page = await enter();
    await desk.row(order).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('громо');
    await expect.poll(() => page.getByRole('option').count(), WAIT).toBe(1);
    await page.keyboard.press('Enter');
    await desk.field(order).waitFor();
    await expect.poll(() => page.getByRole('dialog').count(), WAIT).toBe(0);
    await expect.poll(() => hasFocus(desk.field(order)), WAIT).toBe(true);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count(), WAIT).toBe(0);
  });

  it('shows its combinations on one sheet', async () => {
    const page = await enter();
    await page.locator('body').press('Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Клавиши' });
    await expect.poll(() => sheet.locator('.key-row').count(), WAIT).toBeGreaterThan(15);
  });
});

describe('opening a chat by the order’s number', () => {
  for (const [locale, button, label, forbidden, unknown] of [
    ['ru-RU', 'Открыть чат', 'Номер заказа', 'У вас нет доступа к этому заказу', /Заказа #\d+ нет/],
    ['en-US', 'Open chat', 'Order number', 'You have no access to this order', /There is no order #\d+/],
  ] as const) {
    it(`answers in the reader's language: ${locale}`, async () => {
      const own = fresh();
      await server.people.putOrder(own, { title: 'Без чата', expert: nameOf(expert), open_chat: false });
      const foreign = fresh();
      await server.people.putOrder(foreign, {});
      const page = await enter({ locale });
      await page.locator('.inbox-header').getByRole('button', { name: button }).click();
      const dialog = page.getByRole('dialog');
      const number = dialog.getByLabel(label);
      await expect.poll(() => hasFocus(number), WAIT).toBe(true);
      await number.fill(String(foreign));
      await number.press('Enter');
      await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toBe(forbidden);
      await number.fill('999999');
      await number.press('Enter');
      await expect.poll(() => dialog.getByRole('alert').textContent(), WAIT).toMatch(unknown);
      await number.fill(`#${own}`);
      await number.press('Enter');
      await desk.pane(own).waitFor();
      await expect.poll(() => page.getByRole('dialog').count(), WAIT).toBe(0);
    });
  }
});
