import { changedRooms } from '../store/room_map';
import { isUnread } from '../store/select';
import type { ChatState, ChatStore } from '../store/chat';
import type { Message, Room } from '../../protocol/entities';
import { openHeard } from './heard';
import type { Heard } from './heard';

/** `isRead`: it was read elsewhere before this device heard of it. */
export type ForeignMessageListener = (message: Message, room: Room, isRead: boolean) => void;
export type Foreign = { listen(listener: ForeignMessageListener): () => void; start(): void; stop(): void };

/**
 * Announces what others wrote, each message once per device: a mark per room says how far. Rooms that come by catch-up announce their
 * newest message. On a device where this user was never before, what is there already is old news.
 */
export function createForeign(store: ChatStore, server: string): Foreign {
  const listeners = new Set<ForeignMessageListener>();
  let heard: Heard | null = null;
  let user: number | null = null;
  let stopWatching: (() => void) | null = null;

  function watch(state: ChatState, before: ChatState): void {
    if (!state.me || (state.rooms === before.rooms && state.has_all_rooms === before.has_all_rooms)) return;
    if (!heard || state.me.id !== user) {
      user = state.me.id;
      heard = openHeard(server, user);
    }
    if (!heard.isKnown()) {
      if (state.has_all_rooms) heard.add([...state.rooms].map(([id, { room }]) => [id, room.last_seq]));
      return;
    }
    const fresh: Room[] = [];
    const marks: [number, number][] = [];
    for (const id of changedRooms(before.rooms, state.rooms)) {
      const room = state.rooms.get(id)?.room;
      if (!room || room.last_seq <= heard.of(id)) continue;
      marks.push([id, room.last_seq]);
      if (room.last_message && isForeign(room.last_message, state.me.id)) fresh.push(room);
    }
    if (marks.length === 0) return;
    heard.add(marks);
    for (const room of fresh) {
      const message = room.last_message;
      if (message) for (const listener of listeners) listener(message, room, !isUnread(message, room.read_seq, state.me.id));
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
      heard = null;
    },
  };
}

function isForeign(message: Message, me: number): boolean {
  return message.sender !== me && message.deleted_at === null;
}
