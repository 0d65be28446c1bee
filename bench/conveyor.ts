import { chromium, type Page } from 'playwright-core';
import { createMarketplace } from '../server/demo/marketplace';
import { chromiumOptions } from '../tests/support/chromium';
import { fillInbox } from './fill';
import { median, ms, percentile, type Figure } from './measure';
import { API_KEY, startBenchServer } from './server';

const EMAIL = 'conveyor@bench.test';
const PASSWORD = 'a bench password';
const ROOMS = 5_000;
const FIRST_ORDER = 2_000_000;
const STEPS = 100;
/** How long somebody looks at a room at least; the next one is made ready meanwhile. */
const LOOK_MS = 700;

/** Measures in the page: from the key's own time to the frame after the one in which the next room's composer has the focus. */
const WATCH = `
  window.conveyorTimes = [];
  window.addEventListener('keydown', (event) => {
    if (!event.altKey && !event.ctrlKey) return;
    if (event.key === 'Alt' || event.key === 'Control') return;
    const before = document.querySelector('.pane')?.dataset.room;
    const look = () => {
      const field = document.activeElement;
      const room = field?.closest('.pane')?.dataset.room;
      const isThere = field?.classList.contains('composer-field') && room !== before && field.getBoundingClientRect().height > 0;
      if (!isThere) return requestAnimationFrame(look);
      requestAnimationFrame(() => window.conveyorTimes.push(performance.now() - event.timeStamp));
    };
    requestAnimationFrame(look);
  }, true);`;

/** From the key to the painted composer of the next owed room, in the built console with five thousand rooms. */
export async function measureConveyor(): Promise<Figure[]> {
  const server = await startBenchServer();
  const browser = await chromium.launch(chromiumOptions());
  try {
    const marketplace = createMarketplace(server.url, API_KEY);
    await marketplace.putUser({ email: EMAIL, first_name: 'Bench', last_name: 'Expert', role: 'expert', password: PASSWORD });
    await fillInbox(server.databaseUrl, EMAIL, ROOMS, FIRST_ORDER);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    await page.addInitScript(WATCH);
    await page.goto(`${server.url}/console`);
    await page.getByLabel('Email').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.status[data-caught-up="true"]').waitFor({ timeout: 120_000 });
    await page.locator('.room-open').first().click();
    await page.locator('.composer-field:focus').waitFor();
    await page.waitForTimeout(LOOK_MS);
    const skipping = await walk(page, () => page.keyboard.press('Alt+o'));
    const sending = await walk(page, async () => {
      await page.keyboard.insertText('An answer that is short.');
      await page.keyboard.press('Control+Enter');
    });
    return [
      figure('next owed, without sending', skipping),
      figure('send and next', sending),
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function walk(page: Page, press: () => Promise<void>): Promise<number[]> {
  const times = () => page.evaluate<number[]>('window.conveyorTimes');
  const before = (await times()).length;
  for (let step = 1; step <= STEPS; step += 1) {
    await press();
    await page.waitForTimeout(LOOK_MS);
    while ((await times()).length < before + step) await page.waitForTimeout(50);
  }
  return (await times()).slice(before);
}

function figure(what: string, times: readonly number[]): Figure {
  return { what: `conveyor, ${ROOMS.toLocaleString('en-US')} rooms: key to painted composer, ${what}, p50 / p95`, value: `${ms(median(times))} / ${ms(percentile(times, 0.95))}` };
}
