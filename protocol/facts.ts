import type { Draft } from './drafts';
import type { Message, Room, RoomEvent } from './entities';
import type { Triage } from './triage';
import type { Scheduled } from './later';
import type { Note } from './notes';
import type { ViewState } from './team';
import type { Transfer } from './transfers';
import type { ExpertPromise } from './promises';

/** Socket facts, server to client: never answered, and applying one twice changes nothing. */
export type Facts = {
  /** What the room asks of its expert is as it stands at the message's `rev`; a client gets `owed_since` alone. */
  'message:posted': { message: Message } & Triage;
  'message:changed': { message: Message } & Triage;
  'event:added': { event: RoomEvent };
  /** `unread_count` and the `last_rev` at which it was taken come only to the reader's own devices. */
  'room:read_moved': { room: number; user: number; read_seq: number; last_read_at?: string; unread_count?: number; last_rev?: number };
  'typing:changed': { room: number; user: number; is_typing: boolean };
  'room:changed': { room: Room };
  'room:left': { room: number };
  /** What waits without an expert has changed: list it anew. Experts and admins only. */
  'queue:changed': Record<never, never>;
  /** What an expert does in the room; to its other experts alone. */
  'viewing:changed': { room: number; user: number; state: ViewState };
  'presence:changed': { user: number; is_online: boolean };
  /** To the devices of the user who scheduled it. */
  'later:changed': { scheduled: Scheduled };
  /** Canned replies changed: load them anew. Experts and admins only. */
  'replies:changed': Record<never, never>;
  /** The catalogue of labels changed: load it anew. Experts and admins only. */
  'labels:changed': Record<never, never>;
  /** Teams, or who is in them, changed: load them anew. The experts' side only. */
  'teams:changed': Record<never, never>;
  /** The policies of the service levels changed: load them anew. Experts and admins only. */
  'policies:changed': Record<never, never>;
  /** An offer of orders was made or has ended: to the devices of its giver and its receiver. */
  'transfer:changed': { transfer: Transfer };
  /** Who is away, or how much somebody may have, has changed: list the floor anew. The experts' side only. */
  'floor:changed': Record<never, never>;
  /** The views of this user changed: load them anew. To his own devices. */
  'views:changed': Record<never, never>;
  /** Facts may have been missed: catch up, and every ten seconds until it is quiet again. */
  'inbox:stale': Record<never, never>;
  /** `keeps_unsent`: the same user is expected back, what he has written and not sent waits for him. Without it the device erases that too. */
  'session:revoked': { keeps_unsent?: true };
  /** Notes go to the experts' side of the room alone. */
  'note:added': { note: Note };
  'note:changed': { note: Note };
  /** To whoever is mentioned in a note and is in its room. */
  'note:mentioned': { note: Note };
  /** To the other devices of the same user. */
  'draft:changed': { draft: Draft };
  /** To the experts' side of the room. */
  'promise:changed': { promise: ExpertPromise };
};

export type FactName = keyof Facts;

export const FACT_NAMES = [
  'message:posted',
  'message:changed',
  'event:added',
  'room:read_moved',
  'typing:changed',
  'room:changed',
  'room:left',
  'queue:changed',
  'viewing:changed',
  'presence:changed',
  'later:changed',
  'replies:changed',
  'labels:changed',
  'teams:changed',
  'policies:changed',
  'transfer:changed',
  'floor:changed',
  'views:changed',
  'inbox:stale',
  'session:revoked',
  'note:added',
  'note:changed',
  'note:mentioned',
  'draft:changed',
  'promise:changed',
] as const satisfies readonly FactName[];
