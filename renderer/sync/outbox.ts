import { applyStored } from '../store/facts';
import { isRefusedForGood, nextToSend, refused, retried, retryDelay, withEntry, withoutEntries } from '../store/outbox';
import type { ChatState, ChatStore, OutboxEntry } from '../store/chat';
import type { Message } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';
import { requestFailure } from './failure';
import { memoryOutbox } from './outboxStorage';
import type { OutboxStorage } from './outboxStorage';
import type { Request } from './socket';
import { joinTabs } from './tabs';
import type { TabWord, Tabs } from './tabs';
import { newUuid } from './uuid';

export type PostOptions = { reply_to?: number; seen_seq?: number; expect_seq?: number };

export type Outbox = {
  /** Takes up what this user had left unsent. */
  start(user: number): void;
  stop(): Promise<void>;
  post(room: number, message: string, options?: PostOptions): Promise<void>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<string>;
  /** There is a connection: whoever waited for one goes now. */
  flush(): void;
};

export type OutboxEvents = {
  /** A message of this room is known to be stored. */
  stored(room: number): void;
  /** The server knows more of the room than was known here. */
  moved(room: number): void;
  /** The session's token is no good any more. */
  refusedToken(): void;
};

const ASLEEP_MS = 5_000;

/** The posts of this user on their way: kept before they are shown, sent in order, one of a room at a time, until the server has them. */
export function createOutbox(store: ChatStore, server: string, opened: () => Promise<OutboxStorage>, request: Request, events: OutboxEvents): Outbox {
  let storage: OutboxStorage | null = null;
  let tabs: Tabs | null = null;
  let user: number | null = null;
  let stopWatching: (() => void) | null = null;
  /** Storage is spoken to in turn, and the state follows it in the same turn. */
  let turn: Promise<unknown> = Promise.resolve();
  const flights = new Map<number, { id: string; landed: Promise<void> }>();
  const waits = new Map<number, { attempts: number; timer: ReturnType<typeof setTimeout> | undefined }>();
  /** Stored by the server, though the window may still lack the message. */
  const stored = new Map<string, Message>();
  /** Out of the state, and soon out of the storage. */
  const gone = new Set<string>();
  let asleep: ReturnType<typeof setTimeout> | undefined;

  function inTurn<T>(work: (kept: OutboxStorage) => Promise<T>): Promise<T> {
    const done = turn.then(async () => {
      storage ??= await opened();
      if (store.getState().keeps_outbox !== storage.isKept) store.setState({ keeps_outbox: storage.isKept });
      try {
        return await work(storage);
      } catch {
        // The disk is full or closed to us: go on in memory, and say so.
        storage = memoryOutbox();
        store.setState({ keeps_outbox: false });
        for (const entry of store.getState().outbox) await storage.put(entry);
        return work(storage);
      }
    });
    turn = done.catch(() => undefined);
    return done;
  }

  function reload(): Promise<void> {
    return inTurn(async (kept) => {
      if (user === null) return;
      const entries = (await kept.load(user)).filter((entry) => !gone.has(entry.client_message_id));
      store.setState((state) => (state.me?.id === user ? { outbox: entries } : state));
    }).then(pump);
  }

  function keep(entry: OutboxEntry): Promise<void> {
    return inTurn(async (kept) => {
      await kept.put(entry);
      store.setState((state) => (state.me?.id === entry.user ? { outbox: withEntry(state.outbox, entry) } : state));
      tabs?.tell({ kind: 'changed' });
    });
  }

  function drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) gone.add(id);
    return inTurn(async (kept) => {
      for (const id of ids) await kept.remove(id);
      tabs?.tell({ kind: 'changed' });
    });
  }

  /** What left the state because its message is there leaves the storage too. */
  function watch(state: ChatState, before: ChatState): void {
    if (stored.size > 0) settle();
    if (state.outbox === before.outbox || state.me?.id !== user || before.me?.id !== user) return;
    const still = new Set(state.outbox.map((entry) => entry.client_message_id));
    const left = before.outbox.map((entry) => entry.client_message_id).filter((id) => !still.has(id) && !gone.has(id));
    if (left.length > 0) void drop(left).then(pump);
  }

  function settle(): void {
    const here = new Set(store.getState().outbox.map((entry) => entry.client_message_id));
    for (const [id, message] of stored) {
      const window = store.getState().timelines.get(message.room);
      if (here.has(id) && window && window.last_rev < message.rev) continue;
      stored.delete(id);
      if (here.has(id)) store.setState((state) => applyStored(state, message));
    }
  }

  function pump(): void {
    const state = store.getState();
    if (user === null || state.connection !== 'online' || state.me?.id !== user) return;
    if (!tabs?.isSender()) return watchSleeper();
    const ready = nextToSend(state.outbox, (id) => stored.has(id) || gone.has(id), (room) => flights.has(room) || waits.has(room));
    for (const entry of ready) {
      flights.set(entry.room, { id: entry.client_message_id, landed: send(entry) });
    }
  }

  /** A tab that sends but sleeps (a phone freezes hidden pages) must not hold up the one that is looked at. */
  function watchSleeper(): void {
    const waiting = nextToSend(store.getState().outbox, () => false, () => false)[0];
    if (!waiting || asleep) return;
    asleep = setTimeout(() => {
      asleep = undefined;
      const isStill = store.getState().outbox.some((entry) => entry.client_message_id === waiting.client_message_id && entry.state === 'pending');
      if (isStill && typeof document !== 'undefined' && document.visibilityState === 'visible') tabs?.takeOver();
    }, ASLEEP_MS);
  }

  async function send(entry: OutboxEntry): Promise<void> {
    const { room, message, client_message_id, reply_to, seen_seq, expect_seq } = entry;
    const answer = await request('message:post', {
      room,
      message,
      client_message_id,
      ...(reply_to === null ? {} : { reply_to }),
      ...(seen_seq === undefined ? {} : { seen_seq }),
      ...(expect_seq === undefined ? {} : { expect_seq }),
    });
    flights.delete(room);
    if (user !== entry.user) return;
    if (answer.ok) accept(answer.message);
    else if (isRefusedForGood(answer.error.code)) await refuse(entry, answer.error.code);
    else postpone(room, answer.error.code, answer.error.retry_after);
    pump();
  }

  function accept(message: Message): void {
    clearTimeout(waits.get(message.room)?.timer);
    waits.delete(message.room);
    stored.set(message.client_message_id, message);
    store.setState((state) => applyStored(state, message));
    tabs?.tell({ kind: 'stored', message });
    events.stored(message.room);
  }

  async function refuse(entry: OutboxEntry, code: ErrorCode): Promise<void> {
    waits.delete(entry.room);
    if (!gone.has(entry.client_message_id)) await keep(refused(entry, code));
    if (code === 'room_moved' || code === 'not_found') events.moved(entry.room);
  }

  /** What became of it is unknown, or it may pass later: the same entry again, and those behind it in the room wait. */
  function postpone(room: number, code: string, retryAfter: number | undefined): void {
    const attempts = (waits.get(room)?.attempts ?? 0) + 1;
    const delay = Math.max(retryDelay(attempts - 1, Math.random()), (retryAfter ?? 0) * 1000);
    const timer = setTimeout(() => again(room), delay);
    clearTimeout(waits.get(room)?.timer);
    waits.set(room, { attempts, timer });
    if (code === 'unauthorized' || code === 'token_expired') events.refusedToken();
  }

  function again(room: number): void {
    const wait = waits.get(room);
    if (!wait) return;
    waits.delete(room);
    pump();
    // A room that fails again waits longer.
    if (flights.has(room)) waits.set(room, { ...wait, timer: undefined });
  }

  function hear(word: TabWord): void {
    if (word.kind === 'stored') {
      stored.set(word.message.client_message_id, word.message);
      store.setState((state) => applyStored(state, word.message));
      events.stored(word.message.room);
    } else void reload();
  }

  function find(id: string): OutboxEntry {
    const entry = store.getState().outbox.find((one) => one.client_message_id === id);
    if (!entry) throw requestFailure('not_found', 'not_found');
    return entry;
  }

  return {
    start(id) {
      if (user === id) return;
      user = id;
      tabs = joinTabs(`orderline-outbox ${server} ${id}`, hear, pump);
      stopWatching ??= store.subscribe(watch);
      void reload();
    },
    async stop() {
      user = null;
      stopWatching?.();
      stopWatching = null;
      tabs?.stop();
      tabs = null;
      for (const { timer } of waits.values()) clearTimeout(timer);
      clearTimeout(asleep);
      asleep = undefined;
      waits.clear();
      flights.clear();
      stored.clear();
      gone.clear();
      await turn;
    },
    async post(room, message, options = {}) {
      const { me } = store.getState();
      if (!me) throw requestFailure('unauthorized', 'unauthorized');
      const { reply_to, ...numbers } = options;
      await keep({
        client_message_id: newUuid(),
        user: me.id,
        room,
        message,
        reply_to: reply_to ?? null,
        ...numbers,
        created_at: new Date().toISOString(),
        state: 'pending',
        error: null,
      });
      pump();
    },
    async retry(id) {
      const entry = find(id);
      if (entry.state !== 'failed') return;
      const again = retried(entry, store.getState().rooms.get(entry.room)?.room.last_seq ?? 0, newUuid());
      if (again.client_message_id !== id) {
        await keep(again);
        await take(id);
      } else await keep(again);
      pump();
    },
    async discard(id) {
      const flight = [...flights.values()].find((one) => one.id === id);
      await flight?.landed;
      const entry = find(id);
      await take(id);
      return entry.message;
    },
    flush() {
      for (const { timer } of waits.values()) clearTimeout(timer);
      waits.clear();
      pump();
    },
  };

  async function take(id: string): Promise<void> {
    gone.add(id);
    store.setState((state) => ({ outbox: withoutEntries(state.outbox, new Set([id])) }));
    await drop([id]);
  }
}
