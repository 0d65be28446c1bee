import { expect, test } from 'vitest';
import type { Surroundings } from '../../protocol/desktop';
import { linuxQuiet } from '../../main/quiet/linux';
import { focusOf } from '../../main/quiet/mac';
import { keysIn, profileIn, windowsQuiet } from '../../main/quiet/windows';
import { createSurroundings } from '../../main/surroundings';

/** A system whose programs give these answers; one that is not named is not there. */
const answering = (answers: Record<string, string>) => (program: string, words: readonly string[]) => {
  const line = [program, ...words].join(' ');
  const found = Object.entries(answers).find(([part]) => line.includes(part));
  return Promise.resolve(found?.[1] ?? null);
};

test.each<[name: string, desktop: string, answers: Record<string, string>, expected: string]>([
  ['Plasma holding notifications back', 'KDE', { Inhibited: '(<true>,)\n' }, 'on'],
  ['Plasma', 'KDE', { Inhibited: '(<false>,)\n' }, 'off'],
  ['GNOME without banners', 'ubuntu:GNOME', { 'show-banners': 'false\n' }, 'on'],
  ['GNOME', 'GNOME', { 'show-banners': 'true\n' }, 'off'],
  ['GNOME without its settings', 'GNOME', {}, 'unknown'],
  ['Cinnamon', 'X-Cinnamon', { 'display-notifications': 'false\n' }, 'on'],
  ['Xfce', 'XFCE', { '/do-not-disturb': 'true\n' }, 'on'],
  ['a desktop that nobody knows', 'sway', { 'show-banners': 'false\n' }, 'unknown'],
  ['no desktop at all', '', {}, 'unknown'],
])('Linux, %s', async (_name, desktop, answers, expected) => {
  expect(await linuxQuiet(answering(answers), desktop).doNotDisturb()).toBe(expected);
});

test.each([
  [{ 'org.gnome.ScreenSaver.GetActive': '(true,)' }, true],
  [{ 'org.freedesktop.ScreenSaver.GetActive': '(false,)' }, false],
  [{ 'org.gnome.ScreenSaver.GetActive': '(false,)', 'org.freedesktop.ScreenSaver.GetActive': '(true,)' }, true],
  [{}, null],
])('Linux says whether the screen is locked: %j', async (answers, expected) => {
  expect(await linuxQuiet(answering(answers), 'GNOME').isLocked()).toBe(expected);
});

const assertions = (...records: unknown[]) => JSON.stringify({ data: [{ storeAssertionRecords: records }] });
const modes = (...triggers: unknown[]) => JSON.stringify({ data: [{ modeConfigurations: { 'com.apple.donotdisturb.mode.default': { triggers: { triggers } } } }] });

test.each([
  ['a focus that is on', assertions({ assertionUUID: 'x' }), modes(), 'on'],
  ['none, and no schedule', assertions(), modes(), 'off'],
  ['none, and a schedule that is off', assertions(), modes({ enabledSetting: 1 }), 'off'],
  ['none, and a schedule that may be running', assertions(), modes({ enabledSetting: 2, timePeriodStartTimeHour: 22 }), 'unknown'],
  ['no assertions in the file', JSON.stringify({ data: [{}] }), modes(), 'off'],
  ['a file that may not be read', null, modes(), 'unknown'],
  ['another form of the file', '[]', modes(), 'unknown'],
  ['not even JSON', 'bplist00', modes(), 'unknown'],
  ['schedules that may not be read', assertions(), null, 'unknown'],
])('macOS, %s', (_name, one, two, expected) => {
  expect(focusOf(one, two)).toBe(expected);
});

const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CloudStore\\Store\\Cache\\DefaultAccount\\$$windows.data.notifications.quiethourssettings';
const UNRESTRICTED =
  '02000000B4672B68F00BD8010000000043420100C20A01D214284D006900630072006F0073006F00660074002E005100750069006500740048006F00750072007300500072006F00660069006C0065002E0055006E007200650073007400720069006300740065006400CA28D014020000';
