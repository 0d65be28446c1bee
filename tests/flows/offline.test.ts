import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium';
import { deskOf, makeOrder, openDesk, type ConsoleDesk, type ServedOrder } from '../support/console_page';
import { chatPage } from '../support/chat_pages';
import { someone, type Person } from '../support/people';
import { messagesOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* The console begins with what it has kept, works without a connection, and leaves nothing behind. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let logo: ServedOrder;
let diploma: ServedOrder;
let desk: ConsoleDesk;
let isCut: boolean;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  logo = await makeOrder(server, expert, 'Логотип для кофейни', someone('Мария', 'Орлова'), 'Первый вопрос');
  diploma = await makeOrder(server, expert, 'Диплом по праву', someone('Пётр', 'Громов'), 'Второй вопрос');
  isCut = false;
  desk = await openDesk(browser, server, expert);
  await wire(desk.context);
  await desk.opener(logo.order).click();
  await desk.bubble('Первый вопрос').first().waitFor();
});

afterEach(async () => {
  await desk.context.close();
  expect(desk.complaints()).toEqual([]);
});

/** The page itself comes; whether the server answers it is up to the test. */
async function wire(context: BrowserContext): Promise<void> {
  await context.route('**/api/**', (route) => (isCut ? route.abort() : route.continue()));
  await context.routeWebSocket(/socket\.io/, (socket) => void (isCut ? socket.close() : socket.connectToServer()));
}

/** Everything that this origin has stored on the device, as one text. */
async function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error!))));
    const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name!));
      for (const store of db.objectStoreNames) parts.push(`${name} ${store}: ${JSON.stringify(await asked(db.transaction(store).objectStore(store).getAll()))}`);
      db.close();
    }
    return parts.join('\n');
  });
}

/** Resolves when this text is kept beside a cursor. */
const kept = (page: Page, text: string) => expect.poll(async () => /"cursor":"/.test(await stored(page)) && (await stored(page)).includes(text), WAIT).toBe(true);
/** The same in a conversation: that the list shows it as the last one is not enough. */
const keptConversation = (page: Page, text: string) => expect.poll(async () => (await stored(page)).split('\n').some((line) => line.includes(' windows: ') && line.includes(text)), WAIT).toBe(true);
const status = (page: Page) => page.locator('.status-text').first().textContent();
const menu = async (page: Page) => {
  await page.locator('.account').click();
  await page.getByRole('menuitem', { name: 'Выйти' }).click();
};

describe('a console without its server', () => {
  it('shows what it had, says from when, takes what is written, and has everything once the server is back', async () => {
    const { page } = desk;
    await kept(page, 'Первый вопрос');
    await keptConversation(page, 'Первый вопрос');
    isCut = true;
    await page.reload();
    await expect.poll(() => desk.listed(), WAIT).toEqual([logo.order, diploma.order]);
    await desk.bubble('Первый вопрос').first().waitFor();
    await expect.poll(() => status(page), WAIT).toMatch(/^Нет связи, показано на \d\d:\d\d/);
    await expect.poll(() => page.locator('.filter-bar .choice').allTextContents(), WAIT).toEqual(expect.arrayContaining(['Открытые 2', 'Ждут 2']));

    await desk.field(logo.order).fill('Ответ без сети');
    await desk.field(logo.order).press('Enter');
    await expect.poll(() => desk.state('Ответ без сети'), WAIT).toBe('pending');
    await desk.field(logo.order).fill('Начатое без сети');
    await say(diploma.client, diploma.room, 'Пока вас не было');
    await page.reload();
    await expect.poll(() => desk.state('Ответ без сети'), WAIT).toBe('pending');
    await expect.poll(() => desk.field(logo.order).inputValue(), WAIT).toBe('Начатое без сети');

    isCut = false;
    await expect.poll(() => desk.state('Ответ без сети'), WAIT).toBe('sent');
    await expect.poll(() => desk.row(diploma.order).locator('.preview').textContent(), WAIT).toContain('Пока вас не было');
    expect((await messagesOf(expert, logo.room)).map(({ message }) => message)).toEqual(['Первый вопрос', 'Ответ без сети']);
  });

  it('shows a conversation it had at once, and at its news when the server has told them', async () => {
    const { page } = desk;
    await kept(page, 'Первый вопрос');
    await keptConversation(page, 'Первый вопрос');
    await desk.opener(diploma.order).click();
    await desk.bubble('Второй вопрос').first().waitFor();
    isCut = true;
    await page.reload();
    await desk.opener(logo.order).click();
    await desk.bubble('Первый вопрос').first().waitFor();
    await say(logo.client, logo.room, 'Вопрос вдогонку');
    isCut = false;
    await desk.bubble('Вопрос вдогонку').first().waitFor(WAIT);
    await expect.poll(() => page.locator('.status').getAttribute('data-caught-up'), WAIT).toBe('true');
    await expect.poll(desk.texts, WAIT).toEqual(['Первый вопрос', 'Вопрос вдогонку']);
  });
});

describe('the disk', () => {
  it('keeps three hundred conversations, those that were shown last', async () => {
    const { page } = desk;
    await kept(page, 'Первый вопрос');
    /** What is kept of rooms beyond the numbers of real ones: made up, and shown long ago. */
    const old = (work: 'make' | 'list') =>
      page.evaluate(async (what) => {
        const asked = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error!))));
        const { name } = (await indexedDB.databases()).find((one) => one.name?.startsWith('orderline-cache'))!;
        const db = await asked(indexedDB.open(name!));
        const tx = db.transaction(['windows', 'shown'], 'readwrite');
        const [windows, shown] = [tx.objectStore('windows'), tx.objectStore('shown')];
        for (let room = 1_000_000; what === 'make' && room < 1_000_320; room += 1) {
          windows.put({ room, messages: [] });
          shown.put({ room, at: room });
        }
        const [rooms, places] = [(await asked(windows.getAllKeys())) as number[], await asked(shown.count())];
        db.close();
        return { rooms, places };
      }, work);
    await old('make');
    await desk.opener(diploma.order).click();
    await desk.bubble('Второй вопрос').first().waitFor();
    await expect.poll(async () => (await old('list')).places, WAIT).toBe(300);
    const { rooms } = await old('list');
    expect(rooms).toEqual(expect.arrayContaining([logo.room, 1_000_319]));
    expect(rooms).not.toContain(1_000_000);
    expect(rooms.length).toBeLessThanOrEqual(300);
  });
});

