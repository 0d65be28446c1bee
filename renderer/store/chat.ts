import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Account, Message, Quote, Room, RoomEvent, Totals } from '../../protocol/entities';
import type { Draft } from '../../protocol/drafts';
import type { ErrorCode } from '../../protocol/errors';
import type { Scheduled } from '../../protocol/later';
import type { ExpertPromise } from '../../protocol/promises';
import type { Label } from '../../protocol/labels';
import type { Policy } from '../../protocol/service_level';
import type { Note } from '../../protocol/notes';
import type { QueuedOrder } from '../../protocol/queue';
import type { Reply } from '../../protocol/replies';
import type { Team } from '../../protocol/teams';
import type { Transfer } from '../../protocol/transfers';
import type { FloorExpert } from '../../protocol/floor';
import type { Triage } from '../../protocol/triage';
import type { SavedView } from '../../protocol/views';
import type { Viewer } from './viewers';

/** A file that a post waits for; `attachment` is its id once it is up. */
export type OutboxFile = { key: string; name: string; size: number; type: string; attachment: number | null };

/** A post that is not known to be stored yet; the picture of its states stands in outbox.ts. */
export type OutboxEntry = {
  client_message_id: string;
  user: number;
  room: number;
  message: string;
  reply_to: number | null;
  /** What `reply_to` quotes, to draw the post with. */
  reply?: Quote;
  /** Until then its writer may take it back, and it is not sent; milliseconds since 1970. */
  hold_until?: number;
  attachments?: readonly number[];
  files?: readonly OutboxFile[];
  seen_seq?: number;
  expect_seq?: number;
  created_at: string;
  state: 'pending' | 'failed';
  /** Why it was refused for good. */
  error: ErrorCode | null;
};

/** An edit or a deletion that is not known to be stored yet; changes.ts has the picture of its states. */
export type PendingChange = {
  /** The message's id; a user has one change of it on its way. */
  message: number;
  room: number;
  user: number;
  kind: 'edit' | 'delete';
  /** The new text; '' of a deletion. */
  text: string;
  created_at: string;
  state: 'pending' | 'stored' | 'failed';
  /** The change number that it got. */
  rev?: number;
  error: ErrorCode | null;
};

/** The loaded part of one room's conversation: one window without holes, at the newest message or away from it. */
export type Timeline = {
  /** Ascending by `seq`. */
  messages: readonly Message[];
  /** Ascending by `after_seq`, then `id`. */
  events: readonly RoomEvent[];
  has_older: boolean;
  /** The number of the newest message of the room as of `last_rev`; behind the window's last one while `has_newer`. */
  newest_seq: number;
  has_newer: boolean;
  /** Every change up to this number is applied. */
  last_rev: number;
  is_loading_older: boolean;
  is_loading_newer: boolean;
  /** It stood on the disk, and the server has not said yet what came since. */
  is_kept: boolean;
  /** The message that the reader was brought to; another `turn` each time. */
  found: { seq: number; turn: number } | null;
};

/** A post, an edit or a deletion, with what the room asks of its expert right after it where the sender of it said so. */
export type Change = { message: Message } & Partial<Triage>;

/** What a change did to the number of foreign messages: one more, or one less. */
export type CountChange = { rev: number; seq: number; by: 1 | -1 };

