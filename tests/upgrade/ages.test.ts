import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Package from '../../client_package/index';
import type { Message } from '../../protocol/entities';
import { openClientPage, openConsolePage, roomRow } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { fresh, PASSWORD, someone } from '../support/people';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { startProxy, type Proxy } from '../support/proxy';
import { API_KEY } from '../support/server';
import { startServerProcess, type ServerProcess } from '../support/server_process';
import { newerServer, older, olderServer, packages } from './older';

/* Programs and pages of one version at a server of another: they sign in, write, read, and catch up. */

const WAIT = { timeout: 30_000, interval: 100 };
const FIELD = 'Введите сообщение…';

let browser: Browser;
let database: TestDatabase;
let proxy: Proxy;
beforeAll(async () => {
  [browser, database, proxy] = await Promise.all([launchChromium(), createDatabase(), startProxy()]);
});
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await database.drop();
});

/** A server of a version at the address that everybody knows. The older one comes first: the schema is its own then. */
async function serve(program: string): Promise<ServerProcess> {
  const server = await startServerProcess({ DATABASE_URL: database.url, PUBLIC_URL: proxy.url }, program);
  proxy.aim(server.port);
  return server;
}

/** What one version's package does at the other's server. */
async function speak(built: string): Promise<string[]> {
  // The first packages could not renew a session.
  const { createChat, createMarketplace, join, login, renew } = (await import(/* @vite-ignore */ pathToFileURL(built).href)) as Omit<typeof Package, 'renew'> & Partial<Pick<typeof Package, 'renew'>>;
  const url = proxy.url;
  const market = createMarketplace({ url, key: API_KEY });
  const expert = someone('Анна');
  const order = fresh();
  await market.putUser({ ...expert, role: 'expert', password: PASSWORD });
  const { room } = await market.putOrder(order, { title: 'Заказ', client: someone('Мария'), expert });
  const guest = await join(url, (await market.invite(order)).url);
  const first = await login(url, expert.email, PASSWORD);
  const session = renew === undefined ? first : await renew(url, first.refresh_token!);
  const [client, desk] = [createChat({ url, token: () => guest.access_token }), createChat({ url, token: () => session.access_token })];
  await Promise.all([client.connect(), desk.connect()]);
  const heard = new Promise<Message>((received) => desk.on('message:posted', ({ message }) => message.sender === guest.user.id && received(message)));
  const file = await client.upload(room!.id, { name: 'договор.txt', bytes: new TextEncoder().encode('Договор') });
  await client.post(room!.id, 'Вопрос', { attachments: [file.id] });
  expect(await heard).toMatchObject({ message: 'Вопрос', attachments: [{ sha256: file.sha256 }] });
  const { cursor } = await desk.ask('inbox:catch_up', {});
  const { room: known } = await desk.ask('room:open', { room: room!.id });
  // While nobody is there somebody writes.
  desk.close();
  for (const text of ['Первое', 'Второе', 'Третье']) await client.post(room!.id, text);
  const again = createChat({ url, token: () => session.access_token });
  await again.connect();
  const { rooms } = await again.ask('inbox:catch_up', { cursor });
  expect(rooms.map(({ id, unread_count }) => [id, unread_count])).toEqual([[room!.id, 4]]);
  const { messages } = await again.ask('room:open', { room: room!.id, since_rev: known.last_rev });
  await again.post(room!.id, 'Ответ');
  await again.ask('room:read', { room: room!.id, seq: 4 });
  await market.closeOrder(order);
  for (const chat of [client, again]) chat.close();
  return messages.map(({ message }) => message);
}

// The first versions had no package.
if (existsSync(packages.older)) describe('programs', () => {
  const cases = [
    ['the newer package', packages.newer, 'an older server', olderServer],
    ['the older package', packages.older, 'a newer server', newerServer],
  ] as const;
  for (const [who, built, where, program] of cases) {
    it(`${who} speaks with ${where}`, async () => {
      const server = await serve(program);
      expect(await speak(built)).toEqual(['Первое', 'Второе', 'Третье']);
      expect(await server.stop()).toBe(0);
    });
  }
});

describe('pages', () => {
  it(`of ${older.ref} go on over an upgrade under them, and are of the newer version once they are loaded anew`, async () => {
    const before = await serve(olderServer);
    const expert = await before.people.makeUser('expert', someone('Анна', 'Соколова'));
    const order = fresh();
    const { email, first_name, last_name } = expert.account;
    const { room } = await before.people.putOrder(order, { title: 'Перевод', client: someone('Мария', 'Орлова'), expert: { email, first_name, last_name } });
    const client = await openClientPage(browser, await before.people.invite(order));
    const desk = await openConsolePage(browser, proxy.url, expert);
    await roomRow(desk, order).click();
    await desk.page.getByLabel(FIELD).first().waitFor();
    await client.page.getByLabel(FIELD).waitFor();
    await client.write('До обновления');
    await expect.poll(() => desk.texts(), WAIT).toEqual(['До обновления']);
    const scripts = () => desk.page.evaluate(() => [...document.scripts].map(({ src }) => src).join());
    const olderScripts = await scripts();

    // Nobody is reached for a moment; what is written meanwhile waits.
    proxy.aim(1);
    expect(await before.stop()).toBe(0);
    await client.write('Пока меняли сервер');
    const after = await serve(newerServer);
    await expect.poll(() => desk.texts(), WAIT).toEqual(['До обновления', 'Пока меняли сервер']);
    await desk.write('Ответ старой страницы');
    await expect.poll(() => client.texts(), WAIT).toEqual(['До обновления', 'Пока меняли сервер', 'Ответ старой страницы']);
    expect(await scripts()).toBe(olderScripts);

    // Cut off, something is missed; it is there when they are back.
    await desk.context.setOffline(true);
    await client.write('Пропущенное');
    await expect.poll(() => client.state('Пропущенное'), WAIT).toBe('sent');
    await desk.context.setOffline(false);
    const all = ['До обновления', 'Пока меняли сервер', 'Ответ старой страницы', 'Пропущенное'];
    await expect.poll(() => desk.texts(), WAIT).toEqual(all);

    for (const { page } of [desk, client]) await page.reload();
    await roomRow(desk, order).waitFor();
    if ((await desk.page.locator('.pane').count()) === 0) await roomRow(desk, order).click();
    await expect.poll(() => desk.texts(), WAIT).toEqual(all);
    await expect.poll(() => client.texts(), WAIT).toEqual(all);
    expect(await scripts()).not.toBe(olderScripts);
    const { body } = await after.people.personOf(expert.token, expert.account).http<Message[]>('GET', `/api/chat/rooms/${room.id}/messages`);
    expect(body.map(({ message }) => message)).toEqual(all);
    await Promise.all([desk.context.close(), client.context.close()]);
    expect(await after.stop()).toBe(0);
  });
});
