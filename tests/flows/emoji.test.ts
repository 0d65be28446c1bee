import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFlaws } from '../support/axe';
import { openClientPage, type ChatPage, type OpenOptions } from '../support/chat_pages';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ServedOrder } from '../support/console_page';
import type { Person } from '../support/people';
import { messagesOf } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Emoji on both pages in a real Chromium. */

const FIELD = 'Введите сообщение…';

let browser: Browser;
let server: TestServer;
let expert: Person;
let served: ServedOrder;
let opened: ChatPage[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  expert = await server.people.makeUser('expert');
  served = await makeOrder(server, expert, 'Диплом', undefined, 'Здравствуйте!');
});
afterEach(async () => {
  await Promise.all(opened.map(({ context }) => context.close()));
  opened = [];
});

async function client(options: OpenOptions = {}): Promise<ChatPage> {
  const page = await openClientPage(browser, await server.people.invite(served.order), options);
  opened.push(page);
  await page.page.getByLabel(options.locale === 'en-US' ? 'Type a message…' : FIELD).waitFor();
  return page;
}

const texts = async () => (await messagesOf(expert, served.room)).map(({ message }) => message);

describe('the picker', () => {
  it('loads its data only when it is asked for, and nothing from elsewhere', async () => {
    const visitor = await client();
    const asked: string[] = [];
    visitor.page.on('request', (request) => asked.push(request.url()));
    await visitor.page.getByRole('button', { name: 'Эмодзи' }).click();
    await visitor.page.getByRole('option', { name: 'широко улыбается' }).first().waitFor();
    expect(asked.some((url) => url.includes('emoji'))).toBe(true);
    expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
  });

  it('finds in both languages, walks by arrows, chooses by Enter, and gives the field back', async () => {
    const visitor = await client();
    const { page } = visitor;
    await page.getByLabel(FIELD).fill('Спасибо ');
    await page.getByRole('button', { name: 'Эмодзи' }).click();
    const search = page.getByRole('combobox', { name: 'Найти эмодзи' });
    await search.fill('ракета');
    await expect.poll(() => page.locator('.emoji-cell[aria-selected="true"]').textContent()).toBe('🚀');
    await search.fill('rocket');
    await expect.poll(() => page.locator('.emoji-cell[aria-selected="true"]').textContent()).toBe('🚀');
    await search.press('Enter');
    await expect.poll(() => page.getByLabel(FIELD).inputValue()).toBe('Спасибо 🚀');
    await expect.poll(() => hasFocus(page.getByLabel(FIELD))).toBe(true);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(texts).toContain('Спасибо 🚀');
  });

  it('keeps what was chosen last in front, walks over lines, and closes by Escape', async () => {
    const visitor = await client();
    const { page } = visitor;
    const open = () => page.getByRole('button', { name: 'Эмодзи' }).click();
    await open();
    await page.getByRole('combobox', { name: 'Найти эмодзи' }).fill('ракета');
    await page.keyboard.press('Enter');
    await open();
    await page.getByRole('group', { name: 'Недавние' }).getByRole('option', { name: 'ракета' }).waitFor();
    await expect.poll(() => page.locator('.emoji-cell[aria-selected="true"]').textContent()).toBe('🚀');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('.emoji-cell[aria-selected="true"]').textContent()).toBe('😀');
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(page.getByLabel(FIELD))).toBe(true);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('gives people the skin tone that was chosen, also after a reload', async () => {
    const visitor = await client();
    const { page } = visitor;
    await page.getByRole('button', { name: 'Эмодзи' }).click();
    await page.getByRole('radio', { name: 'средний' }).check({ force: true });
    await page.getByRole('combobox', { name: 'Найти эмодзи' }).fill('wave');
    await expect.poll(() => page.locator('.emoji-cell[aria-selected="true"]').textContent()).toBe('👋🏽');
    await page.reload();
    await page.getByLabel(FIELD).pressSequentially(':wave');
    await page.getByRole('listbox').getByText('👋🏽').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel(FIELD).inputValue()).toBe('👋🏽');
  });

  it.each([{ width: 360, locale: 'ru-RU' }, { width: 360, locale: 'en-US' }])('fits a phone without serious flaws: $width $locale', async (options) => {
    const visitor = await client({ ...options, height: 700 });
    await visitor.page.getByRole('button', { name: options.locale === 'en-US' ? 'Emoji' : 'Эмодзи' }).click();
    const panel = visitor.page.getByRole('dialog');
    await panel.locator('.emoji-cell').first().waitFor();
    const box = await panel.boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(options.width);
    expect(box!.y).toBeGreaterThanOrEqual(0);
    expect(await seriousFlaws(visitor.page)).toEqual([]);
  });
});

describe('names in the text', () => {
  it('open a list in both languages: arrows and Tab choose, Escape lets the text be', async () => {
    const console = await openDesk(browser, server, expert);
    opened.push(console);
    await console.opener(served.order).click();
    // What has not been on the screen yet would hold an answer.
    await console.bubble('Здравствуйте!').first().waitFor();
    const field = console.field(served.order);
    await field.pressSequentially('Готово :smil');
    const list = console.page.getByRole('listbox', { name: 'Эмодзи по названию' });
    await list.getByRole('option').first().waitFor();
    await expect.poll(async () => (await field.getAttribute('aria-activedescendant')) === (await list.getByRole('option', { selected: true }).getAttribute('id'))).toBe(true);
    expect(await seriousFlaws(console.page)).toEqual([]);
    await field.press('ArrowDown');
    await expect.poll(() => list.getByRole('option').nth(1).getAttribute('aria-selected')).toBe('true');
    const second = await list.getByRole('option').nth(1).locator('.completion-emoji').textContent();
    await field.press('Tab');
    await expect.poll(() => field.inputValue()).toBe(`Готово ${second}`);
    await field.pressSequentially(' :ракет');
    await list.getByText('🚀', { exact: true }).waitFor();
    await field.press('Escape');
    await list.waitFor({ state: 'detached' });
    await field.press('Enter');
    await expect.poll(texts).toContain(`Готово ${second} :ракет`);
  });

  it('stay out of the way of times, addresses and short words', async () => {
    const visitor = await client();
    const field = visitor.page.getByLabel(FIELD);
    for (const text of ['в 12:30', 'https://example.org', 'вот :)', 'a:smile']) {
      await field.fill('');
      await field.pressSequentially(text);
      await field.press('Enter');
      await expect.poll(texts).toContain(text);
    }
  });
});

describe('lone emoji', () => {
  it('are shown large, up to three of them', async () => {
    const visitor = await client();
    for (const [index, text] of ['👍', '👩‍💻🇷🇺❤️', '👍👍👍👍', 'да 👍'].entries()) {
      await visitor.write(text);
      await expect.poll(() => visitor.page.locator('article').count()).toBe(index + 2);
    }
    const large = visitor.page.locator('.bubble.is-emoji .bubble-text');
    await expect.poll(() => large.evaluateAll((nodes) => nodes.map((node) => node.firstChild?.textContent))).toEqual(['👍', '👩‍💻🇷🇺❤️']);
  });
});
