import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Account, Message, Room, RoomEvent, Totals } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';

/** A post that is not known to be stored yet; the picture of its states stands in outbox.ts. */
export type OutboxEntry = {
  client_message_id: string;
  user: number;
  room: number;
  message: string;
  reply_to: number | null;
  attachments?: readonly number[];
  seen_seq?: number;
  expect_seq?: number;
  created_at: string;
  state: 'pending' | 'failed';
  /** Why it was refused for good. */
  error: ErrorCode | null;
};

/** The loaded part of one room's conversation: one window without holes that ends at the newest message. */
export type Timeline = {
  /** Ascending by `seq`. */
  messages: readonly Message[];
  /** Ascending by `after_seq`, then `id`. */
  events: readonly RoomEvent[];
  has_older: boolean;
  /** Every change up to this number is applied. */
  last_rev: number;
  is_loading_older: boolean;
};

/** A post, an edit or a deletion, with the room's `owed_since` right after it where the sender of it said so. */
export type Change = { message: Message; owed_since?: string | null };

/** What a change did to the number of foreign messages: one more, or one less. */
export type CountChange = { rev: number; seq: number; by: 1 | -1 };

/** A room's summary, and what is known about how exact it is; rooms.ts explains. */
export type RoomEntry = {
  room: Room;
  /** The change number at which `room.unread_count` is exact; facts up to it are already counted. */
  unread_rev: number;
  /** The number of the newest message of the room as of `last_rev`; behind the window's last one while `has_newer`. */
  newest_seq: number;
  has_newer: boolean;
  /** The change number at which `room.owed_since` is exact. */
  owed_rev: number;
  /** Two sources contradicted each other: the server has to be asked once more. */
  is_loading_newer: boolean;
  /** The message that the reader was brought to; another `turn` each time. */
  found: { seq: number; turn: number } | null;
  is_unsure: boolean;
  /** Facts that came before the ones in front of them, ascending by `rev`. */
  ahead: readonly Change[];
  /** The last changes to the count, complete after change number `recent_since`. */
  recent: readonly CountChange[];
  recent_since: number;
};

export type Connection = 'signed_out' | 'connecting' | 'online' | 'offline';

export type ChatState = {
  me: Account | null;
  connection: Connection;
  /** The last catch-up since connecting came to its end: what is shown equals the server. */
  is_caught_up: boolean;
  /** Every page of the inbox was loaded since the sign-in: `rooms` is the whole list, and sums over it are exact. */
  has_all_rooms: boolean;
  /** The server's own totals, from the last page of the last catch-up. */
  server_totals: Totals | null;
  rooms: ReadonlyMap<number, RoomEntry>;
  timelines: ReadonlyMap<number, Timeline>;
  /** Rooms that were asked for and do not exist for this user (any more). */
  absent: ReadonlySet<number>;
  /** This user's posts on their way, in the order of writing. */
  outbox: readonly OutboxEntry[];
  /** False where the browser keeps nothing (private mode): unsent posts live only as long as the page. */
  keeps_outbox: boolean;
  /** Room id to the ids of the users who are typing in it. */
  typing: ReadonlyMap<number, readonly number[]>;
  problem: ErrorCode | 'offline' | null;
};

export type ChatStore = StoreApi<ChatState>;

/** What is known before anyone has signed in. */
export const emptyChat: ChatState = {
  me: null,
  connection: 'connecting',
  is_caught_up: false,
  has_all_rooms: false,
  server_totals: null,
  rooms: new Map(),
  timelines: new Map(),
  absent: new Set(),
  outbox: [],
  keeps_outbox: true,
  typing: new Map(),
  problem: null,
};

/** Makes an empty store. */
export function createChatStore(): ChatStore {
  return createStore<ChatState>()(() => emptyChat);
}
