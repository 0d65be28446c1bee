import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { percentile } from './measure';

const RUNS = 7;
/** By then the console has done all that a start does. */
const RESTED_MS = 4_000;
const ARGS = ['--disable-gpu', '--no-first-run', '--no-sandbox', '--headless=new', '--window-size=1280,800', '--lang=en-US'];

/**
 * The start as people have it: with a debugger attached the browser reads the script again for the places of its lines. So tabs are opened by
 * the browser's own address for that, and it is asked afterwards when it has painted. Answers the median of milliseconds from the
 * navigation until the list of rooms was painted. `signIn`: brings a page to where everything is kept.
 */
export async function measureBareStart(executablePath: string, url: string, signIn: (page: Page) => Promise<void>): Promise<number> {
  const profile = mkdtempSync(join(tmpdir(), 'orderline-bench-profile-'));
  try {
    const first = await chromium.launchPersistentContext(profile, { executablePath, chromiumSandbox: false, args: ARGS, viewport: null, locale: 'en-US' });
    await signIn(first.pages()[0] ?? (await first.newPage()));
    await first.close();
    const browser = spawn(executablePath, [...ARGS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], { stdio: 'ignore' });
    try {
      const address = `http://127.0.0.1:${await portOf(profile)}`;
      await pause(RESTED_MS);
      const times: number[] = [];
      for (let run = 0; run < RUNS; run += 1) times.push(await startOnce(address, url));
      return percentile(times, 0.5);
    } finally {
      await end(browser);
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function portOf(profile: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      return readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]!;
    } catch {
      await pause(100);
    }
  }
  throw new Error('the browser has opened no port');
}

async function startOnce(address: string, url: string): Promise<number> {
  await fetch(`${address}/json/new?${encodeURIComponent(url)}`, { method: 'PUT' });
  await pause(RESTED_MS);
  const browser = await chromium.connectOverCDP(address);
  const page = browser.contexts()[0]!.pages().find((one) => one.url().startsWith(url))!;
  const painted = await page.evaluate(listPainted);
  await page.close();
  await browser.close();
  return painted;
}

/** When the list was painted: it is the first thing with text that a start paints, and stands there by what the page itself notes, too. */
function listPainted(): number {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  if (!paint) throw new Error('nothing was painted');
  return paint.startTime;
}

async function end(browser: ChildProcess): Promise<void> {
  if (browser.exitCode !== null) return;
  const over = once(browser, 'exit');
  browser.kill();
  await over;
}
