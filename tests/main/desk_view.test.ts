import { describe, expect, test } from 'vitest';
import { deskView as viewOf, NO_TOTALS, type AccountState, type DeskState, type DeskView, type MenuRow } from '../../main/desk_view';

const NOW = Date.parse('2026-03-02T12:00:00.000Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
/** A program with one account. */
type One = Omit<DeskState, 'accounts'> & Omit<AccountState, 'id' | 'name'>;
type OneView = DeskView & { title: string | undefined };
const deskView = ({ connection, totals, owed, late_rooms = 0, ...rest }: One): OneView => {
  const view = viewOf({ ...rest, accounts: [{ id: 1, name: 'Anna', connection, totals, owed, late_rooms }] });
  return { ...view, title: view.titles.get(1) };
};
const quiet: One = { language: 'en', connection: 'online', totals: NO_TOTALS, owed: [], paused_until: null, quiet_until: null, do_not_disturb: 'off', counts: 'unread_messages', update: { name: 'idle', version: null }, now: NOW };
const busy: One = {
  ...quiet,
  totals: { unread_count: 5, unread_rooms: 3, owed_rooms: 2, oldest_owed_since: ago(7) },
  owed: [
    { room: 11, order: 1042, client: 'Мария Климова', title: 'Диплом', owed_since: ago(7) },
    { room: 12, order: 77, client: 'Tom & Co', title: 'Essay', owed_since: ago(3) },
  ],
};

const rows: [name: string, state: One, expected: Partial<OneView>][] = [
  ['quiet', quiet, { icon: { kind: 'quiet', number: 0, is_paused: false }, tooltip: 'Orderline: All quiet', badge: 0, overlay: null, title: 'Orderline' }],
  [
    'unread but nothing owed',
    { ...quiet, totals: { unread_count: 4, unread_rooms: 2, owed_rooms: 0, oldest_owed_since: null } },
    { icon: { kind: 'unread', number: 4, is_paused: false }, tooltip: 'Orderline: 4 unread', badge: 4, overlay: { number: 4, description: '4 unread' }, title: '(4) Orderline' },
  ],
  ['owed', busy, { icon: { kind: 'owed', number: 5, is_paused: false }, tooltip: 'Orderline: 2 owed, oldest 7 min, 5 unread', badge: 5, title: '(5) Orderline' }],
  [
    'owed and all read',
    { ...busy, totals: { ...busy.totals, unread_count: 0, unread_rooms: 0 } },
    { icon: { kind: 'owed', number: 0, is_paused: false }, tooltip: 'Orderline: 2 owed, oldest 7 min', badge: 0, overlay: null },
  ],
  ['late ones among the owed', { ...busy, late_rooms: 2 }, { tooltip: 'Orderline: 2 owed, oldest 7 min, 2 late, 5 unread' }],
  ['late ones in Russian', { ...busy, late_rooms: 1, language: 'ru' }, { tooltip: 'Orderline: 2 чата ждут ответа, дольше всех 7 мин, 1 просрочен, 5 непрочитанных' }],
  ['counting rooms', { ...busy, counts: 'unread_rooms' }, { number: 3, badge: 3 }],
  ['counting owed rooms', { ...busy, counts: 'owed_rooms' }, { number: 2, badge: 2, title: '(2) Orderline' }],
  ['paused', { ...busy, paused_until: ago(-30) }, { icon: { kind: 'owed', number: 5, is_paused: true }, tooltip: 'Orderline: 2 owed, oldest 7 min, 5 unread, alerts paused' }],
  ['quiet hours', { ...busy, quiet_until: '08:00' }, { icon: { kind: 'owed', number: 5, is_paused: true }, tooltip: 'Orderline: 2 owed, oldest 7 min, 5 unread, quiet hours until 08:00' }],
  ['do-not-disturb of the system', { ...busy, do_not_disturb: 'on' }, { icon: { kind: 'owed', number: 5, is_paused: true }, tooltip: 'Orderline: 2 owed, oldest 7 min, 5 unread' }],
  ['offline', { ...busy, connection: 'offline' }, { icon: { kind: 'offline', number: 5, is_paused: false }, tooltip: 'Orderline: No connection to the server, 2 owed, oldest 7 min, 5 unread', badge: 5 }],
  ['connecting', { ...quiet, connection: 'connecting' }, { icon: { kind: 'offline', number: 0, is_paused: false }, tooltip: 'Orderline: Connecting…, All quiet' }],
  ['signed out', { ...busy, connection: 'signed_out' }, { icon: { kind: 'signed_out', number: 0, is_paused: false }, tooltip: 'Orderline: Signed out', badge: 0, overlay: null, title: 'Orderline' }],
  ['in Russian', { ...busy, language: 'ru' }, { tooltip: 'Orderline: 2 чата ждут ответа, дольше всех 7 мин, 5 непрочитанных' }],
];

test.each(rows)('draws the picture of %s', (_name, state, expected) => {
  expect(deskView(state)).toMatchObject(expected);
});

const labels = (menu: readonly MenuRow[]): unknown[] => menu.map((row) => (row === 'line' ? '—' : row.rows === undefined ? row.label : [row.label, ...labels(row.rows)]));

describe('the menu', () => {
  test('lists the longest-owed rooms with client, order and age', () => {
    expect(labels(deskView(busy).menu)).toEqual([
      '2 owed, oldest 7 min',
      'Мария Климова · Order #1042 · 7 min',
      'Tom & Co · Order #77 · 3 min',
      '—',
      'Show Orderline',
      'Add account…',
      ['Pause alerts', '30 minutes', '1 hour', '4 hours', 'Until I turn them on'],
      'System do-not-disturb: off',
      '—',
      'Online',
      'Quit Orderline',
    ]);
  });

  test('opens the room of its row', () => {
    expect(deskView(busy).menu[1]).toMatchObject({ action: { do: 'open_room', account: 1, room: 11 } });
  });

  test('says that all is quiet', () => {
    expect(labels(deskView(quiet).menu).slice(0, 3)).toEqual(['All quiet', '—', 'Show Orderline']);
    expect(labels(deskView({ ...quiet, language: 'ru' }).menu)[0]).toBe('Всё спокойно');
  });

  test.each([
    ['available', 'Load version 1.1.0', { do: 'update' }],
    ['loading', 'Loading version 1.1.0…', undefined],
    ['ready', 'Restart and install 1.1.0', { do: 'update' }],
    ['failed', 'Version 1.1.0 was not installed: get the file', { do: 'update' }],
  ] as const)('offers the next step of an update that is %s, also to somebody who is signed out', (name, label, action) => {
    for (const connection of ['online', 'signed_out'] as const) expect(deskView({ ...quiet, connection, update: { name, version: '1.1.0' } }).menu.at(-2)).toEqual(action === undefined ? { label } : { label, action });
  });

  test('says nothing of an update where none is on its way', () => {
    const plain = labels(deskView(quiet).menu);
    for (const name of ['off', 'idle', 'checking', 'failed'] as const) expect(labels(deskView({ ...quiet, update: { name, version: null } }).menu)).toEqual(plain);
  });

  test('ends a pause with one row', () => {
    expect(labels(deskView({ ...quiet, paused_until: ago(-1) }).menu)).toContain('Resume alerts');
  });

  test('shows nothing of the rooms to somebody who is signed out', () => {
    expect(labels(deskView({ ...busy, connection: 'signed_out' }).menu)).toEqual(['Signed out', '—', 'Show Orderline', '—', 'Quit Orderline']);
  });

  test('cleans and cuts a client name', () => {
    const owed = [{ room: 1, order: 2, client: `a\u202eevil\u0007 ${'x'.repeat(100)}`, title: '', owed_since: ago(60 * 24 * 3) }];
    expect(labels(deskView({ ...busy, owed }).menu)[1]).toBe(`aevil ${'x'.repeat(33)}… · Order #2 · 3 d`);
  });
});

test.each([
  [1, '1 чат ждёт ответа, дольше всех 7 мин'],
  [3, '3 чата ждут ответа, дольше всех 7 мин'],
  [5, '5 чатов ждут ответа, дольше всех 7 мин'],
  [21, '21 чат ждёт ответа, дольше всех 7 мин'],
])('counts %i owed rooms in right Russian', (owed_rooms, expected) => {
  expect(labels(deskView({ ...busy, language: 'ru', totals: { ...busy.totals, owed_rooms } }).menu)[0]).toBe(expected);
});

describe('several accounts', () => {
  const account = (id: number, name: string, change: Partial<AccountState> = {}): AccountState => ({ id, name, connection: 'online', totals: busy.totals, owed: busy.owed, ...change });
  const rest: Omit<DeskState, 'accounts'> = { language: 'en', paused_until: null, quiet_until: null, do_not_disturb: 'off', counts: 'unread_messages', update: { name: 'idle', version: null }, now: NOW };
  const view = (...accounts: AccountState[]) => viewOf({ ...rest, accounts });
  const later = { unread_count: 1, unread_rooms: 1, owed_rooms: 4, oldest_owed_since: ago(30) };
  const owed = [30, 25, 6, 5, 4].map((minutes, index) => ({ room: 20 + index, order: 200 + index, client: `Client ${index}`, title: '', owed_since: ago(minutes) }));

  test('are one sum, one list of the five longest owed, and a line of connection each', () => {
    const both = view(account(1, 'Anna'), account(2, 'Boris · b.test', { totals: later, owed }));
    expect(both).toMatchObject({ icon: { kind: 'owed', number: 6 }, badge: 6, tooltip: 'Orderline: 6 owed, oldest 30 min, 6 unread' });
    expect([...both.titles.values()]).toEqual(['(5) Orderline · Anna', '(1) Orderline · Boris · b.test']);
    expect(labels(both.menu)).toEqual([
      '6 owed, oldest 30 min',
      'Client 0 · Order #200 · 30 min · Boris · b.test',
      'Client 1 · Order #201 · 25 min · Boris · b.test',
      'Мария Климова · Order #1042 · 7 min · Anna',
      'Client 2 · Order #202 · 6 min · Boris · b.test',
      'Client 3 · Order #203 · 5 min · Boris · b.test',
      '—',
      'Anna (5)',
      'Boris · b.test (1)',
      'Add account…',
      ['Pause alerts', '30 minutes', '1 hour', '4 hours', 'Until I turn them on'],
      'System do-not-disturb: off',
      '—',
      'Anna: Online',
      'Boris · b.test: Online',
      'Quit Orderline',
    ]);
    expect(both.menu[1]).toMatchObject({ action: { do: 'open_room', account: 2, room: 20 } });
  });

  test('a dead server shows in the line of its own account, and one that is signed out counts nothing', () => {
    const half = view(account(1, 'Anna', { connection: 'offline' }), account(2, 'Boris', { totals: NO_TOTALS, owed: [] }), account(3, '', { connection: 'signed_out', totals: later, owed }));
    expect(half).toMatchObject({ icon: { kind: 'owed' }, badge: 5, tooltip: 'Orderline: 2 owed, oldest 7 min, 5 unread' });
    expect(labels(half.menu)).toEqual(expect.arrayContaining(['Anna: No connection to the server', 'Boris: Online', 'New account: Signed out']));
    expect(view(account(1, 'Anna', { connection: 'offline' }), account(2, 'Boris', { connection: 'offline' })).icon.kind).toBe('offline');
  });
});
