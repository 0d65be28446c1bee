import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium';
import { openClientPage, type ChatPage } from '../support/chat_pages';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let browser: Browser;
let server: TestServer;
let expert: Person;
let bike: ServedOrder;
let tax: ServedOrder;
const clientName = { email: 'ulyana@orderline.test', first_name: 'Ульяна', last_name: 'Пчёлкина' };

beforeAll(async () => {
  browser = await launchChromium();
  server = await startServer();
  expert = await server.people.makeUser('expert');
  bike = await makeOrder(server, expert, 'Ремонт велосипеда', undefined, 'Здравствуйте! Нужна квитанция об оплате');
  for (let n = 1; n <= 120; n += 1) await say(n % 2 === 0 ? bike.client : expert, bike.room, `Разговор номер ${n}`);
  tax = await makeOrder(server, expert, 'Налоговый вычет', clientName, 'Квитанции я приложила вчера', '<b>жирная</b> проверка');
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const hits = (desk: ChatPage) => desk.page.locator('.message-hits .hit');
const search = (desk: ConsoleDesk) => desk.page.locator('#room-search');

describe('the console’s search', () => {
  it('finds chats at once and messages below them, with the found words marked', async () => {
    const desk = await openDesk(browser, server, expert);
    await search(desk).fill('квитанцию');
    await hits(desk).nth(1).waitFor();
    await expect.poll(() => hits(desk).locator('mark').allTextContents()).toEqual(['Квитанции', 'квитанция']);
    await expect.poll(() => hits(desk).first().textContent()).toContain(`#${tax.order}`);
    await search(desk).fill('Пчёлкина');
    await expect.poll(() => desk.listed()).toEqual([tax.order]);
    await search(desk).fill('Пчёлкина квитанц');
    await expect.poll(() => hits(desk).count()).toBe(1);
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });

  it('opens the chat at the message, far above its end, and the way back leads to the newest', async () => {
    const desk = await openDesk(browser, server, expert);
    await search(desk).fill('оплате квитанция');
    await hits(desk).first().click();
    const pane = desk.pane(bike.order);
    const found = pane.locator('[data-seq="1"] .bubble-row');
    await found.waitFor();
    await expect.poll(() => found.evaluate((row) => row.parentElement!.classList.contains('is-shown'))).toBe(true);
    await expect.poll(() => found.evaluate((row) => {
      const box = row.closest('.timeline-scroller')!.getBoundingClientRect();
      const place = row.getBoundingClientRect();
      return place.top >= box.top && place.bottom <= box.bottom;
    })).toBe(true);
    expect(await pane.locator('[data-seq="121"]').count()).toBe(0);
    await pane.getByRole('button', { name: 'К последним сообщениям' }).click();
    await pane.locator('[data-seq="121"]').waitFor();
    await desk.context.close();
  });

  it('goes by keys from the field over chats and hits into the chat', async () => {
    const desk = await openDesk(browser, server, expert);
    await desk.page.locator('.room-row').first().waitFor();
    await desk.page.keyboard.press('/');
    await expect.poll(() => hasFocus(search(desk))).toBe(true);
    await desk.page.keyboard.type('приложила');
    await expect.poll(() => desk.page.locator('.room-row').count()).toBe(0);
    await hits(desk).first().waitFor();
    await desk.page.keyboard.press('ArrowDown');
    await expect.poll(() => hasFocus(hits(desk).first())).toBe(true);
    await desk.page.keyboard.press('ArrowUp');
    await expect.poll(() => hasFocus(search(desk))).toBe(true);
    await desk.page.keyboard.press('ArrowDown');
    await expect.poll(() => hasFocus(hits(desk).first())).toBe(true);
    await desk.page.keyboard.press('Enter');
    await desk.pane(tax.order).locator('[data-seq="1"].is-shown').waitFor();
    await desk.context.close();
  });

  it('narrows by sender, chat and day', async () => {
    const desk = await openDesk(browser, server, expert);
    await desk.opener(bike.order).click();
    await search(desk).fill('квитанция');
    await expect.poll(() => hits(desk).count()).toBe(2);
    await desk.page.getByLabel('Где искать').selectOption('here');
    await expect.poll(() => hits(desk).count()).toBe(1);
    await desk.page.getByLabel('Кто написал').selectOption({ label: 'Я' });
    await desk.page.getByText('В сообщениях ничего не нашлось').waitFor();
    await desk.page.getByLabel('Кто написал').selectOption('');
    await desk.page.getByLabel('по', { exact: true }).fill('2020-01-01');
    await desk.page.getByText('В сообщениях ничего не нашлось').waitFor();
    await desk.page.getByLabel('по', { exact: true }).fill('');
    await desk.page.getByLabel('Где искать').selectOption('');
    await expect.poll(() => hits(desk).count()).toBe(2);
    await desk.context.close();
  });

  it('shows found text as text', async () => {
    const desk = await openDesk(browser, server, expert);
    await search(desk).fill('жирная');
    await hits(desk).first().waitFor();
    expect(await hits(desk).first().locator('.hit-text').textContent()).toContain('<b>жирная</b> проверка');
    expect(await hits(desk).locator('b').count()).toBe(0);
    await desk.context.close();
  });

  it('shows only what the last key asked for', async () => {
    const desk = await openDesk(browser, server, expert);
    await search(desk).pressSequentially('разговор номер', { delay: 60 });
    await expect.poll(() => hits(desk).count()).toBe(20);
    await search(desk).fill('приложила');
    await expect.poll(() => hits(desk).count()).toBe(1);
    await desk.page.locator('.search-clear').click();
    await expect.poll(() => desk.page.locator('.message-hits').count()).toBe(0);
    await desk.context.close();
  });
});

describe('the search of one chat', () => {
  it('opens by Ctrl+F in the console, walks from hit to hit, and gives the field back', async () => {
    const desk = await openDesk(browser, server, expert);
    await desk.opener(bike.order).click();
    await desk.field(bike.order).waitFor();
    await desk.page.keyboard.press('Control+f');
    const bar = desk.pane(bike.order).getByRole('search');
    await expect.poll(() => hasFocus(bar.locator('input'))).toBe(true);
    await desk.page.keyboard.type('номер');
    await bar.locator('.hit').nth(19).waitFor();
    await desk.page.keyboard.press('Enter');
    await bar.getByText('1 из 20+').waitFor();
    await desk.pane(bike.order).locator('[data-seq="121"].is-shown').waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.pane(bike.order).locator('[data-seq="120"].is-shown').waitFor();
    await expect.poll(() => hasFocus(bar.locator('input'))).toBe(true);
    await desk.page.keyboard.press('Escape');
    await expect.poll(() => bar.count()).toBe(0);
    await expect.poll(() => hasFocus(desk.field(bike.order))).toBe(true);
    await desk.context.close();
  });

  it('opens by the glass on the client’s page and brings up what was said long ago', async () => {
    const phone = await openClientPage(browser, await server.people.invite(bike.order));
    await phone.bubble('Разговор номер 120').waitFor();
    await phone.page.getByRole('button', { name: 'Поиск в этом чате' }).click();
    const bar = phone.page.getByRole('search');
    await bar.locator('input').fill('квитанц');
    await bar.locator('.hit').click();
    await phone.bubble('Нужна квитанция об оплате').waitFor();
    await phone.page.locator('[data-seq="1"].is-shown').waitFor();
    await expect.poll(() => bar.locator('.hit').first().isVisible()).toBe(false);
    await bar.getByRole('button', { name: 'Закрыть поиск' }).click();
    await phone.page.getByRole('button', { name: 'К последним сообщениям' }).click();
    await phone.bubble('Разговор номер 120').waitFor();
    await phone.context.close();
  });
});