/** A room's summary, and what is known about how exact it is; rooms.ts explains. */
export type RoomEntry = {
  room: Room;
  /** The change number at which `room.unread_count` is exact; facts up to it are already counted. */
  unread_rev: number;
  /** The change number at which `room.owed_since` and what experts decided are exact. */
  owed_rev: number;
  /** Two sources contradicted each other: the server has to be asked once more. */
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
  /** When what is shown was last known to equal the server; milliseconds since 1970, null: never. */
  as_of: number | null;
  /** Every page of the inbox was loaded since the sign-in: `rooms` is the whole list, and sums over it are exact. */
  has_all_rooms: boolean;
  /** The server's own totals, from the last page of the last catch-up. */
  server_totals: Totals | null;
  /** When the server's totals and the sums over `rooms` were last seen to be the same. */
  totals_agreed_at: string | null;
  rooms: ReadonlyMap<number, RoomEntry>;
  timelines: ReadonlyMap<number, Timeline>;
  /** Internal notes of the rooms that were opened, ascending by `after_seq`, then `id`; a client never has any. */
  notes: ReadonlyMap<number, readonly Note[]>;
  /** This user's messages that are sent later, ends included, by id; a client never has any. */
  scheduled: ReadonlyMap<number, Scheduled>;
  /** Promises of the rooms in which they were asked for or changed, by id; a client never has any. */
  promises: ReadonlyMap<number, ExpertPromise>;
  /** Canned replies, by trigger; a client never has any. */
  replies: readonly Reply[];
  /** The catalogue of labels, what is retired last, and this user's own views in his order; a client never has any. */
  labels: readonly Label[];
  views: readonly SavedView[];
  /** All teams of experts, what is closed last; a client never has any. */
  teams: readonly Team[];
  /** By these it is counted until when each room has to be answered; a client never has any. */
  policies: readonly Policy[];
  /** What is due next in a room, as `withPolicies` makes it; null: only promises are. The client page has no part of it. */
  deadlines: { key: number; of(room: Room): string | null } | null;
  /** Offers of orders that concern this user, and who answers orders with how much he has; a client never has any. */
  transfers: readonly Transfer[];
  floor: readonly FloorExpert[];
  /** Newer drafts of other devices that would write over what is here: the reader chooses. */
  draft_offers: ReadonlyMap<number, Draft>;
  /** Rooms that were asked for and do not exist for this user (any more). */
  absent: ReadonlySet<number>;
  /** This user's posts on their way, in the order of writing. */
  outbox: readonly OutboxEntry[];
  /** This user's edits and deletions on their way. */
  changes: readonly PendingChange[];
  /** For how long a message can be edited, as the server says; 0: for ever. */
  edit_ms: number;
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  clock_ahead_ms: number;
  /** False where the browser keeps nothing (private mode): unsent posts live only as long as the page. */
  keeps_outbox: boolean;
  /** Room id to the ids of the users who are typing in it. */
  typing: ReadonlyMap<number, readonly number[]>;
  /** Orders that wait for an expert, the longest first; a client never has any. */
  queue: readonly QueuedOrder[];
  /** Room id to the experts who have it before their eyes; a client never hears of them. */
  viewers: ReadonlyMap<number, readonly Viewer[]>;
  problem: ErrorCode | 'offline' | null;
};

export type ChatStore = StoreApi<ChatState> & {
  /** What changes inside is one change for everybody who watches. */
  batch(work: () => void): void;
};

/** What is known before anyone has signed in. */
export const emptyChat: ChatState = {
  me: null,
  connection: 'connecting',
  is_caught_up: false,
  as_of: null,
  has_all_rooms: false,
  server_totals: null,
  totals_agreed_at: null,
  rooms: new Map(),
  timelines: new Map(),
  notes: new Map(),
  scheduled: new Map(),
  promises: new Map(),
  replies: [],
  labels: [],
  views: [],
  teams: [],
  policies: [],
  deadlines: null,
  transfers: [],
  floor: [],
  draft_offers: new Map(),
  absent: new Set(),
  outbox: [],
  changes: [],
  edit_ms: 0,
  clock_ahead_ms: 0,
  keeps_outbox: true,
  typing: new Map(),
  queue: [],
  viewers: new Map(),
  problem: null,
};

/** Makes an empty store. */
export function createChatStore(): ChatStore {
  const store = createStore<ChatState>()(() => emptyChat);
  const watchers = new Set<(state: ChatState, before: ChatState) => void>();
  let depth = 0;
  let before: ChatState | null = null;
  store.subscribe((state, previous) => {
    if (depth > 0) before ??= previous;
    else for (const watcher of [...watchers]) watcher(state, previous);
  });
  return {
    ...store,
    subscribe(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    batch(work) {
      depth += 1;
      try {
        work();
      } finally {
        depth -= 1;
        const since = before;
        if (depth === 0) before = null;
        if (depth === 0 && since) for (const watcher of [...watchers]) watcher(store.getState(), since);
      }
    },
  };
}
