import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAutostart, desktopEntry } from '../../main/autostart';
import { contextRows } from '../../main/context_menu';
import { diagnose, type DiagnosisParts } from '../../main/diagnosis';
import { fileName, freePath } from '../../main/downloads';
import { createLogFile } from '../../main/log_file';
import { textsOf } from '../../main/texts';
import { zoomAfter } from '../../main/zoom';
import { globalKey } from '../../protocol/desktop_shell';
import { temporaryFolder } from '../support/folder';

/** A path on which a file stands, so that no folder can be there. */
function blockedFolder(): string {
  const path = join(temporaryFolder('blocked'), 'file');
  writeFileSync(path, '');
  return path;
}

test('starts with a Linux desktop by an entry of its own, and no more when it is taken away', () => {
  const config = temporaryFolder('config');
  const autostart = createAutostart({ platform: 'linux', app: { setLoginItemSettings: () => expect.unreachable() }, command: ['/opt/Order line/orderline'], config, log: () => undefined });
  const file = join(config, 'autostart/com.orderline.console.desktop');
  expect(autostart.set(true)).toBe('on');
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Order line/orderline" "--hidden"\n');
  expect(autostart.set(false)).toBe('off');
  expect(existsSync(file)).toBe(false);
});

test('says when the system does not let it start', () => {
  const autostart = createAutostart({ platform: 'linux', app: { setLoginItemSettings: () => undefined }, command: ['x'], config: blockedFolder(), log: () => undefined });
  expect(autostart.set(true)).toBe('failed');
});

test('quotes what means something in an entry', () => {
  expect(desktopEntry(['/a"b$c`d\\e%f'])).toContain('Exec="/a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f"\n');
});