const ALARMS_ONLY =
  '02000000971D2D68F00BD8010000000043420100C20A01D21E264D006900630072006F0073006F00660074002E005100750069006500740048006F00750072007300500072006F00660069006C0065002E0041006C00610072006D0073004F006E006C007900C22801CA500000';
const value = (hex: string) => `\n${KEY}\\Current\n    Data    REG_BINARY    ${hex}\n\nEnd of search: 1 match(es) found.\n`;

test('Windows names its profile inside a binary value, at any offset', () => {
  expect(profileIn(value(UNRESTRICTED))).toBe('off');
  expect(profileIn(value(ALARMS_ONLY))).toBe('on');
  expect(profileIn(value(`00${ALARMS_ONLY}`))).toBe('on');
  expect(profileIn(value(UNRESTRICTED) + value(ALARMS_ONLY))).toBe('unknown');
  expect(profileIn('ERROR: The system was unable to find the specified registry key or value.')).toBe('unknown');
  expect(keysIn(`\n${KEY}\n\nEnd of search: 1 match(es) found.\n`)).toEqual([KEY]);
});

test.each([
  ['notifications switched off altogether', { ToastEnabled: '    ToastEnabled    REG_DWORD    0x0\n' }, 'on'],
  ['the chosen profile', { ToastEnabled: '    ToastEnabled    REG_DWORD    0x1\n', '/k': KEY, Data: value(ALARMS_ONLY) }, 'on'],
  ['no restriction', { '/k': KEY, Data: value(UNRESTRICTED) }, 'off'],
  ['a build that keeps it elsewhere', { ToastEnabled: '    ToastEnabled    REG_DWORD    0x1\n' }, 'unknown'],
])('Windows, %s', async (_name, answers, expected) => {
  expect(await windowsQuiet(answering(answers as Record<string, string>)).doNotDisturb()).toBe(expected);
});

test('the system is asked once for several alerts, anew after a while, and what changes is told once', async () => {
  let time = 0;
  let asked = 0;
  let state: Surroundings['do_not_disturb'] = 'off';
  const told: Surroundings[] = [];
  const part = createSurroundings({
    quiet: { doNotDisturb: () => ((asked += 1), Promise.resolve(state)), isLocked: () => Promise.resolve(null) },
    now: () => time,
    onChange: (surroundings) => void told.push(surroundings),
  });
  expect(part.get()).toEqual({ do_not_disturb: 'unknown', is_locked: false });
  await Promise.all([part.look(), part.look()]);
  time = 900;
  await part.look();
  expect(asked).toBe(1);
  state = 'on';
  time = 5000;
  expect(await part.look()).toEqual({ do_not_disturb: 'on', is_locked: false });
  part.setLocked(true);
  part.setLocked(true);
  expect(told).toEqual([
    { do_not_disturb: 'off', is_locked: false },
    { do_not_disturb: 'on', is_locked: false },
    { do_not_disturb: 'on', is_locked: true },
  ]);
});

test('a clock that is put back makes no old answer fresh', async () => {
  let time = 3_600_000;
  let asked = 0;
  const part = createSurroundings({ quiet: { doNotDisturb: () => ((asked += 1), Promise.resolve('off')), isLocked: () => Promise.resolve(null) }, now: () => time, onChange: () => undefined });
  await part.look();
  time = 0;
  await part.look();
  expect(asked).toBe(2);
});

test('a screen that is locked while the system is asked counts as locked, whatever the answer was', async () => {
  let answer: (isLocked: boolean) => void = () => undefined;
  const part = createSurroundings({ quiet: { doNotDisturb: () => Promise.resolve('off'), isLocked: () => new Promise((resolve) => (answer = resolve)) }, now: () => 0, onChange: () => undefined });
  const look = part.look();
  part.setLocked(true);
  answer(false);
  expect(await look).toMatchObject({ is_locked: true });
});
