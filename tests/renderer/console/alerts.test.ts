import { describe, expect, it } from 'vitest';
import { alertOf } from '../../../renderer/console/alerts';
import { verdictOf } from '../../../renderer/console/browser_alerts';
import { DEFAULT_SETTINGS } from '../../../renderer/console/host';
import type { HostState } from '../../../renderer/console/host';
import { isSilent, reminderAlerts, waitingOf } from '../../../renderer/console/reminders';
import { answerOf, filterLog, NO_LOG_FILTER, sumsOf } from '../../../renderer/console/settings/alert_log_view';
import { lengthOf, SOUNDS } from '../../../renderer/console/sounds';
import { aMessage, aRoom } from './rooms';

describe('an alert', () => {
  it('names the client, the order and what was said, on one line', () => {
    const alert = alertOf(aMessage({ message: 'Добрый\n  день', seq: 3 }), aRoom(), false, 'ru');
    expect(alert).toEqual({ kind: 'message', room: 1, order: 1042, seq: 3, title: 'Мария Кузнецова · #1042', body: 'Добрый день', in_view: false });
  });

  it('cuts long text, never through the middle of a character, and drops what could mislead', () => {
    const alert = alertOf(aMessage({ message: `a\u202e${'😀'.repeat(400)}` }), aRoom(), true, 'en');
    expect(alert.body.length).toBeLessThanOrEqual(300);
    expect(alert.body.isWellFormed()).toBe(true);
    expect(alert.body).not.toContain('\u202e');
    expect(alert.in_view).toBe(true);
  });
});

const host: HostState = {
  settings: DEFAULT_SETTINGS,
  paused_until: null,
  surroundings: { do_not_disturb: 'unknown', is_locked: false },
  focused: true,
  server: '',
  may_resume: true,
  keeps_secrets: true,
  has_tray: false,
  accounts: [],
  platform: 'browser',
  version: '',
  system_language: null,
  permission: 'granted',
};
const NOON = Date.parse('2026-11-20T12:00:00Z');
const quietAllDay = { is_on: true, from: '00:00', to: '00:00', days: [1, 2, 3, 4, 5, 6, 7] };

describe('an alert in a browser', () => {
  it.each<[string, Partial<HostState>, boolean, string]>([
    ['shows', {}, false, 'show'],
    ['is silent in view', {}, true, 'suppressed_in_view'],
    ['shows in view without the focus', { focused: false }, true, 'show'],
    ['is silent when switched off', { settings: { ...DEFAULT_SETTINGS, alerts: false } }, false, 'suppressed_disabled'],
    ['is silent in a pause', { paused_until: new Date(NOON + 1).toISOString() }, false, 'suppressed_paused'],
    ['shows after a pause', { paused_until: new Date(NOON - 1).toISOString() }, false, 'show'],
    ['is silent in quiet hours', { settings: { ...DEFAULT_SETTINGS, quiet_hours: quietAllDay } }, false, 'suppressed_quiet_hours'],
    ['cannot without permission', { permission: 'denied' }, false, 'suppressed_unsupported'],
    ['cannot before it was asked for', { permission: 'ask' }, false, 'suppressed_unsupported'],
  ])('%s', (_name, change, in_view, expected) => {
    expect(verdictOf({ kind: 'message', in_view }, { ...host, ...change }, NOON, [])).toBe(expected);
  });

  it('folds when there are too many', () => {
    const shownAt = [1, 2, 3, 4, 5].map((seconds) => NOON - seconds * 1000);
    expect(verdictOf({ kind: 'message', in_view: false }, host, NOON, shownAt)).toBe('fold');
  });
});

