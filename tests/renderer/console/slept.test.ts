import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Host } from '../../../renderer/console/host';
import { sendReminders } from '../../../renderer/console/reminders';
import { watchSleep } from '../../../renderer/console/slept';
import { createChatStore } from '../../../renderer/store/chat';
import type { ChatState } from '../../../renderer/store/chat';
import type { Sync } from '../../../renderer/sync/sync';
import { applyRoom } from '../../../renderer/store/facts';
import { aRoom } from './rooms';

const MINUTE = 60_000;
const START = Date.parse('2026-11-25T09:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is known from before a sleep is doubtful until a catch-up has come, and slow timers are no sleep', () => {
  const mayBeOld = watchSleep(0);
  expect(mayBeOld(0, 5_000)).toBe(false);
  expect(mayBeOld(0, 65_000)).toBe(false);
  expect(mayBeOld(65_000, 30 * MINUTE)).toBe(true);
  expect(mayBeOld(65_000, 30 * MINUTE + 5_000)).toBe(true);
  expect(mayBeOld(30 * MINUTE + 6_000, 30 * MINUTE + 10_000)).toBe(false);
});

test('reminders that fell due in sleep come once, as one, and only for those who still wait', () => {
  const store = createChatStore();
  const alerts: { room: number; title: string }[] = [];
  const settings = { ...DEFAULT_SETTINGS, language: 'en' as const };
  const host = { state: { getState: () => ({ server: '', settings, paused_until: null, surroundings: { do_not_disturb: 'off', is_locked: false } }) }, alert: (alert: { room: number; title: string }) => (alerts.push(alert), Promise.resolve()) };
  store.setState({ me: { id: 10 } as ChatState['me'], is_caught_up: true, as_of: START });
  const owed_since = new Date(START).toISOString();
  for (const id of [1, 2, 3, 4, 5, 6]) store.setState((state) => applyRoom(state, aRoom({ id, order: 100 + id, owed_since }), undefined));
  const stop = sendReminders(host as unknown as Host, { store } as Sync, () => false, () => 'en');
  vi.advanceTimersByTime(5_000);
  // The lid is shut: no timer runs for eight hours.
  vi.setSystemTime(START + 8 * 60 * MINUTE);
  vi.advanceTimersByTime(5_000);
  expect(alerts).toEqual([]);
  store.setState((state) => applyRoom({ ...state, as_of: Date.now() }, aRoom({ id: 1, order: 101, last_rev: 2, owed_since: null }), undefined));
  vi.advanceTimersByTime(5_000);
  expect(alerts).toMatchObject([{ room: 2 }]);
  expect(alerts[0]?.title).toContain('5');
  vi.advanceTimersByTime(60_000);
  expect(alerts).toHaveLength(1);
  stop();
});
