import { expect, test } from 'vitest';
import { doDeed } from '../../../renderer/console/notification_deeds';
import { requestFailure } from '../../../renderer/sync/failure';
import type { Deed } from '../../../protocol/desktop';

const AT = Date.parse('2026-11-20T12:00:00Z');
const deed: Deed = { id: '00000000-0000-8000-8000-000000000001', kind: 'reply', user: 1, room: 5, seq: 12, text: 'Yes', at: new Date(AT).toISOString() };

/** A sync layer that remembers what it was asked for, and refuses decisions with this code. */
function layer(code?: Parameters<typeof requestFailure>[0]) {
  const asked: unknown[] = [];
  return {
    asked,
    post: (...words: unknown[]) => (asked.push(words), Promise.resolve()),
    triage: (wish: unknown) => (asked.push(wish), code === undefined ? Promise.resolve(1) : Promise.reject(requestFailure(code, ''))),
  };
}

test('a reply becomes a post under its own id, a button a decision about what had been announced', async () => {
  const sync = layer();
  await doDeed(sync, deed, AT);
  await doDeed(sync, { ...deed, kind: 'no_answer', text: '' }, AT);
  await doDeed(sync, { ...deed, kind: 'snooze', text: '' }, AT + 5000);
  expect(sync.asked).toEqual([
    [5, 'Yes', { id: deed.id, seen_seq: 12 }],
    { room: 5, expect_seq: 12, action: 'waive' },
    { room: 5, expect_seq: 12, action: 'snooze', until: '2026-11-20T12:20:00.000Z' },
  ]);
});

test('a snooze whose time has passed before the page came is none', async () => {
  const sync = layer();
  await doDeed(sync, { ...deed, kind: 'snooze', text: '' }, AT + 20 * 60_000);
  expect(sync.asked).toEqual([]);
});

test.each(['room_moved', 'not_found'] as const)('a decision that %s stands against is given up', async (code) => {
  await expect(doDeed(layer(code), { ...deed, kind: 'no_answer', text: '' }, AT)).resolves.toBeUndefined();
});

test.each(['offline', 'unavailable', 'rate_limited'] as const)('a decision that met %s is asked for again', async (code) => {
  await expect(doDeed(layer(code), { ...deed, kind: 'no_answer', text: '' }, AT)).rejects.toMatchObject({ code });
});
