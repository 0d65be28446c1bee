import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { chatPage, openClientPage, type ChatPage } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { fresh, someone } from '../support/people';
import { messagesOf } from '../support/posts';
import { startProxy, type Proxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';

/* Two tabs of one browser share one outbox: one of them sends, both show. */

const WAIT = { timeout: 30_000, interval: 50 };
const FIELD = 'Введите сообщение…';

let browser: Browser;
let proxy: Proxy;
let server: TestServer;

beforeAll(async () => {
  [browser, proxy] = await Promise.all([launchChromium(), startProxy()]);
  server = await startServer({ environment: { PUBLIC_URL: proxy.url } });
  proxy.aim(Number(new URL(server.url).port));
});

afterEach(() => proxy.restore());
afterAll(async () => {
  await browser.close();
  await proxy.close();
  await server.close();
});

/** Two tabs of a client in his room, and what the server has of it. */
async function twoTabs() {
  const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const { email, first_name, last_name } = expert.account;
  const order = fresh();
  const { room } = await server.people.putOrder(order, { client: someone('Мария', 'Орлова'), expert: { email, first_name, last_name } });
  const first = await openClientPage(browser, await server.people.invite(order));
  await first.page.getByLabel(FIELD).waitFor();
  const second = await secondTab(first);
  const stored = async () => (await messagesOf(expert, room.id)).map(({ message }) => message);
  return { first, second, stored };
}

async function secondTab(first: ChatPage): Promise<ChatPage> {
  const page = await first.context.newPage();
  await page.goto(first.page.url());
  await page.getByLabel(FIELD).waitFor();
  return chatPage(page, first.context);
}

const bubbles = (page: Page) => page.locator('article').count();

it('shows in both what waits in one, and sends it once', async () => {
  const { first, second, stored } = await twoTabs();
  proxy.swallow('up');
  proxy.swallow('down');
  await first.write('из первой');
  await expect.poll(() => second.state('из первой'), WAIT).toBe('pending');
  await second.write('из второй');
  await expect.poll(() => first.state('из второй'), WAIT).toBe('pending');
  proxy.restore();
  proxy.drop();
  for (const tab of [first, second]) await expect.poll(() => tab.state('из второй'), WAIT).toBe('sent');
  for (const tab of [first, second]) await expect.poll(tab.texts, WAIT).toEqual(['из первой', 'из второй']);
  expect(await stored()).toEqual(['из первой', 'из второй']);
  await first.context.close();
});

it('goes on sending from the other tab when the one that sent is closed', async () => {
  const { first, second, stored } = await twoTabs();
  proxy.swallow('up');
  proxy.swallow('down');
  await first.write('начато в первой');
  await expect.poll(() => second.state('начато в первой'), WAIT).toBe('pending');
  await first.page.close();
  proxy.restore();
  proxy.drop();
  await expect.poll(() => second.state('начато в первой'), WAIT).toBe('sent');
  await expect.poll(() => bubbles(second.page), WAIT).toBe(1);
  expect(await stored()).toEqual(['начато в первой']);
  await second.context.close();
});
