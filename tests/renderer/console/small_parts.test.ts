import { describe, expect, it } from 'vitest';
import { titleOf } from '../../../renderer/console/browser';
import { parseSettings } from '../../../renderer/console/browser_settings';
import { parseView } from '../../../renderer/console/desk';
import { DEFAULT_SETTINGS } from '../../../renderer/console/host';
import { isLate, LATE_MS } from '../../../renderer/console/inbox/owed';
import { neighbourOf, nextOf } from '../../../renderer/console/navigation';
import { orderNumber } from '../../../renderer/console/open_order';
import { browserName } from '../../../renderer/console/settings/browser_name';
import { hintKey, updateHint } from '../../../renderer/console/shell/update_hint';
import { serverAddress } from '../../../renderer/console/signin/server_address';
import { aRoom } from './rooms';

const list = [1, 2, 3].map((id) => aRoom({ id }));

describe('walking through rooms', () => {
  it('goes round from the current room, and starts at the first from outside', () => {
    expect(nextOf(list, 1)).toBe(2);
    expect(nextOf(list, 3)).toBe(1);
    expect(nextOf(list, 9)).toBe(1);
    expect(nextOf(list, null)).toBe(1);
    expect(nextOf([], 1)).toBeNull();
    expect(nextOf(list.slice(0, 1), 1)).toBeNull();
  });

  it('stops at both ends of the list when stepping', () => {
    expect(neighbourOf(list, 2, 1)).toBe(3);
    expect(neighbourOf(list, 3, 1)).toBeNull();
    expect(neighbourOf(list, 1, -1)).toBeNull();
    expect(neighbourOf(list, null, 1)).toBe(1);
    expect(neighbourOf(list, null, -1)).toBe(3);
  });
});

describe('a typed server address', () => {
  it('is https unless it is this very computer', () => {
    expect(serverAddress(' chat.example.com ')).toBe('https://chat.example.com');
    expect(serverAddress('chat.example.com:8443/console')).toBe('https://chat.example.com:8443');
    expect(serverAddress('localhost:3000')).toBe('http://localhost:3000');
    expect(serverAddress('127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
    expect(serverAddress('[::1]:3000')).toBe('http://[::1]:3000');
    expect(serverAddress('http://example.com')).toBe('http://example.com');
  });

  it('is refused when it is no address of a server', () => {
    for (const text of ['', '   ', 'two words', 'ftp://example.com', 'https://user:secret@example.com', 'javascript://x', 'https://']) expect(serverAddress(text)).toBeNull();
  });
});

describe('an order number', () => {
  it('may be written with its sign', () => {
    expect(orderNumber('1042')).toBe(1042);
    expect(orderNumber(' #1042 ')).toBe(1042);
    expect(orderNumber('№ 7')).toBe(7);
  });

  it('is digits and nothing else', () => {
    for (const text of ['', '#', '0', '-1', '1.5', '1042a', '99999999999999999']) expect(orderNumber(text)).toBeNull();
  });
});

describe('what this browser keeps', () => {
  it('gives back known settings and the default for everything else', () => {
    expect(parseSettings('{"theme":"dark","sound":false,"badge":"nonsense","other":1}')).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', sound: false });
    for (const text of [null, '', '[', 'null', '7', '{"language":"de"}']) expect(parseSettings(text)).toEqual(DEFAULT_SETTINGS);
  });

  it('gives back the list as it was looked at', () => {
    expect(parseView('{"sort":"recent","filter":"unread"}')).toEqual({ sort: 'recent', filter: 'unread' });
    expect(parseView('{"sort":"deadline","filter":"snoozed"}')).toEqual({ sort: 'deadline', filter: 'snoozed' });
    for (const text of [null, 'null', '{', '{"sort":"x"}']) expect(parseView(text)).toEqual({ sort: 'owed', filter: 'open' });
  });
});

describe('small texts', () => {
  it('puts the chosen number before the title', () => {
    const totals = { unread_count: 5, unread_rooms: 2, owed_rooms: 0, oldest_owed_since: null };
    expect(titleOf(totals, 'unread_messages')).toBe('(5) Orderline');
    expect(titleOf(totals, 'unread_rooms')).toBe('(2) Orderline');
    expect(titleOf(totals, 'owed_rooms')).toBe('Orderline');
    expect(titleOf({ ...totals, unread_count: 5000 }, 'unread_messages')).toBe('(999+) Orderline');
  });

  it('names a device by its browser and system', () => {
    expect(browserName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Windows');
    expect(browserName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Electron/45.4 Safari/537.36')).toBe('Orderline, Linux');
    expect(browserName('Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0 Safari/537.36')).toBe('Chrome, Linux');
    expect(browserName('curl/8')).toBe('');
  });

  it('calls an answer late after a quarter of an hour', () => {
    const since = '2026-11-20T10:00:00.000Z';
    expect(isLate(since, Date.parse(since) + LATE_MS)).toBe(false);
    expect(isLate(since, Date.parse(since) + LATE_MS + 1)).toBe(true);
  });
});

describe('the word about an update outside the settings', () => {
  it('is said while there is something to press or to wait for, and not of what nobody can do anything about', () => {
    for (const name of ['off', 'idle', 'checking'] as const) expect(updateHint({ name, version: '1.1.0' }, null)).toBeNull();
    // The feed did not answer: no version has failed.
    expect(updateHint({ name: 'failed', version: null }, null)).toBeNull();
    expect((['available', 'loading', 'ready', 'failed'] as const).map((name) => updateHint({ name, version: '1.1.0' }, null)?.button)).toEqual(['update_load', null, 'update_restart', 'update_file']);
  });

  it('stays away once it was put away, until the next step or the next version', () => {
    const away = hintKey({ name: 'available', version: '1.1.0' });
    expect(updateHint({ name: 'available', version: '1.1.0' }, away)).toBeNull();
    expect(updateHint({ name: 'loading', version: '1.1.0' }, away)).toBeNull();
    expect(updateHint({ name: 'ready', version: '1.1.0' }, away)).not.toBeNull();
    expect(updateHint({ name: 'available', version: '1.2.0' }, away)).not.toBeNull();
  });
});
