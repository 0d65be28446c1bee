import { describe, expect, it } from 'vitest';
import type { BulkResult, BulkWish } from '../../../protocol/bulk';
import { BULK_MAX } from '../../../protocol/limits';
import { undoOf, wishOf } from '../../../renderer/console/bulk/deeds';
import type { Deed } from '../../../renderer/console/bulk/deeds';
import { askAll, runDeed } from '../../../renderer/console/bulk/run';
import type { Asked } from '../../../renderer/console/bulk/run';
import type { Console } from '../../../renderer/console/context';
import { createDesk } from '../../../renderer/console/desk';
import { createChatStore } from '../../../renderer/store/chat';
import { extend, noSelection, seenOf, seenUpTo, selectAll, toggle } from '../../../renderer/console/bulk/selection';
import { aMessage, aRoom } from './rooms';

const rooms = (count: number) => Array.from({ length: count }, (_, index) => aRoom({ id: index + 1 }));
const done: Deed = { kind: 'triage', decision: { action: 'done' } };
const asked = (count: number): Asked[] => rooms(count).map((room) => ({ room, wish: { request: 'room:label', payload: { room: room.id, label: 1, is_on: true } } }));
const roomIn = (wish: BulkWish) => ('room' in wish.payload ? wish.payload.room : 0);

/** Asks with a server that answers each wish in this way; what became of each room, and how large the requests were. */
async function outcomes(count: number, answer: (room: number, request: number) => BulkResult | Error) {
  const told = new Map<number, string>();
  const sizes: number[] = [];
  const pauses: number[] = [];
  const run = async (wishes: readonly BulkWish[]) => {
    sizes.push(wishes.length);
    return wishes.map((wish) => {
      const result = answer(roomIn(wish), sizes.length);
      if (result instanceof Error) throw result;
      return result;
    });
  };
  await askAll({ run }, asked(count), ({ room }, result) => void told.set(room.id, result.ok ? 'ok' : result.code), async (seconds) => void pauses.push(seconds));
  return { told, sizes, pauses };
}

describe('wishes about many rooms', () => {
  it('go out in bounded requests, and each room is told of once', async () => {
    const { told, sizes } = await outcomes(120, () => ({ ok: true }));
    expect(sizes).toEqual([BULK_MAX, BULK_MAX, 20]);
    expect(told.size).toBe(120);
  });

  it('wait as long as they are told to, those alone that were told so, and not for ever', async () => {
    const { told, sizes, pauses } = await outcomes(3, (room, request) => (room === 2 && request === 1 ? { ok: false, code: 'rate_limited', retry_after: 7 } : { ok: true }));
    expect([sizes, pauses, [...told.values()]]).toEqual([[3, 1], [7], ['ok', 'ok', 'ok']]);
    const never = await outcomes(1, () => ({ ok: false, code: 'rate_limited', retry_after: 600 }));
    expect([never.sizes.length, never.pauses.every((seconds) => seconds === 60), never.told.get(1)]).toEqual([6, true, 'rate_limited']);
  });

  it('end where the connection does: nobody who was not asked is passed over', async () => {
    const { told, sizes } = await outcomes(120, (_room, request) => (request === 2 ? Object.assign(new Error('gone'), { code: 'offline' }) : { ok: true }));
    expect(sizes).toEqual([BULK_MAX, BULK_MAX]);
    expect([...told.values()].filter((code) => code === 'offline')).toHaveLength(70);
  });
});