describe('reminders', () => {
  const owed = aRoom({ owed_since: '2026-11-20T11:20:00.000Z', unread_count: 1, last_message: aMessage() });

  it('see a new chat in one that its expert has never looked into', () => {
    expect(waitingOf(owed, 10)).toMatchObject({ room: 1, new_since: aMessage().created_at, owed_since: owed.owed_since });
    const [client, expert] = owed.participants;
    const seen = { ...owed, participants: [client!, { ...expert!, last_read_at: owed.created_at }] };
    expect(waitingOf(seen, 10).new_since).toBeNull();
    expect(waitingOf({ ...owed, unread_count: 0 }, 10).new_since).toBeNull();
  });

  it('name client, order and age; many become one that leads to the longest-waiting', () => {
    const rooms = new Map([1, 2, 3, 4].map((id) => [id, { room: { ...owed, id, order: 1000 + id } }])) as never;
    const due = [1, 2, 3, 4].map((room) => ({ room, why: 'owed' as const, since: owed.owed_since! }));
    expect(reminderAlerts(due.slice(0, 1), rooms, () => false, 'en', new Date(NOON))).toMatchObject([{ kind: 'reminder', room: 1, order: 1001, title: 'Мария Кузнецова · #1001', body: 'Waiting for an answer, 40 min' }]);
    expect(reminderAlerts(due, rooms, () => false, 'ru', new Date(NOON))).toMatchObject([{ kind: 'reminder', room: 1, title: '4 чата ждут ответа', body: 'Дольше всех 40 мин' }]);
  });

  it('wait while it is quiet', () => {
    expect(isSilent(host, NOON)).toBe(false);
    for (const change of [{ paused_until: '9999-12-31T23:59:59.000Z' }, { surroundings: { do_not_disturb: 'on' as const, is_locked: false } }, { settings: { ...DEFAULT_SETTINGS, quiet_hours: quietAllDay } }, { settings: { ...DEFAULT_SETTINGS, alerts: false } }]) {
      expect(isSilent({ ...host, ...change }, NOON)).toBe(true);
    }
  });
});

describe('the log of alerts', () => {
  const entry = { at: '2026-11-20T12:00:00.000Z', kind: 'message', room: 1, order: 1042, title: 'Мария Кузнецова · #1042', detail: '' } as const;
  const entries = [
    { ...entry, room: null, order: null, kind: 'digest', title: '3 new alerts in 2 chats', outcome: 'shown' },
    { ...entry, outcome: 'folded' },
    { ...entry, room: 2, order: 77, title: 'Tom · #77', outcome: 'suppressed_muted' },
    { ...entry, outcome: 'shown_quietly' },
  ] as const;

  it('is narrowed by what became of them, by reason and by chat', () => {
    const found = (change: object) => filterLog(entries, { ...NO_LOG_FILTER, ...change }).map(({ outcome }) => outcome);
    expect(found({})).toHaveLength(4);
    expect(found({ group: 'silent' })).toEqual(['suppressed_muted']);
    expect(found({ group: 'shown' })).toEqual(['shown', 'shown_quietly']);
    expect(found({ outcome: 'folded' })).toEqual(['folded']);
    expect(found({ query: '#1042' })).toEqual(['folded', 'shown_quietly']);
    expect(found({ query: 'tom' })).toEqual(['suppressed_muted']);
  });

  it('answers why there was no alert for a chat', () => {
    expect(answerOf(entries, '1042')?.outcome).toBe('folded');
    expect(answerOf(entries, 'Tom')?.outcome).toBe('suppressed_muted');
    expect(answerOf(entries, '9')).toBeNull();
    expect(sumsOf({ shown: 2, replaced: 1, folded: 4, suppressed_muted: 1, failed: 1 })).toEqual({ shown: 3, folded: 4, silent: 2 });
  });
});

describe('our own sounds', () => {
  it('are short, and within what a loudspeaker plays', () => {
    for (const tones of Object.values(SOUNDS)) {
      expect(lengthOf(tones)).toBeLessThanOrEqual(0.6);
      expect(tones.every(({ hertz, level }) => hertz >= 150 && hertz <= 4000 && level > 0 && level <= 1)).toBe(true);
    }
  });
});
