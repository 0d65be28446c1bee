import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { launchChromium } from '../support/chromium';
import { EMBED_SECRET, openMarket, signIdentity, type Market } from '../support/market';
import type { AllowedFrame } from '../../protocol/admin';
import type { Person } from '../support/people';
import { messagesOf, nameOf, roomOf, say } from '../support/posts';
import { startServerProcess, type ServerProcess } from '../support/server_process';
import { createDatabase } from '../support/postgres';

/**
 * The chat inside the marketplace's own page: another site than the chat's (localhost and 127.0.0.1), with a policy of its own that allows
 * neither inline scripts nor styles.
 */
let browser: Browser;
let server: ServerProcess;
let market: Market;
let stranger: Market;
let made: { order: number; room: { id: number }; expert: Person; client: Person };
let drop: () => Promise<void>;
const shots = process.env.SHOTS;

beforeAll(async () => {
  const database = await createDatabase();
  drop = database.drop;
  const identity = () => signIdentity({ order: made.order, email: made.client.account.email });
  const script = () =>
    `window.chat = Orderline.open({ order: ${made.order}, identity: () => fetch('/identity').then((answer) => answer.text()), language: 'ru', theme: new URLSearchParams(location.hash.slice(1)).get('theme') ?? 'light', is_shown: location.hash.includes('shown'), on_unread: (count) => { window.unread = count; } });`;
  // The server hears of its parents at its start, and they of it with each page.
  market = await openMarket({ chat: () => server.url, script, identity });
  stranger = await openMarket({ chat: () => server.url, script, identity });
  server = await startServerProcess({ DATABASE_URL: database.url, EMBED_SECRET, EMBED_PARENTS: market.origin });
  made = await server.people.makeRoom();
  await say(made.expert, made.room.id, 'Здравствуйте! Чем помочь?');
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([market?.close(), stranger?.close()]);
  await server?.kill();
  await drop?.();
});

async function visit(url: string, size = { width: 1100, height: 800 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function frameOf(page: Page): Promise<Frame> {
  await expect.poll(() => page.frames().find((frame) => frame.url().includes('/embed?'))).toBeDefined();
  return page.frames().find((frame) => frame.url().includes('/embed?'))!;
}

const launcher = (page: Page) => page.getByRole('button', { name: /^(Открыть|Свернуть) чат/ });

it('counts what is unread on its button, opens by key, writes, reads and closes again', async () => {
  await say(made.expert, made.room.id, 'Вы ещё здесь?');
  const unread = (await roomOf(made.client, made.room.id)).unread_count;
  expect(unread).toBeGreaterThan(0);
  const page = await visit(`${market.origin}/`);
  await page.getByRole('button', { name: `Открыть чат (непрочитанных: ${unread})` }).waitFor();
  await expect.poll(() => page.evaluate('window.unread')).toBe(unread);
  if (shots) await page.screenshot({ path: `${shots}/embed-closed.png` });

  await page.getByLabel('Поиск').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const frame = await frameOf(page);
  await frame.locator('article', { hasText: 'Чем помочь?' }).waitFor();
  // Shown, it has the focus: what is typed goes into the chat.
  await frame.getByLabel('Введите сообщение…').waitFor();
  await expect.poll(() => frame.evaluate(() => document.hasFocus() && document.activeElement?.tagName === 'TEXTAREA')).toBe(true);
  await page.keyboard.type('Где мой заказ?');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await messagesOf(made.expert, made.room.id)).map(({ message }) => message)).toContain('Где мой заказ?');
  await expect.poll(() => page.evaluate('window.unread')).toBe(0);
  expect(await seriousFlaws(page)).toEqual([]);
  if (shots) await page.screenshot({ path: `${shots}/embed-open.png` });

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Открыть чат', exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-expanded'))).toBe('false');
  // Closed, it reads nothing.
  await say(made.expert, made.room.id, 'Он уже в пути');
  await page.getByRole('button', { name: 'Открыть чат (непрочитанных: 1)' }).waitFor();
  await page.context().close();
});