describe('a deed on one of many rooms', () => {
  it('is asked for only where it changes something, and names what its doer has seen', () => {
    expect(wishOf(aRoom({ id: 1, state: 'owed', last_seq: 4 }), done)).toEqual({ request: 'room:triage', payload: { room: 1, action: 'done', expect_seq: 4 } });
    expect(wishOf(aRoom({ id: 1, state: 'owed', last_seq: 4 }), done, 3)).toMatchObject({ payload: { expect_seq: 3 } });
    expect(wishOf(aRoom({ id: 1, state: 'done' }), done)).toBeNull();
    expect(wishOf(aRoom({ id: 1, state: 'waiting' }), { kind: 'triage', decision: { action: 'waive' } })).toBeNull();
    expect(wishOf(aRoom({ id: 1, state: 'waiting' }), { kind: 'triage', decision: { action: 'reopen' } })).toBeNull();
    expect(wishOf(aRoom({ id: 1, labels: [3] }), { kind: 'label', label: 3, is_on: true })).toBeNull();
    expect(wishOf(aRoom({ id: 1 }), { kind: 'label', label: 3, is_on: false })).toBeNull();
  });

  it('is not begun while another one is under way, and says so', async () => {
    const desk = createDesk(10);
    const sync = { shelf: { run: async () => [] }, store: createChatStore() } as unknown as Console['sync'];
    expect(await runDeed({ sync, desk }, done, [])).toBe(true);
    desk.setState(({ bulk }) => ({ bulk: bulk && { ...bulk, is_running: true } }));
    expect(await runDeed({ sync, desk }, done, [])).toBe(false);
  });

  it('is undone by its opposite, and not at all where nothing was changed', () => {
    const room = aRoom({ id: 1, order: 4106 });
    expect(undoOf(room, done, { ok: true, event: 9 })).toEqual({ request: 'room:triage', payload: { room: 1, action: 'undo', event: 9 } });
    expect(undoOf(room, done, { ok: true, event: null })).toBeNull();
    expect(undoOf(room, { kind: 'label', label: 3, is_on: true }, { ok: true, is_changed: true })).toEqual({ request: 'room:label', payload: { room: 1, label: 3, is_on: false } });
    expect(undoOf(room, { kind: 'label', label: 3, is_on: true }, { ok: true, is_changed: false })).toBeNull();
    expect(undoOf(room, { kind: 'return' }, { ok: true })).toEqual({ request: 'order:take', payload: { order: 4106 } });
    expect(undoOf(room, { kind: 'invite', user: 5 }, { ok: true })).toEqual({ request: 'room:remove', payload: { room: 1, user: 5 } });
  });
});

describe('selecting', () => {
  it('remembers what was seen of each room when it came in, and counts an own last word as seen', () => {
    const at = (last_seq: number, sender = 20) => aRoom({ id: 1, last_seq, last_message: aMessage({ sender }) });
    const first = seenOf(new Map(), new Set([1]), new Map([[1, { room: at(4) }]]));
    const later = seenOf(first, new Set([1, 2]), new Map([[1, { room: at(5) }], [2, { room: aRoom({ id: 2, last_seq: 7 }) }]]));
    expect([...later]).toEqual([[1, 4], [2, 7]]);
    expect([seenUpTo(at(5), later, 10), seenUpTo(at(6, 10), later, 10)]).toEqual([4, 6]);
    expect(seenOf(later, new Set([2]), new Map()).has(1)).toBe(false);
  });

  const list = rooms(5);
  const ids = ({ selected }: { selected: ReadonlySet<number> }) => [...selected].sort();

  it('takes rooms in and out one by one, a range from the last one, and all', () => {
    const one = toggle(noSelection, 2);
    expect(ids(extend(one, list, 4, null))).toEqual([2, 3, 4]);
    expect(ids(extend(extend(one, list, 4, null), list, 1, null))).toEqual([1, 2, 3, 4]);
    expect(ids(toggle(toggle(one, 3), 2))).toEqual([3]);
    expect(ids(selectAll(list))).toEqual([1, 2, 3, 4, 5]);
  });

  it('begins a range where the reader stands when nothing was selected before, or when that has left the list', () => {
    expect(ids(extend(noSelection, list, 3, 2))).toEqual([2, 3]);
    expect(ids(extend(noSelection, list, 3, null))).toEqual([3]);
    expect(ids(extend({ selected: new Set([9]), anchor: 9 }, list, 5, 4))).toEqual([4, 5, 9]);
  });
});
