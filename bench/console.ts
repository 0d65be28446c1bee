import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chromium, type Browser, type Page, type WebSocketRoute } from 'playwright-core';
import { createMarketplace } from '../server/demo/marketplace';
import { measureBareStart } from './bare_start';
import { execute, fillInbox, fillRoom } from './fill';
import { kilobytes, ms, percentile, type Figure } from './measure';
import { instruments, type Watched } from './page_instruments';
import { API_KEY, startBenchServer, type BenchServer } from './server';

/** The console in a real Chromium on the real server: an inbox of ten thousand rooms, one of them with a hundred thousand messages. */

const ROOMS = Number(process.env.BENCH_ROOMS ?? 10_000);
const LONG = 100_000;
const FIRST_ORDER = 5_000_000;
const EMAIL = 'console@bench.test';
const PASSWORD = 'a bench password';
const SWITCHES = Number(process.env.BENCH_SWITCHES ?? 2_000);
const WARM = 100;
const FACTS_MS = 10_000;
const FACT_EVERY_MS = 10;
const WAIT = { timeout: 180_000 };
/** A line to a distant office: 10 Mbit/s and 40 ms. */
const SLOW_LINE = { offline: false, latency: 40, downloadThroughput: 10_000_000 / 8, uploadThroughput: 10_000_000 / 8 };
const COLD_RUNS = 5;

type Desk = { page: Page; socket: () => WebSocketRoute; rooms: readonly { id: number; client: number }[] };

/** All figures of the console. */
export async function measureConsole(): Promise<Figure[]> {
  const server = await startBenchServer();
  const browser = await chromium.launch({ executablePath: chromiumPath(), chromiumSandbox: false, args: ['--disable-gpu', '--no-first-run', '--enable-precise-memory-info'] });
  try {
    const rooms = await fill(server);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    await context.addInitScript(instruments);
    const page = await context.newPage();
    const desk: Desk = { page, socket: await wire(page), rooms };
    const figures = await measureColdSignIn(browser, server);
    process.stdout.write(figures.map(({ what, value }) => `${what}: ${value}\n`).join(''));
    for (const measure of [measureFirstLoad, measureStart, measureUnwatchedStart, measureList, measureFacts, measureLongRoom, measureSwitches]) {
      const found = await measure(desk, server);
      process.stdout.write(found.map(({ what, value }) => `${what}: ${value}\n`).join(''));
      figures.push(...found);
    }
    await context.close();
    return figures;
  } catch (error) {
    // The server may have ended too, and then its end is waited for in vain.
    process.stderr.write(`${String(error)}\n`);
    throw error;
  } finally {
    await browser.close();
    await server.stop();
  }
}

const chromiumPath = () => execFileSync(process.execPath, ['scripts/chromium.mjs'], { encoding: 'utf8' }).trim();

async function fill(server: BenchServer): Promise<Desk['rooms']> {
  const marketplace = createMarketplace(server.url, API_KEY);
  await marketplace.putUser({ email: EMAIL, first_name: 'Console', last_name: 'Expert', role: 'expert', password: PASSWORD });
  await fillInbox(server.databaseUrl, EMAIL, ROOMS, FIRST_ORDER);
  const { room } = await marketplace.putOrder(1, { title: 'A long conversation', client: { email: 'long@bench.test', first_name: 'Long', last_name: 'Talker' }, expert: { email: EMAIL, first_name: 'Console', last_name: 'Expert' } });
  await fillRoom(server.databaseUrl, room.id, LONG);
  // Unread it would open at its first message.
  await execute(server.databaseUrl, `UPDATE participants SET read_seq = ${LONG}, changed_xid = pg_current_xact_id() WHERE room = ${room.id}`);
  await execute(server.databaseUrl, 'VACUUM ANALYZE');
  const { access_token } = await marketplace.login(EMAIL, PASSWORD);
  const answer = await fetch(`${server.url}/api/chat/rooms?limit=100`, { headers: { Authorization: `Bearer ${access_token}` } });
  const list = (await answer.json()) as { id: number; last_seq: number; participants: { role: string; user: { id: number } }[] }[];
  return list.filter(({ last_seq }) => last_seq === 10).map(({ id, participants }) => ({ id, client: participants.find(({ role }) => role === 'client')!.user.id }));
}

