import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium';
import { chatPage, openClientPage, type ChatPage } from '../support/chat_pages';
import { openDesk } from '../support/console_page';
import type { Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let browser: Browser;
let server: TestServer;
let long: { order: number; room: number; expert: Person; client: Person };
const COUNT = 100_000;

beforeAll(async () => {
  browser = await launchChromium();
  server = await startServer();
  const made = await server.people.makeRoom();
  long = { ...made, room: made.room.id };
  // Ten messages an hour; the last one is as old as the test.
  for (let from = 1; from <= COUNT; from += 5_000) {
    await server.app.parts.db.rows(
      null,
      `INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at)
         SELECT p.room, n, n, p."user", p.role, gen_random_uuid(), sha256('x'), 'Сообщение номер ' || n || repeat(' и ещё слова', (n % 5)::int), now() - (${COUNT} - n) * interval '6 minutes'
           FROM generate_series($2::bigint, $2::bigint + 4999) n JOIN participants p ON p.room = $1 AND p.role = CASE WHEN n % 3 = 0 THEN 'client' ELSE 'expert' END`,
      [long.room, from],
    );
  }
  await server.app.parts.db.rows(null, `UPDATE rooms SET last_seq = $2, last_rev = $2, answered_seq = $2, changed_xid = pg_current_xact_id() WHERE id = $1`, [long.room, COUNT]);
  await server.app.parts.db.rows(null, `UPDATE participants SET read_seq = $2, changed_xid = pg_current_xact_id() WHERE room = $1`, [long.room, COUNT]);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const message = (page: ChatPage, seq: number): Locator => page.page.locator(`[data-seq="${seq}"]`);
const scroller = (page: ChatPage) => page.page.locator('.timeline-scroller');
const drawn = (page: ChatPage) => page.page.locator('[data-seq]').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['seq'])));
/** The messages on screen, top to bottom. */
const onScreen = (page: ChatPage) =>
  scroller(page).evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect();
    return [...box.querySelectorAll<HTMLElement>('[data-seq]')]
      .filter((row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom)
      .map((row) => Number(row.dataset['seq']));
  });

async function openLong(): Promise<ChatPage> {
  const page = await openClientPage(browser, await server.people.invite(long.order));
  await message(page, COUNT).waitFor();
  return page;
}

async function goToDay(page: ChatPage, day: Date): Promise<void> {
  const text = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
  await page.page.locator('.day-button').last().click();
  await page.page.locator('.day-calendar').evaluate((node, value) => {
    const input = node as HTMLInputElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  // Whoever picks a day closes the calendar with it; this one was not picked in it.
  await page.page.keyboard.press('Escape');
}

describe('a room of a hundred thousand messages', () => {
  it('goes to a day, on both ways from there without a hole, and back to the end', async () => {
    const page = await openLong();
    const day = new Date(Date.now() - 200 * 24 * 3_600_000);
    day.setHours(0, 0, 0, 0);
    await goToDay(page, day);
    await page.page.locator('[data-seq].is-shown').waitFor();
    const [found] = await page.page.locator('[data-seq].is-shown').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['seq'])));
    const [row] = await server.app.parts.db.rows<{ seq: number }>(null, `SELECT min(seq) AS seq FROM messages WHERE room = $1 AND created_at >= $2`, [long.room, day]);
    expect(found).toBe(row!.seq);

    for (const [way, turns] of [[1, 30], [-1, 60], [1, 20]] as const) {
      for (let turn = 0; turn < turns; turn += 1) {
        const before = await onScreen(page);
        await scroller(page).evaluate((box, by) => box.scrollBy(0, by), way * 600);
        await page.page.waitForFunction(() => document.querySelectorAll('[data-seq]').length > 0);
        const after = await onScreen(page);
        const all = await drawn(page);
        expect(all).toEqual(Array.from({ length: all.length }, (_, at) => all[0]! + at));
        expect(all.length).toBeLessThanOrEqual(450);
        // What was seen and is still drawn has moved the way of the reader, never against it.
        if (before.length > 0 && after.length > 0) expect((after[0]! - before[0]!) * way).toBeGreaterThanOrEqual(0);
      }
    }
    await page.page.getByRole('button', { name: 'К последним сообщениям' }).click();
    await message(page, COUNT).waitFor();
    await expect.poll(async () => (await onScreen(page)).at(-1)).toBe(COUNT);
    await page.context.close();
  });

  it('takes what is written meanwhile when the reader comes back, and reads nothing for him before', async () => {
    const page = await openLong();
    const day = new Date(Date.now() - 30 * 24 * 3_600_000);
    await goToDay(page, day);
    await page.page.locator('[data-seq].is-shown').waitFor();
    const posted = await say(long.expert, long.room, 'Пришло, пока читали старое');
    const button = page.page.getByRole('button', { name: 'К последним сообщениям' });
    await button.locator('.badge').waitFor();
    expect(await message(page, posted.seq).count()).toBe(0);
    expect((await long.client.http<{ read_seq: number }>('GET', `/api/chat/rooms/${long.room}`)).body.read_seq).toBeLessThan(posted.seq);
    await button.click();
    await message(page, posted.seq).waitFor();
    await expect.poll(async () => (await long.client.http<{ read_seq: number }>('GET', `/api/chat/rooms/${long.room}`)).body.read_seq).toBe(posted.seq);
    await page.context.close();
  });

  it('writes from far above into the end', async () => {
    const page = await openLong();
    await goToDay(page, new Date(Date.now() - 60 * 24 * 3_600_000));
    await page.page.locator('[data-seq].is-shown').waitFor();
    await page.write('Ответ издалека');
    await page.bubble('Ответ издалека').waitFor();
    await expect.poll(async () => (await drawn(page)).at(-1)).toBeGreaterThan(COUNT);
    await page.context.close();
  });
});

describe('the first unread message', () => {
  it('is where the room opens, however far it is, and is one click away from everywhere', async () => {
    // The next one is the client's.
    const readSeq = COUNT - 1_499;
    await server.app.parts.db.rows(null, `UPDATE participants SET read_seq = $2, changed_xid = pg_current_xact_id() WHERE room = $1 AND role = 'expert'`, [long.room, readSeq]);
    const readBy = async () => (await long.expert.http<{ read_seq: number }>('GET', `/api/chat/rooms/${long.room}`)).body.read_seq;
    const desk = await openDesk(browser, server, long.expert);
    await desk.opener(long.order).click();
    const page = chatPage(desk.page, desk.context);
    await expect.poll(() => onScreen(page)).toContain(readSeq + 1);
    expect(await desk.page.locator('[data-item="new"] + [data-seq]').getAttribute('data-seq')).toBe(`${readSeq + 1}`);
    await expect.poll(() => desk.field(long.order).evaluate((field) => field === document.activeElement)).toBe(true);

    await goToDay(page, new Date(Date.now() - 2 * 24 * 3_600_000));
    await desk.page.locator('.to-first-unread').click();
    await expect.poll(() => onScreen(page)).toContain(readSeq + 1);
    // Between what was read and the end nobody has been.
    expect(await readBy()).toBe(readSeq);

    await page.page.getByRole('button', { name: 'К последним сообщениям' }).click();
    await expect.poll(readBy).toBeGreaterThanOrEqual(COUNT);
    await desk.context.close();
  });
});
