import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userFolder } from './user_folder';
import { bareProgram } from './bare_program';
import { call, heard } from './bridge';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';

let program: string;
let driver: DesktopDriver;
let page: Page;

const NONE = { unread_count: 0, unread_rooms: 0, owed_rooms: 0, oldest_owed_since: null };
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const owed = (room: number, client: string, minutes: number) => ({ room, order: 1000 + room, client, title: 'Thesis', owed_since: ago(minutes) });
const tray = async () => (await driver.surface()).tray;
const labels = async () => (await tray())?.menu.filter(({ separator }) => !separator).map(({ label }) => label);

beforeAll(async () => {
  program = bareProgram();
  driver = await desktopRuntime().launch({ folder: userFolder(), program });
  page = await driver.page();
});

afterAll(() => driver?.kill());

test('icon, number, tooltip, badge and title follow what the page says, each state with a picture of its own', async () => {
  const icons = new Set<string | undefined>();
  const look = async () => icons.add((await tray())?.icon);
  await look();
  await call(page, 'setConnection', { state: 'online' });
  await call(page, 'setTotals', { totals: NONE, owed: [] });
  expect(await driver.surface()).toMatchObject({ tray: { tooltip: 'Orderline: All quiet' }, badge: 0, windows: [{ title: 'Orderline' }] });
  await look();

  await call(page, 'setTotals', { totals: { ...NONE, unread_count: 4, unread_rooms: 2 }, owed: [] });
  expect(await driver.surface()).toMatchObject({ tray: { tooltip: 'Orderline: 4 unread' }, badge: 4, windows: [{ title: '(4) Orderline' }] });
  await look();
  await call(page, 'setTotals', { totals: { ...NONE, unread_count: 12, unread_rooms: 2 }, owed: [] });
  await look();

  await call(page, 'setTotals', { totals: { unread_count: 4, unread_rooms: 2, owed_rooms: 3, oldest_owed_since: ago(7) }, owed: [owed(1, 'Мария', 7)] });
  expect(await driver.surface()).toMatchObject({ tray: { tooltip: 'Orderline: 3 owed, oldest 7 min, 4 unread' }, badge: 4 });
  await look();

  await call(page, 'setSettings', { badge: 'owed_rooms' });
  expect(await driver.surface()).toMatchObject({ badge: 3, windows: [{ title: '(3) Orderline' }] });
  await call(page, 'setSettings', { badge: 'unread_messages' });

  await call(page, 'setConnection', { state: 'offline' });
  expect((await tray())?.tooltip).toContain('No connection to the server');
  await look();
  expect(icons.size).toBe(6);
});

test('the menu is a list of who waits longest, and leads to that room', async () => {
  await call(page, 'getState');
  await call(page, 'setConnection', { state: 'online' });
  await call(page, 'setTotals', {
    totals: { unread_count: 1, unread_rooms: 1, owed_rooms: 2, oldest_owed_since: ago(130) },
    owed: [owed(1, 'Tom & Co', 130), owed(2, 'Мария Климова', 5)],
  });
  await expect.poll(labels).toEqual(['2 owed, oldest 2 h', 'Tom && Co · Order #1001 · 2 h', 'Мария Климова · Order #1002 · 5 min', 'Show Orderline', 'Add account…', 'Pause alerts', 'System do-not-disturb: off', 'Online', 'Quit Orderline']);
  await driver.poke({ do: 'close_window' });
  await expect.poll(async () => (await driver.surface()).windows[0]?.visible).toBe(false);
  await driver.poke({ do: 'click_menu', label: 'Мария Климова · Order #1002 · 5 min' });
  await expect.poll(async () => (await heard(page, 'openRoom')).at(-1)).toEqual({ room: 2 });
  expect((await driver.surface()).windows[0]).toMatchObject({ visible: true, focused: true });
});

test('alerts are paused from the menu and resumed from it', async () => {
  const before = (await tray())?.icon;
  const heardBefore = (await heard(page, 'pauseChanged')).length;
  await driver.poke({ do: 'click_menu', label: '1 hour' });
  const { paused_until } = await call(page, 'getState');
  expect(Date.parse(paused_until ?? '') - Date.now()).toBeGreaterThan(59 * 60_000);
  expect((await tray())?.tooltip).toContain('alerts paused');
  expect((await tray())?.icon).not.toBe(before);
  await driver.poke({ do: 'click_menu', label: 'Resume alerts' });
  expect((await call(page, 'getState')).paused_until).toBeNull();
  await driver.poke({ do: 'click_menu', label: 'Until I turn them on' });
  await expect.poll(async () => (await heard(page, 'pauseChanged')).slice(heardBefore)).toEqual([{ paused_until }, { paused_until: null }, { paused_until: '9999-12-31T23:59:59.000Z' }]);
});

test('after signing out nothing of the rooms is left to see', async () => {
  await call(page, 'signOut');
  expect(await driver.surface()).toMatchObject({ tray: { tooltip: 'Orderline: Signed out' }, badge: 0, windows: [{ title: 'Orderline' }] });
  expect(await labels()).toEqual(['Signed out', 'Show Orderline', 'Quit Orderline']);
});

test.runIf(desktopRuntime().playsMachines)('on Windows the number is an overlay of the taskbar', async () => {
  await driver.kill();
  driver = await desktopRuntime().launch({ folder: userFolder(), program, machine: { platform: 'win32' } });
  page = await driver.page();
  await call(page, 'setConnection', { state: 'online' });
  await call(page, 'setTotals', { totals: { ...NONE, unread_count: 3, unread_rooms: 1 }, owed: [] });
  expect((await driver.surface()).overlay).toEqual({ description: '3 unread' });
  await call(page, 'setTotals', { totals: NONE, owed: [] });
  expect((await driver.surface()).overlay).toBeNull();
});
