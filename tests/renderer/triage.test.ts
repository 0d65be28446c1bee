import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deskView } from '../../main/desk_view';
import type { Room } from '../../protocol/entities';
import { owedForTray } from '../../renderer/console/session';
import { offersOf } from '../../renderer/console/triage/decide';
import { canSnoozeUntil, snoozePresets } from '../../renderer/console/triage/snooze_presets';
import { snoozeText } from '../../renderer/console/triage/snooze_text';
import { createChatStore, emptyChat } from '../../renderer/store/chat';
import { withEntries } from '../../renderer/store/room_map';
import { entryOf } from '../../renderer/store/rooms';
import { owedRooms, roomsSorted, totals } from '../../renderer/store/select';
import { createWaking } from '../../renderer/sync/waking';
import { aMessage, aRoom } from './console/rooms';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

const owed = (id: number, minutes: number, more: Partial<Room> = {}) => aRoom({ id, state: 'owed', owed_since: at(minutes), ...more });
const snoozed = (id: number, minutes: number, since: string | null = null) => aRoom({ id, state: 'snoozed', snoozed_until: at(minutes), snoozed_owed_since: since });
const stateOf = (...rooms: Room[]) => ({ ...emptyChat, has_all_rooms: true, rooms: withEntries(emptyChat.rooms, rooms.map((room) => [room.id, entryOf(room)])) });
const ids = (rooms: readonly Room[]) => rooms.map(({ id }) => id);

describe('the list', () => {
  const state = stateOf(
    owed(1, -5),
    owed(2, -9, { due_at: at(60) }),
    aRoom({ id: 3, order: 7777, state: 'done', unread_count: 3 }),
    { ...snoozed(4, 30, at(-99)), unread_count: 1 },
    snoozed(5, 10),
    aRoom({ id: 6, due_at: at(30), created_at: at(0) }),
    aRoom({ id: 7, created_at: at(5) }),
  );

  it('leaves out what is snoozed or done, and finds it when somebody looks for it', () => {
    expect(ids(roomsSorted(state, 'owed', 'open'))).toEqual([2, 1, 7, 6]);
    expect(ids(roomsSorted(state, 'owed', 'open', '7777'))).toEqual([3]);
    expect(ids(roomsSorted(state, 'owed', 'all'))).toHaveLength(7);
  });

  it('narrows to each state', () => {
    expect(ids(roomsSorted(state, 'owed', 'owed'))).toEqual([2, 1]);
    expect(ids(roomsSorted(state, 'owed', 'waiting'))).toEqual([7, 6]);
    expect(ids(roomsSorted(state, 'owed', 'done'))).toEqual([3]);
    // The next to wake first.
    expect(ids(roomsSorted(state, 'owed', 'snoozed'))).toEqual([5, 4]);
  });

  it('puts what was promised soonest first, and the rest as owed', () => {
    expect(ids(roomsSorted(state, 'deadline', 'open'))).toEqual([6, 2, 1, 7]);
  });

  it('counts as owed only what is neither snoozed nor done, and unread what is unread wherever it is', () => {
    expect(totals(state)).toMatchObject({ owed_rooms: 2, oldest_owed_since: at(-9) });
    expect(ids(owedRooms(state))).toEqual([2, 1]);
    // What the tray lists, and what each kind of badge counts.
    expect(owedForTray(state).map(({ room }) => room)).toEqual([2, 1]);
    const shown = { language: 'en', accounts: [{ id: 1, name: '', connection: 'online', totals: totals(state), owed: owedForTray(state) }], paused_until: null, quiet_until: null, do_not_disturb: 'off', update: { name: 'off', version: null }, now: NOW } as const;
    const badge = (counts: 'unread_messages' | 'unread_rooms' | 'owed_rooms') => deskView({ ...shown, counts }).badge;
    expect([badge('unread_messages'), badge('unread_rooms'), badge('owed_rooms')]).toEqual([4, 2, 2]);
  });
});

