import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, openDoor, type ConsoleDesk } from '../support/console_page';
import { PASSWORD, someone, type Person } from '../support/people';
import { nameOf, say } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* Internal notes in the console, and what the client's page hears of them: nothing. */

const WAIT = { timeout: 30_000, interval: 50 };
const CANARY = 'КАНАРЕЙКА-4c1d';

let browser: Browser;
let proxy: Proxy;
let server: TestServer;
beforeAll(async () => {
  [browser, proxy] = await Promise.all([launchChromium(), startProxy()]);
  // Pages come through a wire that can be cut.
  const real = await startServer({ environment: { PUBLIC_URL: proxy.url } });
  proxy.aim(Number(new URL(real.url).port));
  server = { ...real, url: proxy.url };
});
afterEach(() => proxy.restore());
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await server.close();
});

const makeExpert = (first = 'Анна', last = 'Соколова') => server.people.makeUser('expert', someone(first, last));

/** Turns the order's composer to notes and types into it. */
async function typeNote(desk: ConsoleDesk, order: number, text: string): Promise<void> {
  await desk.pane(order).getByRole('button', { name: 'Внутренняя заметка', exact: true }).click();
  await desk.field(order).pressSequentially(text);
}

/** Every byte that comes to this page, over HTTP and over its sockets. */
function record(page: Page): { all(): Promise<string> } {
  const pieces: (string | Promise<string>)[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => pieces.push(payload.toString())));
  page.on('response', (response) => {
    pieces.push(JSON.stringify(response.headers()), response.text().catch(() => ''));
  });
  return { all: async () => (await Promise.all(pieces)).join('\n') };
}

/** The same client in his two kinds of session, each on a page that is recorded from its first byte. */
async function openClientPages(link: string, client: Person, order: number) {
  const open = async (url: string) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'ru-RU' });
    const page = await context.newPage();
    const heard = record(page);
    await page.goto(url);
    return { page, context, heard };
  };
  const invited = await open(link);
  const full = await open(`${server.url}/c/${order}`);
  await full.page.getByLabel('Электронная почта').fill(client.account.email);
  await full.page.getByLabel('Пароль').fill(PASSWORD);
  await full.page.getByRole('button', { name: 'Войти' }).click();
  for (const { page } of [invited, full]) await page.getByLabel('Введите сообщение…').waitFor();
  return { invited, full };
}

