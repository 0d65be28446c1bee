import { chromium, type Browser } from 'playwright-core';
import { createMarketplace } from '../server/demo/marketplace';
import { chromiumOptions } from '../tests/support/chromium';
import { startFarWire } from './far_wire';
import { median, ms, type Figure } from './measure';
import { API_KEY, startBenchServer } from './server';

const RUNS = 5;
/** A city's mobile network, and one far enough away to count exchanges by. */
const NEAR_MS = 40;
const FAR_MS = 240;

const CLIENT = { email: 'visitor@bench.test', first_name: 'Bench', last_name: 'Visitor' };
const EXPERT = { email: 'host@bench.test', first_name: 'Bench', last_name: 'Host' };

/** Milliseconds since the page's HTML was there. */
type Marks = { painted: number; connected: number };

/** Notes in the page when its connection was let in, and when its first message was painted. Complete in itself: it is sent there as text. */
function watch(): void {
  const watched = { painted: 0, connected: 0 };
  (globalThis as unknown as { watched: typeof watched }).watched = watched;
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        if (watched.connected === 0 && String(data).startsWith('40')) watched.connected = performance.now();
      });
    }
  };
  const looking = new MutationObserver(() => {
    if (document.querySelector('.bubble') === null) return;
    looking.disconnect();
    // A task after a frame's callbacks runs when the frame has been drawn.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (watched.painted = performance.now());
      port2.postMessage(null);
    });
  });
  looking.observe(document, { childList: true, subtree: true });
}

/** How long a client waits for the first message, by invite link and with an empty cache, and how much of that is the network's distance. */
export async function measureFirstMessage(): Promise<Figure[]> {
  const wire = await startFarWire();
  const server = await startBenchServer([], { ALLOWED_ORIGINS: wire.url });
  wire.port = Number(new URL(server.url).port);
  const browser = await chromium.launch(chromiumOptions());
  try {
    const marketplace = createMarketplace(server.url, API_KEY);
    const { room } = await marketplace.putOrder(1, { title: 'A first look', client: CLIENT, expert: EXPERT });
    await marketplace.putUser({ ...EXPERT, role: 'expert', password: 'a bench password' });
    const { access_token } = await marketplace.login(EXPERT.email, 'a bench password');
    for (let number = 1; number <= 20; number += 1) await marketplace.post(access_token, room.id, `Message number ${number}`);
    const visits = async (roundTripMs: number) => {
      wire.roundTripMs = roundTripMs;
      const marks: Marks[] = [];
      // The first one warms server and browser up.
      for (let run = 0; run <= RUNS; run += 1) {
        const { url } = await marketplace.invite(1);
        marks.push(await visit(browser, wire.url + new URL(url).pathname + new URL(url).hash));
      }
      const middle = (of: (one: Marks) => number) => median(marks.slice(1).map(of));
      return { fromPage: middle(({ painted }) => painted), fromConnection: middle(({ painted, connected }) => painted - connected) };
    };
    const [here, near, far] = [await visits(0), await visits(NEAR_MS), await visits(FAR_MS)];
    const exchanges = (of: 'fromPage' | 'fromConnection') => ((far[of] - here[of]) / FAR_MS).toFixed(1);
    return [
      { what: `client page by invite link, empty cache, ${NEAR_MS} ms of round trip: first message painted after the page's HTML`, value: ms(near.fromPage) },
      { what: 'the same without any distance', value: ms(here.fromPage) },
      { what: "round trips between the page's HTML and the first message, those that make connections included", value: exchanges('fromPage') },
      { what: 'of them after the live connection was let in', value: exchanges('fromConnection') },
    ];
  } finally {
    await browser.close();
    wire.close();
    await server.stop();
  }
}

async function visit(browser: Browser, url: string): Promise<Marks> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-US' });
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => (globalThis as unknown as { watched: Marks }).watched.painted > 0, undefined, { polling: 50 });
  const { html, painted, connected } = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return { html: navigation!.responseEnd, ...(globalThis as unknown as { watched: Marks }).watched };
  });
  await context.close();
  return { painted: painted - html, connected: connected - html };
}
