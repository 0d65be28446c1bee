import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { userFolder } from './user_folder';
import { bareProgram } from './bare_program';
import { call, heard } from './bridge';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { playSessionBus } from './session_bus';
import type { DoubleOptions } from './surface';

/* The rules of alerting in the program itself, as the system around it sees them. Its budget and its log go on from test to test: the first ones cannot be tried twice. */

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const KEY = 'r7s12u3k0123456789abcdef';
const SERVER = 'http://127.0.0.1:9';
let program: string;
let folder: string;
let driver: DesktopDriver;
let page: Page;
let before: number;
/** The room that had been asked for before the page was there. */
let asked: number | null;

const alert = (room: number, over: { title?: string; body?: string } = {}) =>
  call(page, 'alert', { kind: 'message', room, order: 100 + room, seq: 1, title: `Client ${room}`, body: `Text ${room}`, in_view: false, ...over });
/** The notifications of this test. */
const made = async () => (await driver.surface()).notifications.slice(before);
const shown = async () => (await made()).filter(({ state }) => state === 'shown');
const logged = async () => (await call(page, 'getAlertLog')).entries.map(({ kind, outcome }) => `${kind} ${outcome}`);

async function start(machine: DoubleOptions = {}, home = folder): Promise<void> {
  await driver?.kill();
  driver = await desktopRuntime().launch({ folder: home, program, machine });
  page = await driver.page();
  asked = (await call(page, 'getState')).open_room;
}

/** A user's folder in which an earlier run has spoken to this server and shown the notification with the key. */
function folderWithKey(server = SERVER): string {
  const home = userFolder();
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ server }));
  writeFileSync(join(home, 'alerts.json'), JSON.stringify({ issued: [{ key: KEY, server: SERVER }] }));
  return home;
}

beforeAll(async () => {
  program = bareProgram();
  folder = userFolder();
  await start();
});

beforeEach(async () => {
  before = (await driver.surface()).notifications.length;
});

afterAll(() => driver?.kill());

test('more alerts than the budget fold into one, every one of them is in the log, and reading the rooms takes it away', async () => {
  const outcomes = [];
  for (const room of [1, 2, 3, 4, 5, 6, 7, 8]) outcomes.push((await alert(room)).outcome);
  expect(outcomes).toEqual(['shown', 'shown', 'shown', 'shown', 'shown', 'folded', 'folded', 'folded']);
  expect((await made()).find(({ title }) => title.includes('new alert'))).toMatchObject({ title: '1 new alert in 1 chat' });
  // What came right after the digest stands in it a moment later, in its place.
  await expect.poll(async () => (await shown()).at(-1)).toMatchObject({ title: '3 new alerts in 3 chats', body: 'Client 8\nClient 7\nClient 6', silent: true });
  expect((await shown()).map(({ title }) => title)).toEqual(['Client 1', 'Client 2', 'Client 3', 'Client 4', 'Client 5', '3 new alerts in 3 chats']);
  const lines = (start: string) => async () => (await logged()).filter((line) => line.startsWith(start));
  expect(await lines('message')()).toEqual([...Array.from({ length: 5 }, () => 'message shown'), ...Array.from({ length: 3 }, () => 'message folded')]);
  // Shown once; how often it is replaced is up to how much time goes by between those that are folded.
  await expect.poll(async () => [...new Set(await lines('digest')())]).toEqual(['digest shown', 'digest replaced']);

  await driver.poke({ do: 'close_window' });
  await driver.poke({ do: 'click_notification', index: (await driver.surface()).notifications.length - 1 });
  await expect.poll(async () => (await driver.surface()).windows[0]?.visible).toBe(true);
  await call(page, 'setSettings', { alert_budget: { alerts: 1, seconds: 600 } });
  // Signals come in their order: had there been one of a room, it would be there too.
  await expect.poll(() => heard(page, 'settingsChanged')).not.toEqual([]);
  expect(await heard(page, 'openRoom')).toEqual([]);

  await alert(9);
  await expect.poll(async () => (await shown()).at(-1)?.title).toBe('1 new alert in 1 chat');
  for (const room of [1, 2, 3, 4, 5, 9]) await call(page, 'clearAlert', { room });
  await expect.poll(shown).toEqual([]);
  await call(page, 'setSettings', { alert_budget: null });
  expect(await alert(10)).toEqual({ outcome: 'shown' });
});

test('under the system’s do-not-disturb an alert goes to the system without a sound, and the log, the page and the tray say so', async () => {
  playSessionBus(folder, { do_not_disturb: 'on', is_locked: false });
  await expect.poll(async () => (await alert(1)).outcome, { interval: 500 }).toBe('shown_quietly');
  expect((await shown()).at(-1)).toMatchObject({ title: 'Client 1', silent: true });
  await expect.poll(async () => (await heard(page, 'surroundingsChanged')).at(-1)).toEqual({ do_not_disturb: 'on', is_locked: false });
  await expect.poll(async () => (await driver.surface()).tray?.menu.map(({ label }) => label)).not.toContain('System do-not-disturb: off');
  expect(await call(page, 'testAlert')).toMatchObject({ outcome: 'shown_quietly', detail: expect.stringContaining('do-not-disturb') });
  playSessionBus(folder, { do_not_disturb: 'off', is_locked: true });
  const newest = async () => (await alert(2, { title: 'Anna', body: 'Secret' }), (await shown()).at(-1));
  await expect.poll(newest, { interval: 500 }).toMatchObject({ title: 'Orderline', body: 'New message', silent: false });
  playSessionBus(folder, { do_not_disturb: 'off', is_locked: false });
  await expect.poll(async () => (await call(page, 'testAlert'), (await call(page, 'getState')).surroundings.is_locked), { interval: 500 }).toBe(false);
});

