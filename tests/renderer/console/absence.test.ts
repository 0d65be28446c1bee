import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatState } from '../../../renderer/store/chat';
import { entryOf } from '../../../renderer/store/rooms';
import { createAway } from '../../../renderer/console/away/away';
import { createChatStore } from '../../../renderer/store/chat';
import { knownUntil } from '../../../renderer/sync/known_until';
import { sumUpAbsence, toGoThrough } from '../../../renderer/console/away/absence';
import { aRoom } from './rooms';

const ME = 1;
const CLIENT = 20;
const COLLEAGUE = 3;

type Told = { last_seq: number; owed_since?: string | null; unread_count?: number; by?: number };

function rooms(told: Readonly<Record<number, Told>>): ChatState['rooms'] {
  return new Map(
    Object.entries(told).map(([id, { last_seq, owed_since = null, unread_count = 0, by = CLIENT }]) => {
      const room = aRoom({ id: Number(id) });
      const last_message = { sender: by, created_at: `2026-01-01T00:00:0${id}.000Z` } as typeof room.last_message;
      return [Number(id), entryOf({ ...room, last_seq, owed_since, unread_count, last_message })];
    }),
  );
}

describe('an absence', () => {
  it('is summed up: what came, who waits, whom colleagues answered', () => {
    const then = rooms({ 1: { last_seq: 3 }, 2: { last_seq: 5, owed_since: 'a' }, 3: { last_seq: 1, owed_since: 'b' }, 4: { last_seq: 2 } });
    const now = new Map([
      ...rooms({ 1: { last_seq: 5, owed_since: 'c', unread_count: 2 }, 2: { last_seq: 6, by: COLLEAGUE, unread_count: 1 }, 3: { last_seq: 2, by: ME }, 5: { last_seq: 1, owed_since: 'd', unread_count: 1 } }),
      [4, then.get(4)!],
    ]);
    expect(sumUpAbsence({ rooms: then }, now, ME)).toEqual({ messages: 4, rooms: 3, owed: 2, answered: 1 });
    expect(toGoThrough({ rooms: then }, now, ME)).toEqual([1, 5, 2]);
  });

  it('in which nothing came sums up to nothing', () => {
    const then = rooms({ 1: { last_seq: 3, owed_since: 'a' } });
    expect(sumUpAbsence({ rooms: then }, then, ME)).toEqual({ messages: 0, rooms: 0, owed: 0, answered: 0 });
    expect(toGoThrough({ rooms: then }, then, ME)).toEqual([]);
  });
});

describe('coming back', () => {
  const START = Date.parse('2026-03-02T12:00:00.000Z');
  const MINUTE = 60_000;
  const [before, after] = [rooms({ 1: { last_seq: 3 } }), rooms({ 1: { last_seq: 5, unread_count: 2, owed_since: 'c' } })];
  beforeEach(() => void vi.useFakeTimers({ now: START }));
  afterEach(() => void vi.useRealTimers());

  function sitDown() {
    const store = createChatStore();
    store.setState({ me: { id: ME } as ChatState['me'], rooms: before, has_all_rooms: true, is_caught_up: true, as_of: START });
    const away = createAway({ store });
    const view = new EventTarget();
    away.watch(view as unknown as Window);
    const touch = () => void view.dispatchEvent(new Event('keydown'));
    touch();
    return { store, away, touch, told: () => away.getState().is_told };
  }

  it('is told what came at once while it was connected', () => {
    const { store, touch, told } = sitDown();
    vi.setSystemTime(START + 10 * MINUTE);
    store.setState({ rooms: after, as_of: Date.now() - 30_000 });
    touch();
    expect(told()).toBe(true);
  });

  it('is told what came after a sleep as soon as it is known, also when it was touched before', () => {
    const { store, away, touch, told } = sitDown();
    vi.setSystemTime(START + 40 * MINUTE);
    touch();
    touch();
    expect(told()).toBe(false);
    // The socket is seen to be dead, and comes back.
    store.setState({ connection: 'offline', is_caught_up: false });
    vi.setSystemTime(START + 41 * MINUTE);
    store.setState({ connection: 'online', rooms: after });
    store.setState({ is_caught_up: true, as_of: Date.now() });
    expect(told()).toBe(true);
    expect(away.getState().absence).toMatchObject({ left_at: '2026-03-02T12:00:00.000Z', back_at: '2026-03-02T12:40:00.000Z', rooms: before });
  });

  it('counts two absences without a network between them as one', () => {
    const { store, away, touch } = sitDown();
    store.setState({ connection: 'offline', is_caught_up: false });
    for (const minutes of [20, 40]) {
      vi.setSystemTime(START + minutes * MINUTE);
      touch();
    }
    store.setState({ connection: 'online', rooms: after, is_caught_up: true, as_of: Date.now() });
    expect(away.getState().absence).toMatchObject({ left_at: '2026-03-02T12:00:00.000Z', back_at: '2026-03-02T12:40:00.000Z' });
  });

  it('is told nothing when the first look finds nothing, whatever comes later', () => {
    const { store, touch, told } = sitDown();
    vi.setSystemTime(START + 40 * MINUTE);
    touch();
    store.setState({ as_of: Date.now() });
    store.setState({ rooms: after });
    expect(told()).toBe(false);
  });

  it('says up to when the list was known: until the connection went, or until the sleep', () => {
    expect(knownUntil(START, START + MINUTE)).toBe(START + MINUTE);
    expect(knownUntil(START, START + 480 * MINUTE)).toBe(START);
    expect(knownUntil(null, START)).toBe(START);
  });
});