/** The page's own live connection, into which the benchmark can put facts. */
async function wire(page: Page): Promise<() => WebSocketRoute> {
  let socket: WebSocketRoute | null = null;
  await page.routeWebSocket(/socket\.io/, (route) => {
    socket = route;
    route.connectToServer();
  });
  return () => socket!;
}

const caughtUp = (page: Page) => page.locator('.status[data-caught-up="true"]').waitFor(WAIT);
const watched = (page: Page) => page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
const startWatching = (page: Page) => page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.reset());

/** Nothing of the page is on this device yet: until whoever opens it can sign in. */
async function measureColdSignIn(browser: Browser, server: BenchServer): Promise<Figure[]> {
  const once = async (line: typeof SLOW_LINE | null) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    await context.addInitScript(instruments);
    const page = await context.newPage();
    if (line) {
      const cdp = await context.newCDPSession(page);
      await cdp.send('Network.enable');
      await cdp.send('Network.emulateNetworkConditions', line);
    }
    await page.goto(`${server.url}/console`);
    const shown = await page.waitForFunction(() => Math.max(0, (globalThis as unknown as { watched: Watched }).watched.signIn), undefined, WAIT);
    const at = await shown.jsonValue();
    const bytes = await page.evaluate(() => performance.getEntries().reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming && entry.responseEnd < performance.now() ? entry.encodedBodySize : 0), 0));
    await context.close();
    return { at, bytes };
  };
  const runs = async (line: typeof SLOW_LINE | null) => {
    const all: Awaited<ReturnType<typeof once>>[] = [];
    for (let run = 0; run < COLD_RUNS; run += 1) all.push(await once(line));
    return { at: percentile(all.map(({ at }) => at), 0.5), bytes: percentile(all.map(({ bytes }) => bytes), 0.5) };
  };
  const near = await runs(null);
  const far = await runs(SLOW_LINE);
  return [
    { what: `console, nothing kept: sign-in painted after the navigation (median of ${COLD_RUNS})`, value: ms(near.at) },
    { what: 'the same over 10 Mbit/s and 40 ms, and what had come by then', value: `${ms(far.at)}, ${kilobytes(far.bytes)}` },
  ];
}

/** The very first time: everything comes from the server. */
async function measureFirstLoad({ page }: Desk, server: BenchServer): Promise<Figure[]> {
  const loaded = await signIn(page, server);
  const { long } = await watched(page);
  return [
    { what: `console, ${ROOMS} rooms: first load, everything from the server`, value: ms(loaded) },
    { what: `console, ${ROOMS} rooms: longest task of the first load and of keeping it`, value: ms(Math.max(0, ...long)) },
  ];
}

/** Signs in and waits until everything is kept; answers how many milliseconds the list took. */
async function signIn(page: Page, server: BenchServer): Promise<number> {
  await page.goto(`${server.url}/console`);
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const begun = performance.now();
  await caughtUp(page);
  const loaded = performance.now() - begun;
  await page.waitForFunction(keptRooms, ROOMS + 1, WAIT);
  return loaded;
}

/** The same start with no debugger attached. */
async function measureUnwatchedStart(_desk: Desk, server: BenchServer): Promise<Figure[]> {
  const painted = await measureBareStart(chromiumPath(), `${server.url}/console`, async (page) => {
    await signIn(page, server);
    await page.evaluate(() => navigator.serviceWorker.ready);
  });
  return [{ what: `console, ${ROOMS} rooms kept: list painted after the navigation, no debugger attached (median of 7, a new tab each)`, value: ms(painted) }];
}

/** True when so many rooms are kept, with the cursor that belongs to them. */
async function keptRooms(count: number): Promise<boolean> {
  const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('orderline-cache'))?.name;
  if (!name) return false;
  const asked = <T>(request: IDBRequest<T>) => new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const db = await asked(indexedDB.open(name));
  const tx = db.transaction(['rooms', 'single']);
  const [rooms, head] = [await asked(tx.objectStore('rooms').count()), (await asked(tx.objectStore('single').get('head'))) as { inbox: { cursor: string | null } } | undefined];
  db.close();
  return rooms === count && head?.inbox.cursor != null;
}

