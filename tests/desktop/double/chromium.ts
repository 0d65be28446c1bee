import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { app, lastDeeds } from './app';

const FLAGS = [
  ...['--headless=new', '--remote-debugging-port=0', '--no-first-run', '--no-default-browser-check', '--disable-gpu', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-extensions', '--mute-audio'],
  ...['--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding'],
  ...['--password-store=basic', '--use-mock-keychain', '--no-sandbox', '--force-color-profile=srgb', '--hide-scrollbars'],
  // No process is kept ready for a next page: a window has one page.
  '--disable-features=SpareRendererForSitePerProcess',
];

export type Started = { browser: Browser; context: BrowserContext; endpoint: string };
/** By partition. */
const started = new Map<string, Promise<Started>>();

/** The browser whose pages are the program's windows, one for each partition; its profile lies in the user data, as Electron's does. */
export function startChromium(partition: string): Promise<Started> {
  const known = started.get(partition) ?? start(partition);
  started.set(partition, known);
  return known;
}

async function start(partition: string): Promise<Started> {
  const program = process.env.ORDERLINE_DOUBLE_CHROMIUM;
  if (program === undefined) throw new Error('The double needs to know its Chromium');
  const profile = join(app.getPath('userData'), `chromium${partition.replace(/\W/g, '_')}`);
  mkdirSync(profile, { recursive: true });
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  // In the double's own process group, so that who kills the double kills its windows too.
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGKILL'));
  child.on('exit', () => {
    if (!app.isEnding) process.exit(70);
  });
  await until(() => existsSync(portFile) && /^\d+\n\/devtools\/./.test(readFileSync(portFile, 'utf8')), 60_000);
  const [port = '', path = ''] = readFileSync(portFile, 'utf8').split('\n');
  const endpoint = `ws://127.0.0.1:${port.trim()}${path.trim()}`;
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no window');
  lastDeeds.push(async () => {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => undefined);
    await gone;
  });
  return { browser, context, endpoint };
}

async function until(isSo: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('Chromium did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
