import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium';
import { hasFocus, makeOrder, openDesk, type ConsoleDesk } from '../support/console_page';
import { someone, type Person } from '../support/people';
import { roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* From one owed room to the next by one key, on the real server. */

const WAIT = { timeout: 30_000, interval: 50 };

let browser: Browser;
let server: TestServer;
let expert: Person;
let desk: ConsoleDesk;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
});

afterEach(async () => {
  await desk.context.close();
  expect(desk.complaints()).toEqual([]);
});

const anOrder = (title: string, ...said: string[]) => makeOrder(server, expert, title, someone('Мария', title), ...said);

async function enter(options: Parameters<typeof openDesk>[3] = {}): Promise<Page> {
  desk = await openDesk(browser, server, expert, options);
  return desk.page;
}

/** The order that is shown with the keys in its composer, and what was said in it: an answer to what was not on the screen would be held. */
async function isAt(order: number): Promise<void> {
  await expect.poll(desk.shown, WAIT).toContain(order);
  await desk.pane(order).locator('article:visible').last().waitFor();
  await expect.poll(() => hasFocus(desk.field(order)), WAIT).toBe(true);
}

describe('the conveyor', () => {
  it('sends and shows the next owed room, longest first, without those of other panes', async () => {
    const one = await anOrder('Один', 'первый');
    const beside = await anOrder('Рядом', 'второй');
    const two = await anOrder('Два', 'третий');
    const three = await anOrder('Три', 'четвёртый');
    const page = await enter({ width: 1500 });
    await desk.opener(one.order).click();
    await desk.opener(beside.order).click({ button: 'middle' });
    await page.keyboard.press('Alt+1');
    await isAt(one.order);
    await page.keyboard.type('Ответ первому');
    await page.keyboard.press('ControlOrMeta+Enter');
    await isAt(two.order);
    await expect.poll(desk.shown, WAIT).toEqual([two.order, beside.order]);
    await expect.poll(async () => (await roomOf(expert, one.room)).owed_since, WAIT).toBeNull();

    // Somebody who asks while the next one is answered stands at the end.
    await say(one.client, one.room, 'Ещё вопрос');
    await desk.row(one.order).locator('.owed-mark').waitFor();
    await page.keyboard.type('Ответ третьему');
    await page.keyboard.press('ControlOrMeta+Enter');
    await isAt(three.order);
    await page.keyboard.press('Alt+o');
    await isAt(one.order);
    await page.keyboard.press('Alt+o');
    await isAt(three.order);
    await page.keyboard.type('Ответ четвёртому');
    await page.keyboard.press('ControlOrMeta+Enter');
    await isAt(one.order);
    await page.keyboard.type('Ответ на ещё');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.locator('.desk-notice', { hasText: 'Больше никто не ждёт' }).waitFor();
    expect(await desk.shown()).toEqual([one.order, beside.order]);
    await expect.poll(async () => (await roomOf(expert, one.room)).owed_since, WAIT).toBeNull();
    await expect.poll(async () => (await roomOf(expert, three.room)).last_message?.message, WAIT).toBe('Ответ четвёртому');
  });

  it('goes back to the room as it was left: text, caret and place', async () => {
    const long = await anOrder('Длинный', ...Array.from({ length: 40 }, (_, index) => `сообщение ${index + 1}`));
    const other = await anOrder('Другой', 'вопрос');
    const page = await enter();
    await desk.opener(long.order).click();
    await isAt(long.order);
    await page.keyboard.type('начало конец');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
    const scroller = desk.pane(long.order).locator('.timeline-scroller:visible');
    await scroller.evaluate((node) => node.scrollTo(0, 240));
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop), WAIT).toBe(240);
    await page.keyboard.press('Alt+o');
    await isAt(other.order);
    // The chat before is kept ready behind this one, and stands before it in the page: keys mean the one that is seen.
    await page.keyboard.press('Alt+Shift+I');
    await expect.poll(() => desk.field(other.order).getAttribute('placeholder'), WAIT).toContain('Заметка');
    await page.keyboard.press('Alt+Shift+C');
    await page.keyboard.press('Alt+E');
    await expect.poll(() => hasFocus(desk.pane(other.order).locator('.emoji-search')), WAIT).toBe(true);
    await page.keyboard.press('Escape');
    await isAt(other.order);
    await say(long.client, long.room, 'пока вас не было');
    await page.keyboard.press('Alt+Shift+o');
    await isAt(long.order);
    await page.keyboard.type('и ');
    await expect.poll(() => desk.field(long.order).inputValue(), WAIT).toBe('начало и конец');
    await expect.poll(() => scroller.evaluate((node) => node.scrollTop), WAIT).toBe(240);
    expect((await roomOf(expert, other.room)).owed_since).not.toBeNull();
  });

  it('stays where the text cannot be sent', async () => {
    const one = await anOrder('Один', 'первый');
    await anOrder('Два', 'второй');
    const page = await enter();
    await desk.opener(one.order).click();
    await desk.field(one.order).fill('я'.repeat(10_001));
    await page.keyboard.press('ControlOrMeta+Enter');
    await desk.pane(one.order).locator('.composer-note:visible').waitFor();
    await isAt(one.order);
    expect((await roomOf(expert, one.room)).last_seq).toBe(1);
  });
});
