import { applyStored } from '../store/facts';
import { holdLeft, isRefusedForGood, nextToSend, refused, retried, retryDelay, withFile } from '../store/outbox';
import type { ChatState, ChatStore, OutboxEntry, OutboxFile } from '../store/chat';
import type { Message, Quote } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';
import { requestFailure } from './failure';
import { createKept } from './kept';
import type { OutboxStorage } from './outbox_storage';
import type { Request } from './socket';
import { joinTabs } from './tabs';
import type { TabWord, Tabs } from './tabs';
import { newUuid } from './uuid';

export type PostOptions = {
  /** Made where the text was written, when that may hand it over twice; a second time changes nothing. */
  id?: string;
  reply_to?: number;
  /** What `reply_to` quotes, to draw the post with while it is on its way. */
  reply?: Quote;
  attachments?: readonly number[];
  /** Files that it waits for. */
  files?: readonly OutboxFile[];
  seen_seq?: number;
  expect_seq?: number;
  /** For so long it is held back and can be undone (`discard`); a page that is left sends it at once. */
  hold_ms?: number;
};

export type Outbox = {
  /** Takes up what this user had left unsent. */
  start(user: number): void;
  stop(): Promise<void>;
  post(room: number, message: string, options?: PostOptions): Promise<void>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<string>;
  /** A file that a post waits for is up. */
  filed(key: string, attachment: number): void;
  /** A file that a post waits for cannot go up. */
  unfiled(key: string): void;
  /** Resolves when what was kept has been read. */
  loaded(): Promise<void>;
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
  /** The disk is full: frees what can be had again from the server. */
  makeRoom?(): Promise<void>;
};

const ASLEEP_MS = 5_000;

