import { z } from 'zod';
import { participant } from './entities';
import { id } from './fields';
import { VIEWED_ROOMS_MAX } from './limits';
import { nothing } from './nothing';

/** Experts who work together in one room. */

/** `is_writing`: an answer to the client is being typed. */
const viewedRoom = z.strictObject({ room: id, is_writing: z.boolean() });

export const teamRequests = {
  /** Lets an expert or an admin into the room; for its experts and for admins. Whoever is there already changes nothing. */
  'room:invite': z.strictObject({ room: id, user: id }),
  /** A colleague goes; the order's own expert cannot. */
  'room:leave': z.strictObject({ room: id }),
  /** Takes a colleague out; for the responsible expert and for admins. */
  'room:remove': z.strictObject({ room: id, user: id }),
  /** Everything that this page has before its reader's eyes now; repeated, because it is forgotten after a while. */
  'viewing:set': z.strictObject({ rooms: z.array(viewedRoom).max(VIEWED_ROOMS_MAX) }),
} as const;

export const teamAnswers = {
  'room:invite': z.object({ participants: z.array(participant) }),
  'room:leave': nothing,
  'room:remove': z.object({ participants: z.array(participant) }),
  'viewing:set': nothing,
} as const;

export type ViewedRoom = z.infer<typeof viewedRoom>;
/** What an expert does in a room: the more he does, the later it stands here. */
export type ViewState = 'gone' | 'viewing' | 'writing';
