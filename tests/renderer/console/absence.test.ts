import { describe, expect, it } from 'vitest';
import type { ChatState } from '../../../renderer/store/chat';
import { entryOf } from '../../../renderer/store/rooms';
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