/** The posts of this user on their way: kept before they are shown, sent in order, one of a room at a time, until the server has them. */
export function createOutbox(store: ChatStore, server: string, opened: () => Promise<OutboxStorage>, request: Request, events: OutboxEvents): Outbox {
  const kept = createKept(store, opened, () => tabs?.tell({ kind: 'changed' }), events.makeRoom);
  let tabs: Tabs | null = null;
  let user: number | null = null;
  let stopWatching: (() => void) | null = null;
  const flights = new Map<number, { id: string; landed: Promise<void> }>();
  const waits = new Map<number, { attempts: number; timer: ReturnType<typeof setTimeout> | undefined }>();
  /** Stored by the server, though the window may still lack the message. */
  const stored = new Map<string, Message>();
  let asleep: ReturnType<typeof setTimeout> | undefined;
  let holding: ReturnType<typeof setTimeout> | undefined;
  let isLeaving = false;
  let filing: Promise<unknown> = Promise.resolve();

  /** Whoever closes the page has not changed his mind: what is held back goes now. */
  function onPage(event: Event): void {
    isLeaving = event.type === 'pagehide';
    pump();
  }

  const reload = () => void kept.reload().then(pump);

  /** What left the state because its message is there leaves the storage too. */
  function watch(state: ChatState, before: ChatState): void {
    if (stored.size > 0) settle();
    if (state.outbox === before.outbox || state.me?.id !== user || before.me?.id !== user) return;
    const still = new Set(state.outbox.map((entry) => entry.client_message_id));
    const left = before.outbox.map((entry) => entry.client_message_id).filter((id) => !still.has(id) && !kept.isDropped(id));
    if (left.length > 0) void kept.drop(left).then(pump);
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
    const ready = nextToSend(state.outbox, (id) => stored.has(id) || kept.isDropped(id), (room) => flights.has(room) || waits.has(room));
    let next = Infinity;
    for (const entry of ready) {
      const left = isLeaving ? 0 : holdLeft(entry, Date.now());
      if (left > 0) next = Math.min(next, left);
      else flights.set(entry.room, { id: entry.client_message_id, landed: send(entry) });
    }
    clearTimeout(holding);
    if (next < Infinity) holding = setTimeout(pump, next);
  }

  /** A tab that sends but sleeps (a phone freezes hidden pages) must not hold up the one that is looked at. */
  function watchSleeper(): void {
    const waiting = nextToSend(store.getState().outbox, () => false, () => false)[0];
    if (!waiting || asleep) return;
    asleep = setTimeout(() => {
      asleep = undefined;
      const isStill = store.getState().outbox.some((entry) => entry.client_message_id === waiting.client_message_id && entry.state === 'pending');
      if (isStill && typeof document !== 'undefined' && document.visibilityState === 'visible') tabs?.takeOver();
      else pump();
    }, ASLEEP_MS);
  }

  async function send(entry: OutboxEntry): Promise<void> {
    const { room, message, client_message_id, reply_to, seen_seq, expect_seq } = entry;
    const attachments = [...(entry.attachments ?? []), ...(entry.files ?? []).flatMap((file) => file.attachment ?? [])];
    const answer = await request('message:post', {
      room,
      message,
      client_message_id,
      ...(reply_to === null ? {} : { reply_to }),
      ...(attachments.length === 0 ? {} : { attachments }),
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
    if (!kept.isDropped(entry.client_message_id)) await kept.keep(refused(entry, code));
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

  /** One after the other: each starts from what the one before it has kept. */
  function inFiling(key: string, change: (entry: OutboxEntry) => OutboxEntry): void {
    filing = filing.then(async () => {
      const entry = store.getState().outbox.find((one) => one.files?.some((file) => file.key === key));
      if (!entry || kept.isDropped(entry.client_message_id)) return;
      await kept.keep(change(entry));
      pump();
    }).catch(() => undefined);
  }

  function hear(word: TabWord): void {
    if (word.kind === 'stored') {
      stored.set(word.message.client_message_id, word.message);
      store.setState((state) => applyStored(state, word.message));
      events.stored(word.message.room);
    } else reload();
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
      kept.belongTo(id);
      tabs = joinTabs(`orderline-outbox ${server} ${id}`, hear, pump);
      stopWatching ??= store.subscribe(watch);
      for (const name of ['pagehide', 'pageshow']) globalThis.window?.addEventListener(name, onPage);
      reload();
    },
    async stop() {
      user = null;
      stopWatching?.();
      stopWatching = null;
      tabs?.stop();
      tabs = null;
      for (const { timer } of waits.values()) clearTimeout(timer);
      for (const name of ['pagehide', 'pageshow']) globalThis.window?.removeEventListener(name, onPage);
      clearTimeout(asleep);
      clearTimeout(holding);
      asleep = undefined;
      waits.clear();
      flights.clear();
      stored.clear();
      kept.belongTo(null);
      await kept.settled();
    },
    async post(room, message, options = {}) {
      const { me } = store.getState();
      if (!me) throw requestFailure('unauthorized', 'unauthorized');
      const { id = newUuid(), reply_to, hold_ms = 0, ...numbers } = options;
      if (kept.isDropped(id) || store.getState().outbox.some((entry) => entry.client_message_id === id)) return;
      await kept.keep({
        client_message_id: id,
        user: me.id,
        room,
        message,
        reply_to: reply_to ?? null,
        ...numbers,
        ...(hold_ms > 0 ? { hold_until: Date.now() + hold_ms } : {}),
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
      await kept.keep(again);
      if (again.client_message_id !== id) await kept.drop([id]);
      pump();
    },
    async discard(id) {
      const flight = [...flights.values()].find((one) => one.id === id);
      await flight?.landed;
      // It stays in sight until the window has its message, but it is sent.
      if (stored.has(id)) throw requestFailure('not_found', 'not_found');
      const entry = find(id);
      await kept.drop([id]);
      return entry.message;
    },
    filed: (key, attachment) => inFiling(key, (entry) => withFile(entry, key, attachment)),
    unfiled: (key) => inFiling(key, (entry) => refused(entry, null)),
    loaded: () => kept.settled(),
    flush() {
      for (const { timer } of waits.values()) clearTimeout(timer);
      waits.clear();
      pump();
    },
  };
}