/** Every further time, in a tab of its own: the list stands before the server has answered. By then the browser has kept the page itself, as it has for whoever starts a second time. */
async function measureStart({ page }: Desk, server: BenchServer): Promise<Figure[]> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const runs: Record<'html' | 'fetched' | 'script' | 'painted' | 'whole' | 'long', number>[] = [];
  for (let run = 0; run < 7; run += 1) {
    const tab = await page.context().newPage();
    await tab.goto(`${server.url}/console`, { waitUntil: 'commit' });
    await caughtUp(tab);
    const { script, painted, whole, long } = await watched(tab);
    const html = await tab.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseEnd);
    runs.push({ html, fetched: script, script: painted - script, painted, whole, long: Math.max(0, ...long) });
    await tab.close();
  }
  const middle = (name: keyof (typeof runs)[number]) => ms(percentile(runs.map((run) => run[name]), 0.5));
  return [
    { what: `console, ${ROOMS} rooms kept: list painted after the navigation (median of 7, a new tab each)`, value: middle('painted') },
    { what: 'of it until the page, and until its script, was there', value: `${middle('html')}, ${middle('fetched')}` },
    { what: 'of it from there to the paint', value: middle('script') },
    { what: `console, ${ROOMS} rooms kept: the whole list there after the navigation`, value: middle('whole') },
    { what: `console, ${ROOMS} rooms kept: longest task of the start`, value: middle('long') },
  ];
}

/** Scrolling through the list. */
async function measureList({ page }: Desk): Promise<Figure[]> {
  await startWatching(page);
  await page.evaluate(async () => {
    const list = document.querySelector('.room-list')!;
    for (let frame = 0; frame < 300; frame += 1) {
      list.scrollTop += frame % 100 < 70 ? 300 : -200;
      await new Promise(requestAnimationFrame);
    }
    list.scrollTop = 0;
  });
  const { frames } = await watched(page);
  return [{ what: `console, ${ROOMS} rooms: scrolling the list, frame p95 / longest`, value: `${ms(percentile(frames, 0.95))} / ${ms(Math.max(...frames))}` }];
}

/** A hundred facts a second, while somebody types. */
async function measureFacts({ page, socket, rooms }: Desk): Promise<Figure[]> {
  await page.locator('.room-row .room-open').first().click();
  const field = page.locator('.pane').getByRole('textbox').first();
  await field.click();
  await page.waitForTimeout(1_000);
  await startWatching(page);
  const numbers = new Map<number, number>();
  let sent = 0;
  const begun = performance.now();
  const facts = setInterval(() => {
    // However late the timer is, a hundred a second have gone by then.
    for (; sent < (performance.now() - begun) / FACT_EVERY_MS; sent += 1) socket().send(fact(rooms[1 + ((sent * 37) % (rooms.length - 1))]!, numbers));
  }, FACT_EVERY_MS);
  while (performance.now() - begun < FACTS_MS) await page.keyboard.press('KeyA', { delay: 40 });
  clearInterval(facts);
  const { long, keys, keysPainted, frames } = await watched(page);
  await field.fill('');
  return [
    { what: `console, ${ROOMS} rooms, ${Math.round((sent * 1000) / FACTS_MS)} messages a second: tasks over 50 ms in 10 s / longest`, value: `${long.length} / ${ms(Math.max(0, ...long))}` },
    { what: 'the same while typing: key to drawn p50 / p95', value: `${ms(percentile(keys, 0.5))} / ${ms(percentile(keys, 0.95))}` },
    { what: 'the same while typing: key to the end of its frame p50 / p95', value: `${ms(percentile(keysPainted, 0.5))} / ${ms(percentile(keysPainted, 0.95))}` },
    { what: 'the same: frame p95 / longest', value: `${ms(percentile(frames, 0.95))} / ${ms(Math.max(...frames))}` },
  ];
}

