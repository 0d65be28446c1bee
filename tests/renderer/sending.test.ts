import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../protocol/entities';
import { createChatStore, type ChatStore, type OutboxEntry } from '../../renderer/store/chat';
import { openWindow } from '../../renderer/store/timeline';
import { createOutbox } from '../../renderer/sync/outbox';
import { memoryOutbox, type OutboxStorage } from '../../renderer/sync/outbox_storage';
import type { Request } from '../../renderer/sync/socket';

type Sent = { room: number; message: string; client_message_id: string };
const me = { id: 1, first_name: 'Анна', last_name: 'Соколова', role: 'expert' as const, email: 'anna@orderline.test' };
const storedAs = ({ room, message, client_message_id }: Sent, rev: number) => ({ id: rev, room, seq: rev, rev, sender: 1, client_message_id, message }) as Message;

/** An outbox whose server is played: what has come to it, and how it answers. */
function sending(storage: OutboxStorage = memoryOutbox()) {
  const store: ChatStore = createChatStore();
  store.setState({ me, connection: 'online' });
  const sent: Sent[] = [];
  const world = { answer: (post: Sent): Promise<unknown> => Promise.resolve({ ok: true, message: storedAs(post, sent.length) }) };
  const request = ((_name: string, payload: Sent) => {
    sent.push(payload);
    return world.answer(payload);
  }) as unknown as Request;
  const outbox = createOutbox(store, '', () => Promise.resolve(storage), request, { stored: () => undefined, moved: () => undefined, refusedToken: () => undefined });
  outbox.start(me.id);
  return { store, outbox, sent, world, texts: () => sent.map(({ message }) => message) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('sending what stands in the outbox', () => {
  it('sends each held post when its own time is over, however many are held after it', async () => {
    const { outbox, texts } = sending();
    await outbox.post(1, 'first', { hold_ms: 5_000 });
    await vi.advanceTimersByTimeAsync(4_000);
    await outbox.post(2, 'second', { hold_ms: 5_000 });
    expect(texts()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(texts()).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(texts()).toEqual(['first', 'second']);
  });

  it('gives no text back that the server has, though the window still lacks the message', async () => {
    const { store, outbox, world } = sending();
    // Change number 1 is somebody else's, and has not come through yet.
    store.setState({ timelines: new Map([[1, openWindow([], [], 0)]]) });
    world.answer = (post) => Promise.resolve({ ok: true, message: storedAs(post, 2) });
    await outbox.post(1, 'once', { id: 'a' });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().outbox).toHaveLength(1);
    await expect(outbox.discard('a')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes a discarded post off the disk that has refused another one: no later page sends it', async () => {
    const disk = { ...memoryOutbox(), isKept: true };
    const full = { ...disk, put: (entry: OutboxEntry) => (entry.message === 'too much' ? Promise.reject(new Error('full')) : disk.put(entry)) };
    const { outbox, store } = sending(full);
    await outbox.post(1, 'thought better of', { id: 'a', hold_ms: 5_000 });
    await outbox.post(2, 'too much', { hold_ms: 5_000 });
    expect(store.getState().keeps_outbox).toBe(false);
    expect(await outbox.discard('a')).toBe('thought better of');
    expect(await disk.load(me.id)).toEqual([]);
  });
});