describe('a browser that does not even get the page', () => {
  it('opens the kept one with its inbox, and keeps nothing that the API has said', async () => {
    const { page, context } = desk;
    await kept(page, 'Первый вопрос');
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (!active?.scriptURL.endsWith('/console/worker.js')) throw new Error(active?.scriptURL);
    });
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), WAIT).toBe(true);
    isCut = true;
    await context.setOffline(true);
    await page.reload();
    await expect.poll(() => desk.listed(), WAIT).toEqual([logo.order, diploma.order]);
    await desk.bubble('Первый вопрос').first().waitFor();
    await expect.poll(() => status(page), WAIT).toMatch(/^Нет связи, показано на \d\d:\d\d/);
    const paths = await page.evaluate(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
      return lists.flat();
    });
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => path !== '/console' && !path.startsWith('/console/assets/'))).toEqual([]);

    isCut = false;
    await context.setOffline(false);
    await expect.poll(() => page.locator('.status').getAttribute('data-caught-up'), WAIT).toBe('true');
  });
});

describe('two windows of one browser', () => {
  it('keep one inbox, and whichever stays goes on keeping it', async () => {
    const second = await desk.context.newPage();
    await second.goto(`${server.url}/console`);
    const other = deskOf(chatPage(second, desk.context));
    await other.row(logo.order).waitFor();
    await kept(second, 'Второй вопрос');
    await desk.page.close();
    await say(logo.client, logo.room, 'Только второму окну');
    await kept(second, 'Только второму окну');
    isCut = true;
    await second.reload();
    await expect.poll(() => other.listed(), WAIT).toEqual([logo.order, diploma.order]);
    await expect.poll(() => other.row(logo.order).locator('.preview').textContent(), WAIT).toContain('Только второму окну');
    await expect.poll(() => other.row(diploma.order).locator('.preview').textContent(), WAIT).toContain('Второй вопрос');
  });
});

describe('signing out', () => {
  const traces = /вопрос|Логотип|Диплом|Орлова|Громов|orderline\.test|Соколова|не успел/;

  it('leaves nothing of the user on the device', async () => {
    const { page } = desk;
    await kept(page, 'Первый вопрос');
    expect(await stored(page)).toMatch(traces);
    await menu(page);
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await expect.poll(async () => traces.exec(await stored(page))?.[0] ?? null, WAIT).toBe(null);
  });

  it('asks first where something has not been sent, and then takes it along', async () => {
    const { page } = desk;
    await kept(page, 'Первый вопрос');
    await keptConversation(page, 'Первый вопрос');
    isCut = true;
    await page.reload();
    await desk.field(logo.order).fill('Это я не успел отправить');
    await desk.field(logo.order).press('Enter');
    await expect.poll(() => desk.state('Это я не успел отправить'), WAIT).toBe('pending');
    await menu(page);
    const question = page.getByRole('dialog', { name: /Не отправлено: 1/ });
    await question.getByRole('button', { name: 'Отмена' }).click();
    expect(await desk.state('Это я не успел отправить')).toBe('pending');
    await menu(page);
    await question.getByRole('button', { name: 'Выйти' }).click();
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await expect.poll(async () => traces.exec(await stored(page))?.[0] ?? null, WAIT).toBe(null);
  });

  it('from elsewhere leaves nothing either, what was begun included', async () => {
    const { page } = desk;
    await kept(page, 'Первый вопрос');
    await desk.field(logo.order).fill('Это я не успел дописать');
    await kept(page, 'не успел');
    const sessions = (await expert.http<{ id: number; is_current: boolean }[]>('GET', '/api/auth/sessions')).body;
    for (const { id } of sessions.filter((one) => !one.is_current)) await expert.http('DELETE', `/api/auth/sessions/${id}`);
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await expect.poll(async () => traces.exec(await stored(page))?.[0] ?? null, WAIT).toBe(null);
  });

  it('by another password takes what came from the server, and leaves what was written for the next sign-in', async () => {
    const { page } = desk;
    const { email, first_name, last_name } = expert.account;
    await kept(page, 'Первый вопрос');
    await page.route('**/api/**', (route) => route.abort());
    await desk.field(logo.order).fill('Это я не успел дописать');
    await kept(page, 'не успел');
    await server.people.marketplace('POST', '/api/users', { email, first_name, last_name, role: 'expert', password: 'quite another password' });
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await expect.poll(async () => /вопрос|Логотип|Диплом|Орлова|Громов/.exec(await stored(page))?.[0] ?? null, WAIT).toBe(null);
    expect(await stored(page)).toContain('Это я не успел дописать');
  });
});