describe('a snooze', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());

  it('ends at its time with nothing told, and is owed since before it', () => {
    const store = createChatStore();
    const waking = createWaking(store);
    waking.start();
    store.setState(stateOf(snoozed(1, 10, at(-20)), snoozed(2, 10), snoozed(3, 30, at(-40)), aRoom({ id: 4, state: 'done' })));
    expect(totals(store.getState()).owed_rooms).toBe(0);
    vi.advanceTimersByTime(10 * 60_000 - 1);
    expect(ids(roomsSorted(store.getState(), 'owed', 'snoozed'))).toEqual([1, 2, 3]);
    vi.advanceTimersByTime(1);
    expect(totals(store.getState())).toMatchObject({ owed_rooms: 1, oldest_owed_since: at(-20) });
    expect([1, 2, 3, 4].map((id) => store.getState().rooms.get(id)?.room.state)).toEqual(['owed', 'waiting', 'snoozed', 'done']);
    vi.advanceTimersByTime(20 * 60_000);
    expect(totals(store.getState())).toMatchObject({ owed_rooms: 2, oldest_owed_since: at(-40) });
    waking.stop();
  });

  it('ends by the server’s clock, however wrong the device’s own is', () => {
    const store = createChatStore();
    const waking = createWaking(store);
    waking.start();
    store.setState({ ...stateOf(snoozed(1, 10, at(-20))), clock_ahead_ms: -5 * 60_000 });
    vi.advanceTimersByTime(14 * 60_000);
    expect(totals(store.getState()).owed_rooms).toBe(0);
    store.setState({ clock_ahead_ms: 0 });
    expect(totals(store.getState()).owed_rooms).toBe(1);
    waking.stop();
  });

  it('of a month is waited for in steps that a timer can hold', () => {
    const store = createChatStore();
    const waking = createWaking(store);
    waking.start();
    store.setState(stateOf(snoozed(1, 60 * 24 * 40, at(-20))));
    vi.advanceTimersByTime(60_000 * 60 * 24 * 40 - 1);
    expect(totals(store.getState()).owed_rooms).toBe(0);
    vi.advanceTimersByTime(1);
    expect(totals(store.getState()).owed_rooms).toBe(1);
    waking.stop();
  });

  it('is looked at when the machine wakes up, and not after the end of the session', () => {
    const store = createChatStore();
    const waking = createWaking(store);
    waking.start();
    store.setState(stateOf(snoozed(1, 10, at(-20)), snoozed(2, 60, at(-20))));
    // Asleep: the clock goes on, no timer rings.
    vi.setSystemTime(NOW + 20 * 60_000);
    waking.look();
    expect(totals(store.getState()).owed_rooms).toBe(1);
    waking.stop();
    vi.advanceTimersByTime(90 * 60_000);
    expect(totals(store.getState()).owed_rooms).toBe(1);
  });
});

describe('what is offered', () => {
  const client = aRoom().participants[0]!.user.id;
  const asked = aMessage({ sender: client });

  it('fits the state of the room', () => {
    expect(offersOf(owed(1, -5))).toEqual({ waive: true, snooze: true, done: true, reopen: false, owe_again: false });
    expect(offersOf(snoozed(1, 5))).toEqual({ waive: false, snooze: true, done: true, reopen: true, owe_again: false });
    expect(offersOf(aRoom({ state: 'done' }))).toEqual({ waive: false, snooze: true, done: false, reopen: true, owe_again: false });
    expect(offersOf(aRoom({ state: 'waiting', last_message: asked }))).toMatchObject({ waive: false, owe_again: true });
    expect(offersOf(aRoom({ state: 'waiting', last_message: { ...asked, deleted_at: at(0) } }))).toMatchObject({ owe_again: false });
  });
});

describe('the moments to snooze until', () => {
  it('are five, by the own calendar, and four on a Sunday', () => {
    const thursday = new Date(2026, 10, 26, 22, 50);
    expect(snoozePresets(thursday).map(({ preset, moment }) => [preset, moment])).toEqual([
      ['in_20_minutes', new Date(2026, 10, 26, 23, 10)],
      ['in_an_hour', new Date(2026, 10, 26, 23, 50)],
      ['in_3_hours', new Date(2026, 10, 27, 1, 50)],
      ['tomorrow', new Date(2026, 10, 27, 9)],
      ['monday', new Date(2026, 10, 30, 9)],
    ]);
    expect(snoozePresets(new Date(2026, 10, 29, 12)).map(({ preset }) => preset)).toEqual(['in_20_minutes', 'in_an_hour', 'in_3_hours', 'tomorrow']);
  });

  it('are a minute to a year ahead', () => {
    const now = new Date(NOW);
    const fits = [0.5, 1, 60, 365 * 24 * 60, 367 * 24 * 60].map((minutes) => canSnoozeUntil(new Date(at(minutes)), now));
    expect(fits).toEqual([false, true, true, true, false]);
  });

  it('are told by the time alone on the same day', () => {
    const now = new Date(2026, 10, 26, 12);
    expect(snoozeText(new Date(2026, 10, 26, 14, 30).toISOString(), now, 'ru')).toBe('14:30');
    expect(snoozeText(new Date(2026, 10, 27, 9).toISOString(), now, 'ru')).toMatch(/27 нояб/);
  });
});
