import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk } from '../support/console_page';
import { fresh, someone, type Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Two experts at their consoles, with one client. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let anna: Person;
let boris: Person;
let a: ConsoleDesk;
let b: ConsoleDesk;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  [anna, boris] = [await server.people.makeUser('expert', someone('Анна', 'Соколова')), await server.people.makeUser('expert', someone('Борис', 'Левин'))];
  [a, b] = await Promise.all([openDesk(browser, server, anna), openDesk(browser, server, boris)]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Everything that this page's sockets bring. */
function frames(page: Page): string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.toString())));
  return heard;
}

it('invites whom a note mentions by one key, warns of two answers at once, and lets a colleague go', async () => {
  const { order } = await makeOrder(server, anna, 'Каталог', someone('Мария', 'Орлова'), 'Здравствуйте');
  const client = await openClientPage(browser, 'about:blank');
  const heard = frames(client.page);
  await client.page.goto(await server.people.invite(order));
  await client.bubble('Здравствуйте').waitFor();

  await a.opener(order).click();
  await a.pane(order).getByRole('button', { name: 'Внутренняя заметка', exact: true }).click();
  await a.field(order).pressSequentially('@бор');
  await a.page.getByRole('option', { name: /Борис Левин/ }).waitFor();
  await a.field(order).press('Enter');
  await a.field(order).pressSequentially('посмотри');
  await a.field(order).press('Enter');
  await a.pane(order).getByRole('button', { name: 'Пригласить и записать' }).waitFor();
  expect(await seriousFlaws(a.page)).toEqual([]);
  expect(await a.pane(order).locator('.note').count()).toBe(0);
  await a.field(order).press('Alt+Enter');
  await a.pane(order).locator('.note').waitFor();
  expect(await a.pane(order).locator('.note-absent').count()).toBe(0);

  // The invited has the room, the note and an alert; the client sees who has come.
  await b.opener(order).click();
  await b.pane(order).locator('.note', { hasText: 'посмотри' }).waitFor();
  await client.page.getByText('К чату присоединился эксперт Борис Левин').waitFor();

  // Each sees that the other one looks, in the pane and in the list.
  for (const [desk, name] of [[a, 'Борис Левин'], [b, 'Анна Соколова']] as const) {
    await desk.pane(order).locator('.pane-header .viewers', { hasText: `Сейчас смотрит: ${name}` }).waitFor();
    await desk.row(order).locator('.viewers', { hasText: name }).waitFor();
  }
  await a.pane(order).getByRole('button', { name: 'Сообщение', exact: true }).click();
  await a.field(order).pressSequentially('Добрый день');
  await b.pane(order).getByText('Анна Соколова пишет ответ…').waitFor();
  expect(await seriousFlaws(b.page)).toEqual([]);
  await a.field(order).press('Enter');
  await client.bubble('Добрый день').waitFor();
  await expect.poll(() => b.pane(order).getByText('Анна Соколова пишет ответ…').count(), WAIT).toBe(0);

  // He goes, and takes nothing with him.
  await b.pane(order).getByRole('button', { name: 'Карточка заказа' }).click();
  await b.pane(order).getByRole('button', { name: 'Выйти из чата' }).click();
  await b.page.getByRole('dialog').getByRole('button', { name: 'Выйти' }).click();
  await b.row(order).waitFor({ state: 'detached' });
  await a.pane(order).getByText('Из чата вышел эксперт Борис Левин').waitFor();
  await expect.poll(() => a.pane(order).locator('.viewers').count(), WAIT).toBe(0);
  // Which expert looks at his chat never came to the client.
  expect(heard.join('\n')).toContain('Добрый день');
  expect(heard.join('\n')).not.toMatch(/viewing|writing/);
  expect([...a.complaints(), ...b.complaints()]).toEqual([]);
  await client.context.close();
});

it('invites from the order card, and the responsible expert takes a colleague out again', async () => {
  const { order } = await makeOrder(server, anna, 'Вывеска', someone('Пётр', 'Ильин'), 'Вопрос');
  await a.opener(order).click();
  await a.pane(order).getByRole('button', { name: 'Карточка заказа' }).click();
  await a.pane(order).getByRole('button', { name: 'Пригласить коллегу' }).press('Enter');
  await a.page.getByRole('menuitem', { name: 'Борис Левин' }).waitFor();
  await expect.poll(() => hasFocus(a.page.getByRole('menu').getByRole('menuitem').first()), WAIT).toBe(true);
  expect(await seriousFlaws(a.page)).toEqual([]);
  await a.page.keyboard.press('Escape');
  await a.page.getByRole('menuitem', { name: 'Борис Левин' }).waitFor({ state: 'hidden' });
  // It does not take the keys from whoever writes before it opens.
  const isOpened = await a.pane(order).getByRole('button', { name: 'Пригласить коллегу' }).evaluate(async (button: HTMLElement) => {
    button.click();
    document.querySelector<HTMLElement>('.composer-field')?.focus();
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return button.classList.contains('ant-dropdown-open');
  });
  expect([isOpened, await hasFocus(a.field(order))]).toEqual([false, true]);
  await a.pane(order).getByRole('button', { name: 'Пригласить коллегу' }).press('Enter');
  await a.page.getByRole('menuitem', { name: 'Борис Левин' }).click();
  await b.row(order).waitFor();
  const card = a.pane(order).locator('.order-card');
  await card.getByText(/коллега/).waitFor();
  expect(await seriousFlaws(a.page)).toEqual([]);
  await card.getByRole('button', { name: 'Убрать из чата: Борис Левин' }).click();
  await a.page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
  await b.row(order).waitFor({ state: 'detached' });
  await expect.poll(() => card.getByText(/коллега/).count(), WAIT).toBe(0);
});

it('shows both what waits without an expert, gives it to the one who takes it, and takes it back', async () => {
  const order = fresh();
  await server.people.putOrder(order, { title: 'Визитки', client: someone('Лея', 'Моро'), expert: null });
  const { room } = (await server.people.marketplace<{ room: { id: number } }>('GET', `/api/orders/${order}`)).body;
  await say(await server.people.join(order), room.id, 'Кто-нибудь есть?');
  for (const desk of [a, b]) {
    await desk.page.getByRole('button', { name: /1 заказ без эксперта/ }).click();
    await desk.page.getByRole('button', { name: `Взять заказ #${order}` }).waitFor();
  }
  expect(await seriousFlaws(a.page)).toEqual([]);
  // Nothing of what was written is in the queue.
  expect(await a.page.getByText('Кто-нибудь есть?').count()).toBe(0);
  await b.page.getByRole('button', { name: `Взять заказ #${order}` }).click();
  await b.pane(order).getByText('Кто-нибудь есть?').waitFor();
  await a.page.locator('.queue').waitFor({ state: 'detached' });
  // The pane still has its card open.
  await b.pane(order).getByRole('button', { name: 'Вернуть заказ в очередь' }).click();
  await b.page.getByRole('dialog').getByRole('button', { name: 'Вернуть' }).click();
  await b.row(order).waitFor({ state: 'detached' });
  await a.page.getByRole('button', { name: `Взять заказ #${order}` }).waitFor();
});
