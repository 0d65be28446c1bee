import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Message, Room } from '../../protocol/entities';
import { chatPage, openClientPage, openConsolePage, roomRow, type ChatPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { someone, type Person } from '../support/people';
import { startPrivatePostgres, type PrivatePostgres } from '../support/postgres';
import { startProxy, type Proxy } from '../support/proxy';
import { startServerProcess, type ServerProcess } from '../support/server_process';

/*
 * One order chat from end to end: the built server as a process of its own, a database that can be killed, a wire that can be cut, and
 * both pages in Chromium.
 */

let browser: Browser;
let database: PrivatePostgres;
let proxy: Proxy;
let server: ServerProcess;

async function startOnWire(): Promise<void> {
  server = await startServerProcess({ DATABASE_URL: database.url, PUBLIC_URL: proxy.url });
  proxy.aim(server.port);
}

beforeAll(async () => {
  [browser, database, proxy] = await Promise.all([launchChromium(), startPrivatePostgres(), startProxy()]);
  await startOnWire();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await proxy.close();
  await database.remove();
});

let order = 500;
let expert: Person;
let room: Room;
let client: ChatPage;
let console_: ChatPage;

const WAIT = { timeout: 30_000, interval: 100 };

beforeEach(async () => {
  // Whatever the one before has left of it, if it has failed.
  proxy.restore();
  order += 1;
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const { email, first_name, last_name } = expert.account;
  room = (await server.people.putOrder(order, { title: `Курсовая ${order}`, client: someone('Мария', 'Орлова'), expert: { email, first_name, last_name } })).room;
  client = await openClientPage(browser, await server.people.invite(order));
  console_ = await openConsolePage(browser, proxy.url, expert);
  await roomRow(console_, order).click();
  await client.page.getByLabel('Введите сообщение…').waitFor();
  await console_.page.getByLabel('Введите сообщение…').waitFor();
});

afterEach(async () => {
  await Promise.all([client.context.close(), console_.context.close()]);
});

/** What the server itself says was said. */
async function stored(): Promise<string[]> {
  const { body } = await expert.http<Message[]>('GET', `/api/chat/rooms/${room.id}/messages?limit=200`);
  return body.map(({ message }) => message);
}

/** Server, console and client page show the same messages, each once. */
async function agreesEverywhere(texts: string[]): Promise<void> {
  await expect.poll(() => client.texts(), WAIT).toEqual(texts);
  await expect.poll(() => console_.texts(), WAIT).toEqual(texts);
  expect(await stored()).toEqual(texts);
}

async function unreadOnServer(): Promise<number> {
  return (await expert.http<Room>('GET', `/api/chat/rooms/${room.id}`)).body.unread_count;
}

it('shows an order made by the API on both sides without a reload', async () => {
  const { email, first_name, last_name } = expert.account;
  await server.people.putOrder(order + 1000, { title: 'Новый заказ', client: someone('Пётр'), expert: { email, first_name, last_name } });
  await roomRow(console_, order + 1000).waitFor();
});

it('carries a question to the console and the answer back, with its ticks', async () => {
  await client.write('Успеете до пятницы?');
  await console_.bubble('Успеете до пятницы?').waitFor();
  await expect.poll(() => client.state('Успеете до пятницы?'), WAIT).toBe('read');
  await expect.poll(() => roomRow(console_, order).locator('.owed-mark').count(), WAIT).toBe(1);
  await console_.write('Да, пришлю в четверг.');
  await client.bubble('Да, пришлю в четверг.').waitFor();
  await expect.poll(() => console_.state('Да, пришлю в четверг.'), WAIT).toBe('read');
  await expect.poll(() => roomRow(console_, order).locator('.owed-mark').count(), WAIT).toBe(0);
  await agreesEverywhere(['Успеете до пятницы?', 'Да, пришлю в четверг.']);
});

it('shows the other side that somebody types, and takes it away after the silence', async () => {
  await client.page.getByLabel('Введите сообщение…').pressSequentially('Ещё вопрос');
  await console_.page.locator('.typing-line', { hasText: 'Печатает…' }).waitFor();
  await expect.poll(() => console_.page.locator('.typing-line', { hasText: 'Печатает…' }).count(), WAIT).toBe(0);
});

it('counts what comes to a room that is not open, on console and server alike', async () => {
  await console_.page.keyboard.press('Alt+w');
  for (const text of ['раз', 'два', 'три']) {
    await client.write(text);
    await client.bubble(text).waitFor();
  }
  await expect.poll(() => roomRow(console_, order).locator('.badge').innerText(), WAIT).toContain('3');
  await expect.poll(unreadOnServer, WAIT).toBe(3);
  await roomRow(console_, order).click();
  await expect.poll(() => roomRow(console_, order).locator('.badge').count(), WAIT).toBe(0);
  await expect.poll(unreadOnServer, WAIT).toBe(0);
});

/** The expert's answer goes; when the client was faster it comes back to him first, and he sends it again. */
async function insist(text: string): Promise<void> {
  const field = console_.page.getByLabel('Введите сообщение…').first();
  const isStored = async () => {
    if ((await field.inputValue()) === text) await field.press('Enter');
    return (await stored()).includes(text);
  };
  await expect.poll(isStored, WAIT).toBe(true);
}

it.each(['up', 'down'] as const)('loses and doubles nothing when the wire goes dead %swards and comes back', async (direction) => {
  await client.write('до обрыва');
  await console_.bubble('до обрыва').waitFor();
  proxy.swallow(direction);
  await client.write('в тишину');
  await console_.write('и ответ туда же');
  expect(await client.state('в тишину')).toBe('pending');
  proxy.restore();
  await insist('и ответ туда же');
  await expect.poll(async () => (await stored()).length, WAIT).toBe(3);
  await expect.poll(() => client.state('в тишину'), WAIT).not.toBe('pending');
  const texts = await stored();
  expect([...texts].sort()).toEqual(['в тишину', 'до обрыва', 'и ответ туда же'].sort());
  await agreesEverywhere(texts);
});

it('sends once what the server had committed when it was killed before it could acknowledge', async () => {
  await client.write('первое');
  await console_.bubble('первое').waitFor();
  proxy.swallow('down');
  await client.write('сохранено, но не подтверждено');
  await expect.poll(stored, WAIT).toEqual(['первое', 'сохранено, но не подтверждено']);
  expect(await client.state('сохранено, но не подтверждено')).toBe('pending');
  await server.kill();
  await startOnWire();
  proxy.restore();
  expert = await server.people.signIn(expert.account.email);
  await expect.poll(() => client.state('сохранено, но не подтверждено'), WAIT).not.toBe('pending');
  await agreesEverywhere(['первое', 'сохранено, но не подтверждено']);
});

it('waits out a killed database and sends when it is back', async () => {
  await client.write('пока всё работает');
  await console_.bubble('пока всё работает').waitFor();
  await database.kill();
  await client.write('базы нет');
  await console_.write('у меня тоже');
  await expect.poll(() => client.state('базы нет'), WAIT).toBe('pending');
  await database.start();
  await expect.poll(() => client.state('базы нет'), WAIT).not.toBe('pending');
  await insist('у меня тоже');
  const texts = await stored();
  expect([...texts].sort()).toEqual(['базы нет', 'пока всё работает', 'у меня тоже'].sort());
  await agreesEverywhere(texts);
});

it('sends from the outbox, once, after the page was killed with the message in it', async () => {
  await client.write('на связи');
  await console_.bubble('на связи').waitFor();
  proxy.swallow('up');
  await client.write('не ушло');
  expect(await client.state('не ушло')).toBe('pending');
  await client.page.close({ runBeforeUnload: false });
  proxy.restore();
  // The same browser, with what it had kept.
  client = chatPage(await client.context.newPage(), client.context);
  await client.page.goto(`${proxy.url}/c/${order}`);
  await client.bubble('не ушло').waitFor();
  await agreesEverywhere(['на связи', 'не ушло']);
});