test.each([
  ['отчёт.pdf', 'отчёт.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['..\\run.exe', '_run.exe'],
  ['.bashrc', 'bashrc'],
  ['a\u202efdp.exe', 'afdp.exe'],
  ['', 'file_'],
  ['CON.txt', 'file_CON.txt'],
  ['name. ', 'name'],
  [`${'я'.repeat(300)}.pdf`, `${'я'.repeat(150)}.pdf`],
])('saves %j as %j', (given, expected) => {
  expect(fileName(given)).toBe(expected);
});

test('finds a free name', () => {
  const taken = new Set(['/d/a.txt', '/d/a (1).txt']);
  expect(freePath('/d', 'a.txt', (path) => taken.has(path))).toBe('/d/a (2).txt');
});

test.each([
  [{ key: '=', code: 'Equal' }, 1, 1.1],
  [{ key: '+', code: 'NumpadAdd' }, 1.9, 2],
  [{ key: '+', code: 'Equal' }, 2, 2],
  [{ key: '-', code: 'Minus' }, 0.5, 0.5],
  [{ key: '-', code: 'Minus' }, 1, 0.9],
  [{ key: '0', code: 'Digit0' }, 1.7, 1],
  [{ key: 'a', code: 'KeyA' }, 1, null],
] as const)('the key %j at zoom %j leads to %j', (key, zoom, expected) => {
  expect(zoomAfter({ type: 'keyDown', control: true, meta: false, alt: false, ...key }, zoom, 'linux')).toBe(expected);
  expect(zoomAfter({ type: 'keyDown', control: false, meta: true, alt: false, ...key }, zoom, 'darwin')).toBe(expected);
  expect(zoomAfter({ type: 'keyDown', control: false, meta: false, alt: false, ...key }, zoom, 'linux')).toBeNull();
});

const FLAGS = { canUndo: true, canRedo: false, canCut: true, canCopy: true, canDelete: true, canEditRichly: false, canPaste: true, canSelectAll: true };
const rowsFor = (params: Partial<Parameters<typeof contextRows>[0]>, done: string[] = []) =>
  contextRows({ isEditable: false, misspelledWord: '', dictionarySuggestions: [], selectionText: '', linkURL: '', editFlags: FLAGS, ...params }, textsOf('en').context, {
    replace: (word) => done.push(`replace ${word}`),
    learn: (word) => done.push(`learn ${word}`),
    copyText: (text) => done.push(`copy ${text}`),
  });
const labels = (rows: ReturnType<typeof contextRows>) => rows.map((row) => (row.type === 'separator' ? '-' : row.label));

test('the menu under the right button offers spelling first, and nothing where nothing can be done', () => {
  const done: string[] = [];
  const rows = rowsFor({ isEditable: true, misspelledWord: 'teh', dictionarySuggestions: ['the', 'ten'] }, done);
  expect(labels(rows)).toEqual(['the', 'ten', '-', 'Add to the dictionary', '-', 'Undo', 'Redo', '-', 'Cut', 'Copy', 'Paste', 'Select all']);
  for (const row of rows.slice(0, 4)) row.click?.(undefined as never, undefined, undefined as never);
  expect(done).toEqual(['replace the', 'replace ten', 'learn teh']);
  expect(labels(rowsFor({ isEditable: true, misspelledWord: 'qqq' }))[0]).toBe('No suggestions');
  expect(rowsFor({})).toEqual([]);
  expect(labels(rowsFor({ selectionText: 'x', linkURL: 'https://example.com/' }))).toEqual(['Copy', '-', 'Copy the link']);
  expect(rowsFor({ linkURL: 'javascript:alert(1)' })).toEqual([]);
});

test.each([
  ['CommandOrControl+Shift+O', true],
  ['Alt+Space', true],
  ['Super+F12', true],
  ['O', false],
  ['Shift+', false],
  ['CommandOrControl+Shift+Alt+Super+O', false],
  ['CommandOrControl+плюс', false],
])('takes %j for a key of the whole system: %j', (key, isGood) => {
  expect(globalKey.safeParse(key).success).toBe(isGood);
});

test('its log stays small and is one line for each event', () => {
  const folder = temporaryFolder('log');
  const log = createLogFile(folder, () => 0);
  for (let line = 0; line < 3000; line += 1) log.add(`event ${line}\n${'x'.repeat(400)}`);
  expect(readFileSync(join(folder, 'main.log')).length).toBeLessThan(600_000);
  expect(log.last(2).map((line) => line.slice(0, 35))).toEqual(['1970-01-01T00:00:00.000Z event 2998', '1970-01-01T00:00:00.000Z event 2999']);
});

const parts = (over: Partial<DiagnosisParts>): DiagnosisParts => ({
  now: () => Date.UTC(2026, 0, 1),
  versions: () => ({ orderline: '1.0.0' }),
  server: () => 'https://chat.example.com',
  fetch: () => Promise.resolve(new Response('{}', { headers: { date: new Date(Date.UTC(2026, 0, 1)).toUTCString() } })),
  keepsSecrets: () => true,
  hasNotifications: () => true,
  hasTray: () => Promise.resolve(true),
  folder: temporaryFolder('diagnosis'),
  shell: () => ({ autostart: 'off', show_key: 'none', downloads: [], update: { name: 'idle', version: null, percent: 0, detail: '' } }),
  crashes: () => 0,
  log: () => [],
  ...over,
});
const states = async (over: Partial<DiagnosisParts>) => Object.fromEntries((await diagnose(parts(over))).checks.map(({ name, state }) => [name, state]));

test('finds everything good where it is', async () => {
  const found = await states({});
  expect(new Set(Object.values(found))).toEqual(new Set(['good']));
});

test('tells a wrong clock, a bad certificate, a missing server and a full disk apart', async () => {
  const late = { headers: { date: new Date(Date.UTC(2026, 0, 1, 0, 10)).toUTCString() } };
  expect(await states({ fetch: () => Promise.resolve(new Response('{}', late)) })).toMatchObject({ server: 'good', clock: 'bad' });
  expect(await states({ fetch: () => Promise.reject(new Error('net::ERR_CERT_DATE_INVALID')) })).toMatchObject({ server: 'bad', certificate: 'bad', clock: 'unknown' });
  expect(await states({ fetch: () => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED')) })).toMatchObject({ server: 'bad', certificate: 'unknown' });
  expect(await states({ server: () => null })).toMatchObject({ server: 'unknown' });
  expect(await states({ folder: blockedFolder() })).toMatchObject({ storage: 'bad' });
});
