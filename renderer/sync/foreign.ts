import { isUnread } from '../store/select';
import type { ChatState, ChatStore } from '../store/chat';
import type { Message, Room } from '../../protocol/entities';

export type ForeignMessageListener = (message: Message, room: Room) => void;
export type Foreign = { listen(listener: ForeignMessageListener): () => void; start(): void; stop(): void };

/** Numbers up to which each room was announced on this device. */
type Marks = Record<number, number>;

/**
 * Announces what others wrote, each message once per device: a mark per room says how far. Rooms that come by catch-up announce their
 * newest message. On a device where this user was never before, what is there already is old news.
 */
export function createForeign(store: ChatStore, server: string): Foreign {
  const listeners = new Set<ForeignMessageListener>();
  let marks: Marks | null = null;
  let user: number | null = null;
  let stopWatching: (() => void) | null = null;

  const key = () => `orderline-heard ${server} ${user}`;

  function watch(state: ChatState, before: ChatState): void {
    if (!state.me || (state.rooms === before.rooms && state.has_all_rooms === before.has_all_rooms)) return;
    if (state.me.id !== user) {
      user = state.me.id;
      marks = load(key());
    }
    if (!marks) {
      if (state.has_all_rooms) keep(Object.fromEntries([...state.rooms].map(([id, { room }]) => [id, room.last_seq])));
      return;
    }
    const news: Room[] = [];
    for (const [id, entry] of state.rooms) {
      if (entry === before.rooms.get(id)) continue;
      const { room } = entry;
      if (room.last_seq <= (marks[id] ?? 0)) continue;
      if (room.last_message && isUnread(room.last_message, room.read_seq, state.me.id)) news.push(room);
      else marks[id] = room.last_seq;
    }
    if (news.length > 0) announce(news, marks);
  }

  function announce(news: readonly Room[], known: Marks): void {
    // Another tab of this browser may have been first.
    const elsewhere = load(key()) ?? {};
    const fresh = news.filter((room) => room.last_seq > Math.max(known[room.id] ?? 0, elsewhere[room.id] ?? 0));
    const all: Marks = { ...known };
    for (const [id, seq] of Object.entries(elsewhere)) all[Number(id)] = Math.max(seq, all[Number(id)] ?? 0);
    for (const room of news) all[room.id] = Math.max(room.last_seq, all[room.id] ?? 0);
    keep(all);
    for (const room of fresh) for (const listener of listeners) if (room.last_message) listener(room.last_message, room);
  }

  function keep(changed: Marks): void {
    marks = changed;
    try {
      globalThis.localStorage?.setItem(key(), JSON.stringify(changed));
    } catch {
      // No storage: then once per page.
    }
  }

  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      stopWatching ??= store.subscribe(watch);
    },
    stop() {
      stopWatching?.();
      stopWatching = null;
      user = null;
    },
  };
}

function load(key: string): Marks | null {
  try {
    const text = globalThis.localStorage?.getItem(key);
    return text ? (JSON.parse(text) as Marks) : null;
  } catch {
    return null;
  }
}