it('writes, changes and deletes a note, and no byte of it comes to the client', async () => {
  const expert = await makeExpert();
  const client = await server.people.makeUser('client', someone('Мария', 'Орлова'));
  const { order } = await makeOrder(server, expert, 'Логотип', nameOf(client), 'Здравствуйте');
  const { invited, full } = await openClientPages(await server.people.invite(order), client, order);
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await typeNote(desk, order, `${CANARY} клиент торопится`);
  await desk.field(order).press('Enter');
  const note = desk.pane(order).locator('.note');
  await expect.poll(() => note.locator('.note-text').allTextContents(), WAIT).toEqual([`${CANARY} клиент торопится`]);
  expect(await note.locator('.note-label').textContent()).toBe('Внутренняя заметка');
  await expect.poll(() => desk.field(order).inputValue(), WAIT).toBe('');
  expect(await seriousFlaws(desk.page)).toEqual([]);

  await note.hover();
  await note.getByRole('button', { name: 'Изменить заметку' }).click();
  await note.getByRole('textbox').fill(`${CANARY} не торопится`);
  await note.getByRole('textbox').press('Enter');
  await expect.poll(() => note.locator('.note-text').allTextContents(), WAIT).toEqual([`${CANARY} не торопится`]);

  // Back to the message: the two fields never mix.
  await desk.field(order).fill('начатая заметка');
  await desk.pane(order).getByRole('button', { name: 'Сообщение', exact: true }).click();
  await expect.poll(() => desk.field(order).inputValue(), WAIT).toBe('');
  await desk.field(order).fill('Добрый день');
  await desk.field(order).press('Enter');
  for (const { page } of [invited, full]) await page.locator('article', { hasText: 'Добрый день' }).waitFor();

  await note.hover();
  await note.getByRole('button', { name: 'Удалить заметку' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await expect.poll(() => note.locator('.note-text').allTextContents(), WAIT).toEqual(['Заметка удалена']);
  await say(expert, (await expert.http<{ id: number }[]>('GET', '/api/chat/rooms')).body[0]!.id, 'последнее');
  for (const { page, heard } of [invited, full]) {
    await page.locator('article', { hasText: 'последнее' }).waitFor();
    await page.reload();
    await page.locator('article', { hasText: 'последнее' }).waitFor();
    const all = await heard.all();
    expect(all.includes('последнее')).toBe(true);
    for (const secret of [CANARY, '"notes":', '"client_note_id":']) expect([secret, all.includes(secret)]).toEqual([secret, false]);
    expect(await page.locator('.note').count()).toBe(0);
    expect(await page.getByText('Внутренняя заметка').count()).toBe(0);
  }
  expect(desk.complaints()).toEqual([]);
  for (const { context } of [desk, invited, full]) await context.close();
});

it('stands in its place, on every device, and comes again with the room', async () => {
  const expert = await makeExpert();
  const { order, room, client } = await makeOrder(server, expert, 'Договор', someone('Пётр', 'Ильин'), 'первое');
  const [desk, laptop] = [await openDesk(browser, server, expert), await openDesk(browser, server, expert)];
  for (const device of [desk, laptop]) await device.opener(order).click();
  await typeNote(desk, order, 'после первого');
  await desk.field(order).press('Enter');
  await laptop.pane(order).locator('.note').waitFor();
  await say(client, room, 'второе');
  const order_of = (device: ConsoleDesk) => device.pane(order).locator('.bubble-text, .note-text').evaluateAll((nodes) => nodes.map((node) => node.firstChild?.textContent));
  for (const device of [desk, laptop]) await expect.poll(() => order_of(device), WAIT).toEqual(['первое', 'после первого', 'второе']);
  await laptop.page.reload();
  await expect.poll(() => order_of(laptop), WAIT).toEqual(['первое', 'после первого', 'второе']);
  for (const { context } of [desk, laptop]) await context.close();
});

it('mentions colleagues by a list, and says who will not hear of it', async () => {
  const expert = await makeExpert();
  await makeExpert('Борис', 'Левинский');
  const { order } = await makeOrder(server, expert, 'Перевод', someone('Лея', 'Моро'), 'Вопрос');
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await typeNote(desk, order, '@левин');
  const option = desk.page.getByRole('option', { name: /Борис Левинский/ });
  await option.waitFor();
  expect(await option.textContent()).toContain('нет в этом чате');
  await desk.field(order).press('Enter');
  await expect.poll(() => desk.field(order).inputValue(), WAIT).toBe('@Борис Левинский ');
  await desk.field(order).pressSequentially('возьмёшь?');
  await desk.field(order).press('Enter');
  await expect.poll(() => desk.pane(order).locator('.composer').textContent(), WAIT).toContain('Борис Левинский: нет в этом чате, сообщение об упоминании никому не придёт. В чате: Анна Соколова');
  expect(await desk.pane(order).locator('.note').count()).toBe(0);
  await desk.field(order).press('Enter');
  const note = desk.pane(order).locator('.note');
  await note.waitFor();
  expect(await note.locator('.mention').textContent()).toBe('@Борис Левинский');
  expect(await note.locator('.note-absent').textContent()).toContain('никому не пришло');
  await desk.context.close();
});

it('alerts whoever is mentioned and in the room, and writes it into the log', async () => {
  const [expert, colleague] = [await makeExpert(), await makeExpert('Борис', 'Левин')];
  const { order, room } = await makeOrder(server, expert, 'Смета', someone('Анри', 'Дюбуа'), 'Вопрос');
  const device = await expert.connect();
  await device.get('room:invite', { room, user: colleague.account.id });
  device.close();
  const other = await openDesk(browser, server, colleague);
  await other.row(order).waitFor();
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await typeNote(desk, order, '@бор');
  await desk.page.getByRole('option', { name: /Борис Левин/ }).first().waitFor();
  await desk.field(order).press('Enter');
  await desk.field(order).pressSequentially('посмотри');
  await desk.field(order).press('Enter');
  await desk.pane(order).locator('.note').waitFor();
  await other.page.getByRole('button', { name: 'Настройки' }).click();
  const log = other.page.getByText(`Анна Соколова упоминает вас · #${order}`);
  await expect.poll(async () => {
    if ((await log.count()) > 0) return true;
    const tab = other.page.getByRole('tab', { name: /урнал|повещ|ведомл/ });
    for (const one of await tab.all()) await one.click();
    return (await log.count()) > 0;
  }, WAIT).toBe(true);
  for (const { context } of [desk, other]) await context.close();
});

it('keeps the text when nobody knows whether the note was stored, and stores it once', async () => {
  const expert = await makeExpert();
  const { order, room } = await makeOrder(server, expert, 'Схема', someone('Ян', 'Горн'), 'Вопрос');
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await typeNote(desk, order, 'ровно один раз');
  const stored = async () => (await server.app.parts.db.rows<{ count: number }>(null, `SELECT count(*) AS count FROM notes WHERE room = $1`, [room]))[0]!.count;
  proxy.swallow('down');
  await desk.field(order).press('Enter');
  await expect.poll(stored, WAIT).toBe(1);
  await expect.poll(() => desk.pane(order).locator('.composer-note').textContent(), WAIT).toContain('Нет связи');
  expect(await desk.field(order).inputValue()).toBe('ровно один раз');
  proxy.restore();
  await expect.poll(async () => {
    await desk.field(order).press('Enter');
    return desk.field(order).inputValue();
  }, WAIT).toBe('');
  await desk.pane(order).locator('.note').waitFor();
  await expect.poll(async () => [await desk.pane(order).locator('.note').count(), await stored()], WAIT).toEqual([1, 1]);
  await desk.context.close();
});

it('is no way of writing on the client page', async () => {
  const expert = await makeExpert();
  const { order } = await makeOrder(server, expert, 'Без заметок');
  const page = await openClientPage(browser, await server.people.invite(order));
  await page.page.getByLabel('Введите сообщение…').waitFor();
  expect(await page.page.locator('.composer-modes').count()).toBe(0);
  await page.context.close();
});

it('opens no console to a client', async () => {
  const client = await server.people.makeUser('client');
  const { page, context } = await openDoor(browser, server);
  await page.getByLabel('Почта').fill(client.account.email);
  await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByText('Это вход клиента').waitFor();
  expect(await page.getByRole('button', { name: 'Внутренняя заметка' }).count()).toBe(0);
  await context.close();
});

it('a note that is half written is still there after another chat, and after the page was loaded anew', async () => {
  const expert = await makeExpert();
  const [{ order }, other] = [await makeOrder(server, expert, 'Отчёт', undefined, 'Здравствуйте'), await makeOrder(server, expert, 'Доклад', undefined, 'Добрый день')];
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await desk.bubble('Здравствуйте').waitFor();
  await typeNote(desk, order, 'Спросить у Анны');
  await desk.opener(other.order).click();
  await desk.bubble('Добрый день').waitFor();
  const isStill = async () => {
    await desk.opener(order).click();
    await desk.pane(order).getByRole('button', { name: 'Внутренняя заметка', exact: true }).click();
    await expect.poll(() => desk.field(order).inputValue(), WAIT).toBe('Спросить у Анны');
  };
  await isStill();
  await desk.page.reload();
  await isStill();
  await desk.field(order).press('Enter');
  await expect.poll(() => desk.pane(order).locator('.note-text').allTextContents(), WAIT).toEqual(['Спросить у Анны']);
  await expect.poll(() => desk.field(order).inputValue(), WAIT).toBe('');
  await desk.context.close();
});

it('a text that is taken back is a message again, whatever is written when it comes', async () => {
  const expert = await makeExpert();
  const { order } = await makeOrder(server, expert, 'Отчёт', undefined, 'Здравствуйте');
  const desk = await openDesk(browser, server, expert);
  await desk.opener(order).click();
  await desk.bubble('Здравствуйте').waitFor();
  await desk.page.evaluate(() => localStorage.setItem('orderline-undo-send', '10'));
  await desk.field(order).fill('Клиенту');
  await desk.field(order).press('Enter');
  await desk.bubble('Клиенту').waitFor();
  await typeNote(desk, order, 'Для своих');
  await desk.pane(order).getByRole('button', { name: 'Отменить отправку' }).click();
  await expect.poll(() => desk.bubble('Клиенту').count(), WAIT).toBe(0);
  expect(await desk.field(order).inputValue()).toBe('Для своих');
  await desk.pane(order).getByRole('button', { name: 'Сообщение', exact: true }).click();
  expect(await desk.field(order).inputValue()).toBe('Клиенту');
  await desk.context.close();
});
