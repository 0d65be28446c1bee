import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyChat } from '../../renderer/store/chat';
import type { ChatState } from '../../renderer/store/chat';
import { changedRooms, withEntries } from '../../renderer/store/room_map';
import { entryOf } from '../../renderer/store/rooms';
import { roomsSorted, totals } from '../../renderer/store/select';
import type { RoomFilter, RoomSort } from '../../renderer/store/select';
import { createModel } from './model_server';

const [template] = createModel(1).rooms;
const plain = createModel(1).present(template!);

const change = fc.record({
  id: fc.integer({ min: 1, max: 700 }),
  is_gone: fc.boolean(),
  is_pinned: fc.boolean(),
  unread_count: fc.nat({ max: 3 }),
  owed: fc.option(fc.nat({ max: 9 })),
  aside: fc.constantFrom('snoozed' as const, 'done' as const, null, null),
  due: fc.option(fc.nat({ max: 9 }), { freq: 1 }),
  at: fc.nat({ max: 30 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const time = (number: number) => new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
const entry = ({ id, is_pinned, unread_count, owed, aside, due, at }: Change) => {
  const owed_since = owed === null || aside !== null ? null : time(owed);
  const triage = { owed_since, state: aside ?? (owed_since === null ? 'waiting' : 'owed'), snoozed_until: aside === 'snoozed' ? time(at) : null } as const;
  return entryOf({ ...plain, id, order: 1000 + id, is_pinned, unread_count, ...triage, due_at: due === null ? null : time(due), created_at: time(at) });
};

/** The same rooms in a map of which nothing is remembered. */
const anew = (state: ChatState): ChatState => ({ ...state, rooms: new Map(state.rooms) });

const views: readonly [RoomSort, RoomFilter, string][] = [
  ['recent', 'all', ''], ['owed', 'all', ''], ['recent', 'unread', ''], ['owed', 'owed', ''], ['recent', 'all', '11'],
  ['owed', 'open', ''], ['deadline', 'open', ''], ['owed', 'open', '11'], ['owed', 'snoozed', ''], ['recent', 'done', ''], ['deadline', 'waiting', ''],
];

describe('the lists and sums of an inbox', () => {
  it('are after any history of changes what they would be if they were made anew', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 40 }), fc.array(change, { maxLength: 300 }), (steps, first) => {
        let state: ChatState = { ...emptyChat, has_all_rooms: true, rooms: withEntries(emptyChat.rooms, first.map((one) => [one.id, entry(one)])) };
        for (const changes of steps) {
          state = { ...state, rooms: withEntries(state.rooms, changes.map((one) => [one.id, one.is_gone ? null : entry(one)])) };
          for (const view of views) expect(roomsSorted(state, ...view).map(({ id }) => id)).toEqual(roomsSorted(anew(state), ...view).map(({ id }) => id));
          expect(totals(state)).toEqual(totals(anew(state)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stay the same objects while nothing in them changes', () => {
    const of = (id: number, unread_count: number) => entry({ id, is_gone: false, is_pinned: false, unread_count, owed: null, aside: null, due: null, at: id });
    const state: ChatState = { ...emptyChat, has_all_rooms: true, rooms: withEntries(emptyChat.rooms, [[1, of(1, 2)], [2, of(2, 0)]]) };
    const [unread, sums] = [roomsSorted(state, 'recent', 'unread'), totals(state)];
    const later = { ...state, rooms: withEntries(state.rooms, [[2, of(2, 0)]]) };
    expect(roomsSorted(later, 'recent', 'unread')).toBe(unread);
    expect(totals(later)).toBe(sums);
  });
});

describe('two versions of the rooms', () => {
  it('are told apart room by room, and each keeps what it had', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), fc.array(change, { maxLength: 60 }), (first, second) => {
        const before = withEntries(new Map(), first.map((one) => [one.id, entry(one)]));
        const kept = new Map(before);
        const changes = second.map((one) => [one.id, one.is_gone ? null : entry(one)] as const);
        const now = withEntries(before, changes);
        const expected = new Map(kept);
        for (const [id, changed] of changes) {
          if (changed) expected.set(id, changed);
          else expected.delete(id);
        }
        expect(new Map(before)).toEqual(kept);
        expect(new Map(now)).toEqual(expected);
        expect(now.size).toBe(expected.size);
        const differing = [...new Set([...kept.keys(), ...expected.keys()])].filter((id) => kept.get(id) !== now.get(id));
        expect([...changedRooms(before, now)].sort()).toEqual(differing.sort());
      }),
      { numRuns: 100 },
    );
  });
});
