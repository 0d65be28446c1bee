// Makes the pictures of docs/pictures anew: the built server with its demo on a temporary database, both pages in Chromium.
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { overviewPage } from './screenshots/overview.mjs';
import { openClient, openConsole, talk, whileTyping } from './screenshots/people.mjs';
import { startDemo } from './screenshots/server.mjs';

const folder = resolve(import.meta.dirname, '../docs/pictures');
const MAX_BYTES = 400_000;

const executablePath = findChromium();
if (executablePath === null) throw new Error('No Chromium is to be had: install one, or name it in CHROMIUM_PATH.');
mkdirSync(folder, { recursive: true });
await build(['server', 'client', 'console']);
const demo = await startDemo();
// Containers cannot give it its sandbox, and it shows nothing but our own pages.
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });

try {
  const phone = await openClient(browser, demo.invite, { locale: 'ru-RU', colorScheme: 'light' });
  const light = await openConsole(browser, demo.url, { locale: 'ru-RU', colorScheme: 'light' });
  await talk(light, phone);
  await whileTyping(light, phone, () => shoot(light, 'console-light'));
  await phone.locator('.composer-field').blur();
  await shoot(phone, 'client-light');
  await phone.emulateMedia({ colorScheme: 'dark' });
  await shoot(phone, 'client-dark');
  await light.context().close();

  const dark = await openConsole(browser, demo.url, { locale: 'en-GB', colorScheme: 'dark' });
  await shoot(dark, 'console-dark');

  const overview = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await overview.setContent(overviewPage(join(folder, 'console-light.png'), join(folder, 'client-light.png')));
  await shoot(overview, 'overview');
} finally {
  await browser.close();
  await demo.stop();
}

async function shoot(page, name) {
  const path = join(folder, `${name}.png`);
  // Motion and a blinking caret would make every run another picture.
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const bytes = statSync(path).size;
  console.log(`${name}.png ${(bytes / 1000).toFixed(0)} kB`);
  if (bytes > MAX_BYTES) throw new Error(`${name}.png is larger than ${MAX_BYTES / 1000} kB.`);
}
