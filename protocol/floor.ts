import { z } from 'zod';
import type { Message, Room, RoomEvent, User } from './entities';
import { count, id, time, uuid } from './fields';
import { CAPACITY_MAX } from './limits';
import type { Note } from './notes';
import { noteText } from './notes';

/** Many experts and one queue: who has how much, who is away, and what leads see of their teams. No client receives anything of it. */

export const floorRequests = {
  /** Everybody who answers orders, with what he has. */
  'floor:list': z.strictObject({}),
  /** The caller gets no orders while he is away; `until`: he is back by himself then. */
  'away:set': z.strictObject({ is_away: z.boolean(), until: time.nullish() }),
  /** How many open orders an expert may have, for leads of his teams and for admins; null: as the installation says. */
  'capacity:set': z.strictObject({ user: id, capacity: z.number().int().min(0).max(CAPACITY_MAX).nullable() }),
  /** The rooms of a member of the caller's teams, the longest owed first. */
  'floor:rooms': z.strictObject({ user: id }),
  /** Reads a room of a member of the caller's teams without coming into it: its newest page, or the one before a message. It stands in the trail. */
  'room:look': z.strictObject({ room: id, before_seq: count.optional() }),
  /** An internal note in such a room. */
  'room:whisper': z.strictObject({ room: id, note: noteText, client_note_id: uuid }),
  /** Makes the caller the expert of an order of a member of his teams. */
  'order:take_over': z.strictObject({ order: id }),
} as const;

export type FloorExpert = {
  user: User;
  is_online: boolean;
  is_away: boolean;
  away_until: string | null;
  /** Open orders that he has, and may have; null: as many as come. */
  open: number;
  capacity: number | null;
  /** The last three only to himself and to leads of his teams. */
  is_led?: boolean;
  owed?: number;
  oldest_owed_since?: string | null;
};

export type FloorRoom = { room: number; order: number; order_title: string; order_status: string; client: User; owed_since: string | null; last_message_at: string | null };

/** What a lead sees of a room in which he is not. */
export type Look = { room: Room; messages: Message[]; events: RoomEvent[]; notes: Note[]; has_more: boolean };

export type FloorAnswers = {
  'floor:list': { experts: FloorExpert[] };
  'away:set': Record<never, never>;
  'capacity:set': Record<never, never>;
  'floor:rooms': { rooms: FloorRoom[] };
  'room:look': Look;
  'room:whisper': { note: Note };
  'order:take_over': { room: Room };
};
