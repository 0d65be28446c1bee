import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { userFolder } from './user_folder';
import { bareProgram } from './bare_program';
import { call, heard } from './bridge';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import type { DoubleOptions } from './surface';

let program: string;
let folder: string;
let driver: DesktopDriver;
let page: Page;

const alert = (room: number, over: { title?: string; body?: string; in_view?: boolean } = {}) =>
  call(page, 'alert', { kind: 'message', room, order: 100 + room, seq: 1, title: `Client ${room}`, body: `Text ${room}`, in_view: false, ...over });
const shown = async () => (await driver.surface()).notifications.filter(({ state }) => state === 'shown');
const log = async () => (await call(page, 'getAlertLog')).entries.map(({ room, outcome }) => [room, outcome]);

async function start(machine: DoubleOptions = {}, flags: string[] = []): Promise<void> {
  driver = await desktopRuntime().launch({ folder, program, machine, flags });
  page = await driver.page();
  await call(page, 'getState');
}

beforeAll(() => {
  program = bareProgram();
});

beforeEach(() => {
  folder = userFolder();
});

afterEach(() => driver?.kill());

test('one alert for each room, replaced and not stacked, and its click opens exactly that room', async () => {
  await start();
  expect(await alert(5)).toEqual({ outcome: 'shown' });
  expect(await alert(6)).toEqual({ outcome: 'shown' });
  expect(await alert(5, { body: 'Newer' })).toEqual({ outcome: 'replaced' });
  expect((await shown()).map(({ title, body }) => [title, body])).toEqual([['Client 6', 'Text 6'], ['Client 5', 'Newer']]);

  await driver.poke({ do: 'close_window' });
  await expect.poll(async () => (await driver.surface()).windows[0]?.visible).toBe(false);
  await driver.poke({ do: 'click_notification', index: 1 });
  await expect.poll(() => heard(page, 'openRoom')).toEqual([{ room: 6 }]);
  expect((await driver.surface()).windows[0]).toMatchObject({ visible: true, focused: true });

  await call(page, 'clearAlert', { room: 5 });
  await expect.poll(shown).toEqual([]);
});

test('a click while the page is loaded anew waits for it', async () => {
  await start();
  await alert(9);
  await page.reload();
  await driver.poke({ do: 'click_notification', index: 0 });
  expect(await heard(page, 'openRoom')).toEqual([]);
  expect((await call(page, 'getState')).open_room).toBe(9);
});

test('an alert is silent only with the window focused and the message in view; every silence is logged with its reason', async () => {
  await start();
  await expect.poll(async () => (await driver.surface()).windows[0]?.focused).toBe(true);
  expect(await alert(1, { in_view: true })).toEqual({ outcome: 'suppressed_in_view' });
  expect(await alert(2, { in_view: false })).toEqual({ outcome: 'shown' });
  await driver.poke({ do: 'blur_window' });
  expect(await alert(3, { in_view: true })).toEqual({ outcome: 'shown' });
  await driver.poke({ do: 'minimize_window' });
  expect(await alert(4, { in_view: true })).toEqual({ outcome: 'shown' });

  await call(page, 'pauseAlerts', { minutes: 30 });
  expect(await alert(5)).toEqual({ outcome: 'suppressed_paused' });
  await expect.poll(() => heard(page, 'pauseChanged')).toHaveLength(1);
  await driver.poke({ do: 'click_menu', label: 'Show Orderline' });
  await call(page, 'pauseAlerts', { minutes: 0 });
  await call(page, 'setSettings', { alerts: false });
  expect(await alert(6)).toEqual({ outcome: 'suppressed_disabled' });
  expect(await log()).toEqual([[1, 'suppressed_in_view'], [2, 'shown'], [3, 'shown'], [4, 'shown'], [5, 'suppressed_paused'], [6, 'suppressed_disabled']]);
  expect((await call(page, 'getAlertLog')).entries.every(({ outcome, detail }) => outcome === 'shown' || detail !== '')).toBe(true);
});

test('text is cleaned and cut, and left out when that is the setting', async () => {
  await start();
  await alert(1, { title: 'Anna\u202e\u0000 gpj.exe', body: `line\u0007 one\n\n\nline two ${'x'.repeat(500)}` });
  await call(page, 'setSettings', { hide_text: 'always', sound: false });
  await alert(2);
  const [first, second] = (await driver.surface()).notifications;
  expect(first).toMatchObject({ title: 'Anna gpj.exe', silent: false });
  expect(first?.body).toMatch(/^line one\nline two x+…$/);
  expect(first?.body.length).toBeLessThanOrEqual(300);
  expect(second).toMatchObject({ title: 'Client 2', body: 'New message', silent: true });
});

test.runIf(desktopRuntime().playsMachines)('an alert that the system fails to show is in the log with its reason, also in the next run', async () => {
  await start({ notifications: 'failing' });
  const detail = 'the notification service is not running';
  expect(await alert(3)).toEqual({ outcome: 'failed' });
  expect(await call(page, 'testAlert')).toEqual({ outcome: 'failed', detail });
  await driver.kill();
  await start({ notifications: 'unsupported' });
  expect(await alert(4)).toEqual({ outcome: 'suppressed_unsupported' });
  const { entries, days } = await call(page, 'getAlertLog');
  expect(entries).toMatchObject([
    { kind: 'message', room: 3, order: 103, title: 'Client 3', outcome: 'failed', detail },
    { kind: 'test', room: null, title: 'Test alert', outcome: 'failed', detail },
    { kind: 'message', room: 4, outcome: 'suppressed_unsupported', detail: 'this system shows no notifications' },
  ]);
  expect(days).toMatchObject([{ counts: { failed: 2, suppressed_unsupported: 1 } }]);
});