it('keeps no cookie and leaves no token in either page', async () => {
  const page = await visit(`${market.origin}/#shown`);
  const frame = await frameOf(page);
  await frame.locator('article', { hasText: 'Здравствуйте!' }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
  // This Chromium gives a foreign frame no storage at all; one that does has no token there either.
  const kept = await frame.evaluate(() => {
    try {
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
    } catch {
      return 'nothing';
    }
  });
  expect(kept + (await frame.evaluate(() => document.cookie))).not.toMatch(/eyJ/);
  const sandbox = await frame.frameElement().then((element) => element.getAttribute('sandbox'));
  expect(sandbox?.split(' ').sort()).toEqual(['allow-downloads', 'allow-forms', 'allow-popups', 'allow-popups-to-escape-sandbox', 'allow-same-origin', 'allow-scripts']);
  // The frame may not take its visitor somewhere else.
  await frame.evaluate(() => {
    try {
      window.top!.location.href = 'about:blank';
    } catch {
      // As it should be.
    }
  });
  expect(page.url()).toBe(`${market.origin}/#shown`);
  await page.context().close();
});

it('asks the page for a fresh identity ahead of its token’s end', async () => {
  const context = await browser.newContext({ locale: 'ru-RU' });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${market.origin}/#shown`);
  const frame = await frameOf(page);
  await page.clock.runFor(1_000);
  await frame.locator('article', { hasText: 'Здравствуйте!' }).waitFor();
  const before = market.asked;
  await page.clock.fastForward('09:00');
  await expect.poll(() => market.asked).toBe(before + 1);
  await context.close();
});

it('says that its session was ended, and comes back with a fresh identity', async () => {
  const page = await visit(`${market.origin}/#shown`);
  const frame = await frameOf(page);
  await frame.locator('article', { hasText: 'Здравствуйте!' }).waitFor();
  // Another password signs its owner out everywhere.
  await server.people.marketplace('POST', '/api/users', { ...nameOf(made.client), role: 'client', password: `another long password ${Date.now()}` });
  await frame.getByRole('heading', { name: 'Чат закрыт' }).waitFor();
  await frame.getByRole('button', { name: 'Попробовать сейчас' }).click();
  await frame.getByLabel('Введите сообщение…').fill('Я снова здесь');
  await frame.getByLabel('Введите сообщение…').press('Enter');
  await expect.poll(async () => (await messagesOf(made.expert, made.room.id)).map(({ message }) => message)).toContain('Я снова здесь');
  await page.context().close();
});

it('asks for a chat that nobody has opened yet until the server is there', async () => {
  const opened = made;
  try {
    made = { ...opened, order: opened.order + 500_000 };
    await server.people.marketplace('PUT', `/api/orders/${made.order}`, { title: 'Ещё без чата', client: nameOf(made.client), open_chat: false });
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, locale: 'ru-RU' });
    let refusals = 0;
    await context.route('**/create_for_order', (route) => ((refusals += 1) === 1 ? route.fulfill({ status: 503, json: { error: 'Сервер временно недоступен', code: 'unavailable' } }) : route.continue()));
    const page = await context.newPage();
    await page.goto(`${market.origin}/#shown`);
    const frame = await frameOf(page);
    await frame.getByLabel('Введите сообщение…').waitFor();
    expect(refusals).toBeGreaterThan(1);
    await context.close();
  } finally {
    made = opened;
  }
});

it('hears only the page around it, at its origin', async () => {
  const page = await visit(`${market.origin}/`);
  const frame = await frameOf(page);
  await page.getByRole('button', { name: /^Открыть чат/ }).waitFor();
  const before = await launcher(page).getAttribute('aria-label');
  // Words of the page itself to itself, and of the frame to itself, are nobody's.
  await page.evaluate(() => window.postMessage({ orderline: { kind: 'unread', count: 77 } }, '*'));
  await frame.evaluate(() => window.postMessage({ orderline: { kind: 'open', order: 1, language: 'en', theme: 'dark', has_close: false } }, '*'));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
  expect(await launcher(page).getAttribute('aria-label')).toBe(before);
  expect(await frame.evaluate(() => document.documentElement.lang)).toBe('ru');
  await page.context().close();
});

it('is refused in a page that is not listed, whatever that page says of itself', async () => {
  const page = await visit(`${stranger.origin}/#shown`);
  await page.getByRole('alert').filter({ hasText: 'Чат не открылся' }).waitFor();
  if (shots) await page.screenshot({ path: `${shots}/embed-refused.png` });
  // It lies about its origin: the browser does not show the frame.
  await page.evaluate((src) => {
    const liar = document.createElement('iframe');
    liar.src = src;
    liar.name = 'liar';
    const loaded = new Promise((resolve) => liar.addEventListener('load', resolve));
    document.body.append(liar);
    return loaded.then(() => undefined);
  }, `${server.url}/embed?parent=${encodeURIComponent(market.origin)}`);
  await expect.poll(() => page.frames().find((frame) => frame.name() === 'liar')?.url()).toMatch(/^chrome-error:/);

  // An administrator allows it, and takes it away again: the page shows the chat from its next load on, and no more.
  const admin = await server.people.makeUser('admin');
  const { body: allowed } = await admin.http<AllowedFrame>('POST', '/api/admin/frames', { origin: stranger.origin, note: '' });
  await page.reload();
  await (await frameOf(page)).locator('article', { hasText: 'Здравствуйте!' }).waitFor();
  expect((await admin.http('DELETE', `/api/admin/frames/${allowed.id}`)).status).toBe(204);
  await page.reload();
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await page.context().close();
});

it('fills the screen of a phone, and goes away by its own button', async () => {
  const page = await visit(`${market.origin}/#shown&theme=dark`, { width: 360, height: 740 });
  const frame = await frameOf(page);
  await frame.locator('article', { hasText: 'Здравствуйте!' }).waitFor();
  await expect.poll(() => frame.frameElement().then((element) => element.boundingBox())).toEqual({ x: 0, y: 0, width: 360, height: 740 });
  await expect.poll(() => frame.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  if (shots) await page.screenshot({ path: `${shots}/embed-phone.png` });
  await frame.getByRole('button', { name: 'Свернуть чат' }).click();
  await page.getByRole('button', { name: /^Открыть чат/ }).waitFor();
  await page.context().close();
});
