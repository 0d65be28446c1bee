import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium';
import { makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { messagesOf, nameOf, roomOf, say } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* An answer that is late: somebody else has written since its writer last looked. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let wire: Proxy;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;
let page: Page;
let served: ServedOrder;

beforeAll(async () => {
  [browser, wire] = await Promise.all([launchChromium(), startProxy()]);
  server = await startServer({ environment: { PUBLIC_URL: wire.url } });
  wire.aim(Number(new URL(server.url).port));
});

afterAll(async () => {
  await browser.close();
  await server.close();
  await wire.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  served = await makeOrder(server, expert, 'Логотип', someone('Мария', 'Орлова'), 'Когда будет готово?');
  desk = await openDesk(browser, { ...server, url: wire.url }, expert);
  ({ page } = desk);
  await desk.opener(served.order).click();
  await desk.bubble('Когда будет готово?').waitFor();
});

afterEach(async () => {
  wire.restore();
  await desk.context.close();
  expect(desk.complaints()).toEqual([]);
});

const stopped = () => page.locator('.stale');
const texts = async () => (await messagesOf(expert, served.room)).map(({ message }) => message);

/** Writes into the open chat while nothing gets through. */
async function writeOffline(text: string): Promise<void> {
  wire.swallow('up');
  wire.drop();
  await page.getByRole('button', { name: 'Подключиться' }).waitFor();
  await desk.field(served.order).fill(text);
  await desk.field(served.order).press('Enter');
  await page.getByText('сообщение ждёт отправки').waitFor();
}

describe('a post that waited for the connection', () => {
  it('comes back into the field when the client or another device has written, and Enter sends it once', async () => {
    await writeOffline('Завтра к вечеру');
    await desk.field(served.order).fill('и ещё строка');
    await say(served.client, served.room, 'Уже не надо');
    await say(expert, served.room, 'Хорошо, отменяю');
    wire.restore();
    await stopped().getByText('Клиент написал:').waitFor();
    await expect.poll(() => stopped().textContent(), WAIT).toContain('Уже не надо');
    await expect.poll(() => stopped().textContent(), WAIT).toContain('Вы ответили с другого устройства: Хорошо, отменяю');
    await expect.poll(() => desk.field(served.order).inputValue(), WAIT).toBe('Завтра к вечеру\nи ещё строка');
    expect(await texts()).toEqual(['Когда будет готово?', 'Уже не надо', 'Хорошо, отменяю']);

    await page.reload();
    await expect.poll(() => desk.field(served.order).inputValue(), WAIT).toBe('Завтра к вечеру\nи ещё строка');
    await desk.bubble('Хорошо, отменяю').waitFor();
    await desk.field(served.order).press('Enter');
    await expect.poll(() => desk.state('и ещё строка'), WAIT).toBe('sent');
    expect(await texts()).toEqual(['Когда будет готово?', 'Уже не надо', 'Хорошо, отменяю', 'Завтра к вечеру\nи ещё строка']);
  });

  it('is not sent over the answer of another expert', async () => {
    const boris = await server.people.makeUser('expert', someone('Борис', 'Левин'));
    await writeOffline('Отвечу завтра');
    const order = { title: 'Логотип', client: nameOf(served.client) };
    await server.people.putOrder(served.order, { ...order, expert: nameOf(boris) });
    await say(boris, served.room, 'Готово, смотрите файл');
    await server.people.putOrder(served.order, { ...order, expert: nameOf(expert) });
    wire.restore();
    await stopped().getByText('Ответ дан, Борис Левин:').waitFor();
    await expect.poll(() => stopped().textContent(), WAIT).toContain('Готово, смотрите файл');
    await expect.poll(() => desk.field(served.order).inputValue(), WAIT).toBe('Отвечу завтра');
    expect(await texts()).not.toContain('Отвечу завтра');
  });

  it('waits in a chat that is not open, and is there when it is opened', async () => {
    const other = await makeOrder(server, expert, 'Другой', someone('Пётр', 'Громов'), 'вопрос');
    await writeOffline('Уже иду');
    await desk.opener(other.order).click();
    await say(served.client, served.room, 'Не приходите');
    wire.restore();
    await desk.row(served.order).locator('.failed-mark').waitFor();
    await desk.opener(served.order).click();
    await stopped().getByText('Не приходите').waitFor();
    await expect.poll(() => desk.field(served.order).inputValue(), WAIT).toBe('Уже иду');
    await expect.poll(() => desk.row(served.order).locator('.failed-mark').count(), WAIT).toBe(0);
  });
});

describe('a post over something that was not on the screen', () => {
  it('is stopped, shows what it is, and goes with the second Enter', async () => {
    for (let line = 1; line <= 30; line += 1) await say(served.client, served.room, `строка ${line}`);
    await desk.bubble('строка 30').waitFor();
    await expect.poll(async () => (await roomOf(expert, served.room)).unread_count, WAIT).toBe(0);
    await page.locator('.timeline-scroller').evaluate((node) => node.scrollTo(0, 0));
    await page.locator('.to-newest').waitFor();
    await say(served.client, served.room, 'Стойте, всё иначе');
    await desk.bubble('Стойте, всё иначе').waitFor();
    await desk.field(served.order).fill('Тогда делаю');
    await desk.field(served.order).press('Enter');
    await stopped().getByText('Стойте, всё иначе').waitFor();
    await expect.poll(() => desk.field(served.order).inputValue(), WAIT).toBe('Тогда делаю');
    expect(await texts()).not.toContain('Тогда делаю');
    await desk.field(served.order).press('Enter');
    await expect.poll(() => desk.state('Тогда делаю'), WAIT).toBe('sent');
    await stopped().waitFor({ state: 'detached' });
    expect((await texts()).filter((text) => text === 'Тогда делаю')).toHaveLength(1);
    expect((await roomOf(expert, served.room)).owed_since).toBeNull();
  });
});
