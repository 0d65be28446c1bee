import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../protocol/entities';
import { createChatStore, type ChatStore, type OutboxEntry } from '../../renderer/store/chat';
import { openWindow } from '../../renderer/store/timeline';
import { createChanges } from '../../renderer/sync/changes';
import { memoryChanges, type ChangesStorage } from '../../renderer/sync/changes_storage';
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
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

  it('takes the sending over from a tab that sleeps, also when this one was hidden at the first look', async () => {
    const page = { visibilityState: 'hidden' };
    const request = (_name: string, options: LockOptions, held: () => Promise<void>) => (options.steal ? held() : new Promise<void>(() => undefined));
    vi.stubGlobal('document', page);
    vi.stubGlobal('navigator', { locks: { request } });
    const { outbox, texts } = sending();
    await outbox.post(1, 'waits for the other tab');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(texts()).toEqual([]);
    page.visibilityState = 'visible';
    await vi.advanceTimersByTimeAsync(6_000);
    expect(texts()).toEqual(['waits for the other tab']);
  });
});

describe('an edit on its way', () => {
  it('goes out and is shown, though the disk is full', async () => {
    const store = createChatStore();
    store.setState({ me, connection: 'online' });
    const full: ChangesStorage = { ...memoryChanges(), put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const asked: unknown[] = [];
    const request = ((name: string, payload: unknown) => {
      asked.push([name, payload]);
      return Promise.resolve({ ok: true, message: { ...storedAs({ room: 1, message: 'right', client_message_id: 'a' }, 7), id: 5 } });
    }) as unknown as Request;
    const changes = createChanges(store, () => Promise.resolve(full), request, { stored: () => undefined, refusedToken: () => undefined });
    changes.start(me.id);
    await changes.edit(storedAs({ room: 1, message: 'wrong', client_message_id: 'a' }, 5), 'right');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([['message:edit', { id: 5, message: 'right' }]]);
    changes.stop();
  });
});
