import type { Message, Room, RoomEvent } from './entities';

/** Socket facts, server to client: never answered, and applying one twice changes nothing. */
export type Facts = {
  /** `owed_since` is the room's, as it stands at the message's `rev`. */
  'message:posted': { message: Message; owed_since: string | null };
  'message:changed': { message: Message; owed_since: string | null };
  'event:added': { event: RoomEvent };
  /** `unread_count` and the `last_rev` at which it was taken come only to the reader's own devices. */
  'room:read_moved': { room: number; user: number; read_seq: number; unread_count?: number; last_rev?: number };
  'typing:changed': { room: number; user: number; is_typing: boolean };
  'room:changed': { room: Room };
  'room:left': { room: number };
  'presence:changed': { user: number; is_online: boolean };
  /** Facts may have been missed: catch up, and every ten seconds until it is quiet again. */
  'inbox:stale': Record<never, never>;
  'session:revoked': Record<never, never>;
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
  'presence:changed',
  'inbox:stale',
  'session:revoked',
] as const satisfies readonly FactName[];