test('in quiet hours nothing is shown but a test', async () => {
  await call(page, 'setSettings', { quiet_hours: { is_on: true, from: '09:00', to: '09:00', days: EVERY_DAY } });
  expect(await alert(1)).toEqual({ outcome: 'suppressed_quiet_hours' });
  expect((await driver.surface()).tray?.tooltip).toContain('Signed out');
  expect(await call(page, 'testAlert')).toEqual({ outcome: expect.stringMatching(/shown|replaced/), detail: '' });
  await call(page, 'setSettings', { quiet_hours: { is_on: true, from: '09:00', to: '09:00', days: [] } });
  expect(await alert(1)).toEqual({ outcome: expect.stringMatching(/shown|replaced/) });
  await call(page, 'setSettings', { quiet_hours: { is_on: false, from: '22:00', to: '08:00', days: EVERY_DAY } });
});

test('one of our own sounds is played by the page; while there is no page the system sounds', async () => {
  await call(page, 'setSettings', { sound_name: 'bell', sound_volume: 40 });
  await alert(1);
  expect((await shown()).at(-1)).toMatchObject({ silent: true });
  await expect.poll(() => heard(page, 'playSound')).toEqual([{ name: 'bell', volume: 0.4 }]);
  // A page that is loaded anew does not listen before it has asked for the state.
  await page.reload();
  await alert(2);
  expect((await shown()).at(-1)).toMatchObject({ silent: false });
  await call(page, 'getState');
  await call(page, 'setSettings', { sound: false });
  await alert(3);
  expect((await shown()).at(-1)).toMatchObject({ silent: true });
  expect(await heard(page, 'playSound')).toEqual([]);
});

test.runIf(desktopRuntime().playsMachines)('signs of markup in a text stay what they are where the desktop reads markup', async () => {
  await alert(12, { title: 'Tom & <b>Jo</b>', body: 'if a < b && b > c <img src="http://evil.example/">' });
  expect((await made()).at(-1)).toMatchObject({ title: 'Tom & <b>Jo</b>', body: 'if a &lt; b &amp;&amp; b &gt; c &lt;img src="http://evil.example/"&gt;' });
});

test('a muted room and one that was read before are in the log, too', async () => {
  expect(await call(page, 'alert', { kind: 'message', room: 1, order: 101, seq: 2, title: 'T', body: 'B', in_view: false, is_muted: true })).toEqual({ outcome: 'suppressed_muted' });
  expect(await call(page, 'alert', { kind: 'message', room: 1, order: 101, seq: 3, title: 'T', body: 'B', in_view: false, is_read: true })).toEqual({ outcome: 'suppressed_read' });
  expect((await logged()).slice(-2)).toEqual(['message suppressed_muted', 'message suppressed_read']);
  await call(page, 'eraseAlerts', { user: 1, with_unsent: false });
  expect(await call(page, 'getAlertLog')).toEqual({ entries: [], days: [] });
});

test.runIf(desktopRuntime().playsMachines).each<[name: string, machine: DoubleOptions]>([
  ['macOS', { platform: 'darwin', started_by: { identifier: KEY } }],
  ['Windows', { platform: 'win32', started_by: { type: 'click', arguments: `type=click&key=${KEY}` } }],
])('on %s a program that is started by a notification opens exactly its room', async (_name, machine) => {
  await start(machine, folderWithKey());
  // It is there when the page asks, or is told right after.
  await expect.poll(async () => [...(asked === null ? [] : [{ room: asked }]), ...(await heard(page, 'openRoom'))]).toEqual([{ room: 7 }]);
});

test.runIf(desktopRuntime().playsMachines)('what an earlier run has left in the notification centre still answers, and is replaced', async () => {
  await start({ platform: 'darwin', left_behind: [KEY, 'somebody else’s'] }, folderWithKey());
  await expect.poll(async () => (await driver.surface()).notifications.length).toBe(2);
  await driver.poke({ do: 'reply_notification', index: 0, text: 'An old one' });
  expect(await call(page, 'getDeeds')).toMatchObject([{ kind: 'reply', server: SERVER, room: 7, seq: 12, user: 3, text: 'An old one' }]);
  expect((await driver.surface()).notifications[0]?.state).toBe('closed');
});

test.runIf(desktopRuntime().playsMachines)('an activation with a key that no notification had does nothing but show the window', async () => {
  await start({ platform: 'win32', started_by: { type: 'reply', arguments: `type=reply&key=${KEY}`, reply: 'Forged' } }, userFolder());
  const forged = KEY.replace('r7', 'r8');
  await driver.poke({ do: 'activate', details: { type: 'reply', arguments: `type=reply&key=${forged}`, reply: 'Forged' } });
  await driver.poke({ do: 'activate', details: { type: 'action', arguments: `type=action&action=0&key=${forged}`, actionIndex: 0 } });
  await driver.poke({ do: 'activate', details: { type: 'click', arguments: `type=click&key=${forged}` } });
  expect(await call(page, 'getDeeds')).toEqual([]);
  expect([asked, await heard(page, 'openRoom'), await heard(page, 'deedWaits')]).toEqual([null, [], []]);
});

test.runIf(desktopRuntime().playsMachines)('a reply to a notification of one server is not told to the page of another', async () => {
  await start({ platform: 'darwin', started_by: { identifier: KEY, userText: 'For the old server' } }, folderWithKey('http://127.0.0.1:10'));
  await expect.poll(async () => driver.output()).toContain('ready after');
  expect(await call(page, 'getDeeds')).toEqual([]);
});
