import { z } from 'zod';
import { room, user } from './entities';
import { id, time } from './fields';
import { nothing } from './nothing';
import { transferComment } from './transfers';

/** Orders that have no expert yet wait in one queue, which every expert sees. Of the conversation it shows nothing. */
export const queuedOrder = z.object({
  order: id,
  /** Its room, which nobody may open yet; null: there is none. */
  room: id.nullable(),
  order_title: z.string(),
  client: user,
  /** The team in whose queue it waits; null: everybody's. */
  team: id.nullable(),
  /** Since when it has no expert. */
  queued_at: time,
  /** Since when its client waits for an answer; null: he has asked nothing. */
  owed_since: time.nullable(),
});

export const queueRequests = {
  /** What waits, the longest first. */
  'queue:list': z.strictObject({}),
  /** Makes the caller the order's expert; of two who take it at once one has it. */
  'order:take': z.strictObject({ order: id }),
  /** Puts an order back: for its own expert and for admins. `team`: into the queue of this team, null: into everybody's, absent: where it was before. */
  'order:return': z.strictObject({ order: id, team: id.nullish(), comment: transferComment.optional() }),
} as const;

export const queueAnswers = {
  'queue:list': z.object({ orders: z.array(queuedOrder) }),
  'order:take': z.object({ room }),
  'order:return': nothing,
} as const;

export type QueuedOrder = z.infer<typeof queuedOrder>;
