import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../renderer/store/chat';
import { isRefusedForGood, nextToSend, refused, retried, retryDelay, withEntry, withoutEntries } from '../../renderer/store/outbox';
import { ERROR_CODES } from '../../protocol/errors';

const entry = (id: string, room: number, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  client_message_id: id, user: 1, room, message: id, reply_to: null, created_at: '', state: 'pending', error: null, ...more,
});
const ids = (entries: readonly OutboxEntry[]) => entries.map((one) => one.client_message_id);
const never = () => false;

describe('the outbox', () => {
  it('sends the first of each room, in order, and leaves waiting rooms alone', () => {
    const entries = [entry('a1', 1), entry('a2', 1), entry('b1', 2), entry('c1', 3)];
    expect(ids(nextToSend(entries, never, never))).toEqual(['a1', 'b1', 'c1']);
    expect(ids(nextToSend(entries, never, (room) => room === 1))).toEqual(['b1', 'c1']);
    expect(ids(nextToSend(entries, (id) => id === 'a1', never))).toEqual(['a2', 'b1', 'c1']);
  });

  it('lets later posts pass one that was refused', () => {
    expect(ids(nextToSend([refused(entry('a1', 1), 'room_moved'), entry('a2', 1)], never, never))).toEqual(['a2']);
  });

  it('gives up only what the server will never take', () => {
    expect(ERROR_CODES.filter(isRefusedForGood).sort()).toEqual(
      ['bad_request', 'conflict', 'forbidden', 'not_found', 'order_forbidden', 'room_moved', 'too_large'],
    );
    for (const code of ['offline', 'timeout', 'a code of tomorrow']) expect(isRefusedForGood(code)).toBe(false);
  });

  it('asks again under the same id, and as one who has seen what had moved the room', () => {
    const failed = refused(entry('a1', 1, { expect_seq: 3, seen_seq: 2 }), 'room_moved');
    expect(retried(failed, 5, 'fresh')).toMatchObject({ client_message_id: 'a1', state: 'pending', error: null, expect_seq: 5, seen_seq: 5 });
    expect(retried(refused(entry('a1', 1), 'room_moved'), 5, 'fresh')).not.toHaveProperty('seen_seq');
    expect(retried(refused(entry('a1', 1), 'conflict'), 5, 'fresh').client_message_id).toBe('fresh');
    expect(retried(refused(entry('a1', 1, { seen_seq: 2 }), 'not_found'), 5, 'fresh')).toMatchObject({ client_message_id: 'a1', seen_seq: 2 });
  });

  it('keeps places, and the same list when nothing changes', () => {
    const entries = [entry('a', 1), entry('b', 1)];
    expect(ids(withEntry(entries, entry('a', 1, { state: 'failed' })))).toEqual(['a', 'b']);
    expect(ids(withEntry(entries, entry('c', 1)))).toEqual(['a', 'b', 'c']);
    expect(withoutEntries(entries, new Set(['x']))).toBe(entries);
    expect(ids(withoutEntries(entries, new Set(['a'])))).toEqual(['b']);
  });

  it('waits longer each time, never for ever, and not all at once', () => {
    expect(retryDelay(0, 0)).toBe(250);
    expect(retryDelay(3, 1)).toBe(4000);
    expect(retryDelay(50, 1)).toBe(15_000);
  });
});
