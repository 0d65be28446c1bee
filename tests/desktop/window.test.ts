import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { userFolder } from './user_folder';
import { bareProgram } from './bare_program';
import { call, heard } from './bridge';
import type { DesktopDriver, LaunchOptions } from './driver';
import { desktopRuntime } from './runtime';

const runtime = desktopRuntime();
const running: DesktopDriver[] = [];
let program: string;
let folder: string;

async function launch(options: Partial<LaunchOptions> = {}): Promise<DesktopDriver> {
  const driver = await runtime.launch({ folder, program, ...options });
  running.push(driver);
  return driver;
}

const theWindow = async (driver: DesktopDriver) => (await driver.surface()).windows[0];

beforeAll(() => {
  program = bareProgram();
});

beforeEach(() => {
  folder = userFolder();
});

afterEach(() => Promise.all(running.splice(0).map((driver) => driver.kill())));

test('closing hides to the tray, and the tray brings the window back', async () => {
  const driver = await launch();
  const page = await driver.page();
  await expect.poll(() => theWindow(driver)).toMatchObject({ visible: true, focused: true });
  await driver.poke({ do: 'close_window' });
  await expect.poll(() => theWindow(driver)).toMatchObject({ visible: false, focused: false });
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
  await expect.poll(() => heard(page, 'focusChanged')).toContainEqual({ focused: false });
  await driver.poke({ do: 'click_tray' });
  await expect.poll(() => theWindow(driver)).toMatchObject({ visible: true, focused: true });
  await driver.poke({ do: 'close_window' });
  await expect.poll(async () => (await theWindow(driver))?.visible).toBe(false);
  await driver.poke({ do: 'click_menu', label: 'Show Orderline' });
  await expect.poll(async () => (await theWindow(driver))?.visible).toBe(true);
  await driver.poke({ do: 'click_menu', label: 'Quit Orderline' });
  expect(await driver.ended()).toBe(0);
});

test.runIf(runtime.playsMachines).each(['no_host', 'refused'] as const)('closing ends the program where there is no tray (%s)', async (tray) => {
  const driver = await launch({ machine: { tray }, flags: ['--hidden'] });
  const page = await driver.page();
  expect(await call(page, 'getState')).toMatchObject({ has_tray: false });
  // Asked to start hidden, it shows itself all the same: nothing else would lead to it.
  await expect.poll(() => theWindow(driver)).toMatchObject({ visible: true });
  await driver.poke({ do: 'close_window' });
  expect(await driver.ended()).toBe(0);
});

test('started hidden it waits in the tray; closing ends it when that is the setting', async () => {
  const driver = await launch({ flags: ['--hidden'] });
  expect(await call(await driver.page(), 'getState')).toMatchObject({ has_tray: true, focused: false });
  expect(await theWindow(driver)).toMatchObject({ visible: false });
  await driver.poke({ do: 'click_tray' });
  expect(await theWindow(driver)).toMatchObject({ visible: true });
  await call(await driver.page(), 'setSettings', { close_to_tray: false });
  await driver.poke({ do: 'close_window' });
  expect(await driver.ended()).toBe(0);
});

test.runIf(runtime.playsMachines)('the window comes back where it was, unless that screen is gone', async () => {
  const bounds = { x: 2100, y: 60, width: 1100, height: 700 };
  const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }, { x: 1920, y: 0, width: 1600, height: 860 }];
  const first = await launch({ machine: { screens } });
  await first.page();
  await first.poke({ do: 'move_window', bounds });
  await first.quit();
  const second = await launch({ machine: { screens } });
  await expect.poll(() => theWindow(second)).toMatchObject({ bounds });
  await second.quit();
  const third = await launch({ machine: { screens: screens.slice(0, 1) } });
  await expect.poll(() => theWindow(third)).toMatchObject({ bounds: { x: 410, y: 170, width: 1100, height: 700 } });
});

test('there is one of it: a second start brings the first one forward, with its link', async () => {
  const first = await launch();
  const page = await first.page();
  await call(page, 'getState');
  await first.poke({ do: 'close_window' });
  await expect.poll(async () => (await theWindow(first))?.visible).toBe(false);
  const second = await launch({ flags: ['orderline://room/5'] });
  expect(await second.ended()).toBe(0);
  await expect.poll(() => theWindow(first)).toMatchObject({ visible: true, focused: true });
  await expect.poll(() => heard(page, 'openRoom')).toEqual([{ room: 5 }]);
});

test('a link that starts the program is kept until the page asks, once', async () => {
  const driver = await launch({ flags: ['orderline://setServer/evil.example', 'orderline://room/7'] });
  const page = await driver.page();
  expect(await call(page, 'getState')).toMatchObject({ open_room: 7, server: null });
  expect((await call(page, 'getState')).open_room).toBeNull();
  expect((await driver.surface()).protocol_clients).toEqual(['orderline']);
});

test('broken files of settings mean defaults, not a crash', async () => {
  for (const [name, text] of [['settings', '{ broken'], ['session', '\u0000'], ['alerts', '"text"']] as const) writeFileSync(join(folder, `${name}.json`), text);
  const driver = await launch();
  expect(await call(await driver.page(), 'getState')).toMatchObject({ server: null, settings: { alerts: true, badge: 'unread_messages' } });
  await call(await driver.page(), 'setSettings', { sound: false });
  expect(existsSync(join(folder, 'settings.broken.json'))).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ settings: { sound: false } });
});

test('the language follows the system and the setting', async () => {
  const driver = await launch({ machine: { locale: 'ru-RU' } });
  const page = await driver.page();
  expect((await call(page, 'getState')).language).toBe('ru');
  expect((await driver.surface()).tray?.tooltip).toBe('Orderline: Вход не выполнен');
  await call(page, 'setSettings', { language: 'en' });
  expect((await driver.surface()).tray?.tooltip).toBe('Orderline: Signed out');
});
