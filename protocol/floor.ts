import { z } from 'zod';
import { message, room, roomEvent, user } from './entities';
import { count, id, time, uuid } from './fields';
import { CAPACITY_MAX } from './limits';
import { note, noteText } from './notes';
import { nothing } from './nothing';

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

const floorExpert = z.object({
  user,
  is_online: z.boolean(),
  is_away: z.boolean(),
  away_until: time.nullable(),
  /** Open orders that he has, and may have; null: as many as come. */
  open: count,
  capacity: count.nullable(),
  /** The last three only to himself and to leads of his teams. */
  is_led: z.boolean().optional(),
  owed: count.optional(),
  oldest_owed_since: time.nullish(),
});

const floorRoom = z.object({ room: id, order: id, order_title: z.string(), order_status: z.string(), client: user, owed_since: time.nullable(), last_message_at: time.nullable() });

/** What a lead sees of a room in which he is not. */
const look = z.object({ room, messages: z.array(message), events: z.array(roomEvent), notes: z.array(note), has_more: z.boolean() });

export const floorAnswers = {
  'floor:list': z.object({ experts: z.array(floorExpert) }),
  'away:set': nothing,
  'capacity:set': nothing,
  'floor:rooms': z.object({ rooms: z.array(floorRoom) }),
  'room:look': look,
  'room:whisper': z.object({ note }),
  'order:take_over': z.object({ room }),
} as const;

export type FloorExpert = z.infer<typeof floorExpert>;
export type FloorRoom = z.infer<typeof floorRoom>;
export type Look = z.infer<typeof look>;
