import { z } from 'zod';
import type { Participant } from './entities';
import { id } from './fields';

/** Experts who work together in one room. */

export const teamRequests = {
  /** Lets an expert or an admin into the room; for its experts and for admins. Whoever is there already changes nothing. */
  'room:invite': z.strictObject({ room: id, user: id }),
  /** A colleague goes; the order's own expert cannot. */
  'room:leave': z.strictObject({ room: id }),
  /** Takes a colleague out; for the responsible expert and for admins. */
  'room:remove': z.strictObject({ room: id, user: id }),
} as const;

export type TeamAnswers = {
  'room:invite': { participants: Participant[] };
  'room:leave': Record<never, never>;
  'room:remove': { participants: Participant[] };
};