/** A message that a client has just written, as the server tells it. */
function fact(room: { id: number; client: number }, numbers: Map<number, number>): string {
  const number = (numbers.get(room.id) ?? 10) + 1;
  numbers.set(room.id, number);
  const created_at = new Date().toISOString();
  const message = {
    id: 1_000_000_000 + room.id * 1_000 + number, room: room.id, seq: number, rev: number, client_message_id: randomUUID(), sender: room.client, sender_name: 'Client', message: `Message number ${number}`,
    file: null, attachments: [], reply_to: null, reply: null, is_read: false, created_at, edited_at: null, deleted_at: null,
  };
  return `42${JSON.stringify(['message:posted', { message, owed_since: created_at }])}`;
}

/** A room with a hundred thousand messages, read upwards. */
async function measureLongRoom({ page }: Desk): Promise<Figure[]> {
  await page.reload();
  await caughtUp(page);
  await page.locator('#room-search').fill('A long conversation');
  const row = page.locator('.room-row', { hasText: 'A long conversation' }).locator('.room-open');
  await row.waitFor(WAIT);
  // The list has come to rest, and what the start left behind is done.
  await page.evaluate(() => new Promise((rested) => requestIdleCallback(rested)));
  const shown = await row.evaluate(showsNewest, `Message number ${LONG} `);
  await startWatching(page);
  await page.evaluate(async () => {
    for (let frame = 0; frame < 600; frame += 1) {
      // The chat that the conveyor brings next is drawn too, out of sight; and the one in sight is drawn anew once it is known to be all.
      const box = [...document.querySelectorAll('.timeline-scroller')].find((one) => one.checkVisibility())!;
      box.scrollTop -= 60;
      await new Promise(requestAnimationFrame);
    }
  });
  const { frames, long } = await watched(page);
  return [
    { what: `room of ${LONG} messages: shown after the click`, value: ms(shown) },
    { what: `room of ${LONG} messages: reading upwards, frame p95 / longest, tasks over 50 ms`, value: `${ms(percentile(frames, 0.95))} / ${ms(Math.max(...frames))}, ${long.length}` },
  ];
}

/** Milliseconds from a click on the row until the message stands on screen. */
async function showsNewest(row: HTMLElement, text: string): Promise<number> {
  const begun = performance.now();
  row.click();
  const isShown = () => [...document.querySelectorAll('.pane .bubble')].some((bubble) => bubble.checkVisibility() && bubble.textContent?.includes(text));
  while (!isShown()) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}

/** From room to room all day: what stays in memory. */
async function measureSwitches({ page }: Desk): Promise<Figure[]> {
  await page.reload();
  await caughtUp(page);
  await page.locator('.room-row .room-open').first().click();
  const cdp = await page.context().newCDPSession(page);
  const heap = async () => {
    await page.waitForTimeout(2_000);
    await cdp.send('HeapProfiler.collectGarbage');
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
  };
  const times = await page.evaluate(switchRooms, WARM);
  const before = await heap();
  times.push(...(await page.evaluate(switchRooms, SWITCHES - WARM)));
  const after = await heap();
  return [
    { what: `switching rooms ${SWITCHES} times: heap after the first ${WARM} / at the end`, value: `${before.toFixed(1)} MB / ${after.toFixed(1)} MB` },
    { what: 'switching rooms: click to the conversation, p50 / p95', value: `${ms(percentile(times, 0.5))} / ${ms(percentile(times, 0.95))}` },
  ];
}

/** Goes down the list room by room, each shown with its messages before the next. */
async function switchRooms(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const place = (row: Element) => Number(row.getAttribute('aria-posinset'));
    const rows = [...document.querySelectorAll('.room-row')].sort((one, two) => place(one) - place(two));
    const next = rows[rows.findIndex((row) => row.classList.contains('is-focused')) + 1] ?? rows[0];
    const order = /#\d+/.exec(next?.querySelector('.room-title')?.textContent ?? '')?.[0] ?? '';
    const begun = performance.now();
    next?.querySelector<HTMLElement>('.room-open')?.click();
    while (performance.now() - begun < 2_000) {
      await new Promise(requestAnimationFrame);
      if (document.querySelector('.pane-order')?.textContent?.startsWith(order) && document.querySelector('.pane .bubble')) break;
    }
    times.push(performance.now() - begun);
  }
  return times;
}
