import { expect, test } from 'vitest';
import { carryOutDeeds, doDeed } from '../../../renderer/console/notification_deeds';
import type { Host } from '../../../renderer/console/host';
import { createChatStore } from '../../../renderer/store/chat';
import type { ChatState } from '../../../renderer/store/chat';
import { requestFailure } from '../../../renderer/sync/failure';
import type { Deed } from '../../../protocol/desktop';

const AT = Date.parse('2026-11-20T12:00:00Z');
const deed: Deed = { id: '00000000-0000-8000-8000-000000000001', kind: 'reply', server: 'https://a.test', user: 1, room: 5, seq: 12, text: 'Yes', at: new Date(AT).toISOString() };

/** A sync layer that remembers what it was asked for, and refuses decisions with this code. */
function layer(code?: Parameters<typeof requestFailure>[0]) {
  const asked: unknown[] = [];
  return {
    asked,
    store: createChatStore(),
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

const entry = { client_message_id: deed.id, user: 1, room: 5, message: 'Yes', reply_to: null, created_at: deed.at, state: 'pending', error: null } as const;

test('a reply that stands in memory alone is not done; once it has left the outbox it is', async () => {
  const sync = layer();
  sync.store.setState({ keeps_outbox: false, outbox: [entry] });
  await expect(doDeed(sync, deed, AT)).rejects.toThrow('not kept');
  sync.store.setState({ outbox: [] });
  await expect(doDeed(sync, deed, AT)).resolves.toBeUndefined();
  sync.store.setState({ keeps_outbox: true, outbox: [entry] });
  await expect(doDeed(sync, deed, AT)).resolves.toBeUndefined();
});

test('a session carries out what was done to notifications of its own server and user, and nothing else', async () => {
  const sync = { ...layer(), server: 'https://a.test' };
  sync.store.setState({ me: { id: 1 } as ChatState['me'] });
  const done: string[] = [];
  const at = new Date().toISOString();
  const deeds: Deed[] = [{ ...deed, at, id: 'theirs', server: 'https://b.test', text: 'For B' }, { ...deed, at, id: 'others', user: 2, text: 'For another' }, { ...deed, at, id: 'mine', text: 'Mine' }];
  const host = { getDeeds: () => Promise.resolve(deeds), deedDone: (id: string) => Promise.resolve(void done.push(id)), onDeedWaits: () => () => undefined };
  const stop = carryOutDeeds(host as unknown as Host, sync as unknown as Parameters<typeof carryOutDeeds>[1]);
  await expect.poll(() => done).toEqual(['mine']);
  expect(sync.asked).toEqual([[5, 'Mine', { id: 'mine', seen_seq: 12 }]]);
  stop();
});
