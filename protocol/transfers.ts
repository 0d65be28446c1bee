import { z } from 'zod';
import { user } from './entities';
import { id, time } from './fields';
import { TRANSFER_COMMENT_MAX, TRANSFER_ORDERS_MAX } from './limits';
import { nothing } from './nothing';
import { isCleanText } from './text';

/**
 * An expert gives orders to a colleague. Until the colleague accepts, the giver stays responsible.
 *
 *     offered ──the receiver accepts──> accepted
 *        ├──the receiver declines──> declined
 *        ├──its time is over──> lapsed
 *        └──the giver takes it back, or the order is somebody else's by now──> cancelled
 */

export const transferComment = z.string().max(TRANSFER_COMMENT_MAX).refine(isCleanText);

export const transferRequests = {
  /** Offers orders of the caller's to a colleague, all of them as one. */
  'transfer:offer': z.strictObject({ orders: z.array(id).min(1).max(TRANSFER_ORDERS_MAX), to: id, comment: transferComment }),
  /** The receiver's word; the same once more changes nothing. */
  'transfer:answer': z.strictObject({ id, is_accepted: z.boolean() }),
  /** The giver takes it back; again changes nothing. */
  'transfer:cancel': z.strictObject({ id }),
  /** What is open from and to the caller, what ended without being accepted and he has not put away, and what he accepted together with a draft. */
  'transfer:list': z.strictObject({}),
  /** The giver has read how it ended. */
  'transfer:dismiss': z.strictObject({ id }),
  /** The receiver has taken the giver's draft of this order, or does not want it. */
  'transfer:drop_draft': z.strictObject({ id, order: id }),
} as const;

const transferState = z.enum(['offered', 'accepted', 'declined', 'lapsed', 'cancelled']);

const transferOrder = z.object({
  order: id,
  room: id.nullable(),
  order_title: z.string(),
  client: user,
  /** Since when its client waits for an answer. */
  owed_since: time.nullable(),
  /** What the giver had written and not sent: the receiver's to take, once he has accepted. */
  draft: z.string().nullable(),
});

const transfer = z.object({
  id,
  state: transferState,
  giver: user,
  receiver: user,
  comment: z.string(),
  orders: z.array(transferOrder),
  created_at: time,
  lapses_at: time,
});

export const transferAnswers = {
  'transfer:offer': z.object({ transfer }),
  'transfer:answer': z.object({ transfer }),
  'transfer:cancel': z.object({ transfer }),
  'transfer:list': z.object({ transfers: z.array(transfer) }),
  'transfer:dismiss': nothing,
  'transfer:drop_draft': nothing,
} as const;

export type TransferState = z.infer<typeof transferState>;
export type TransferOrder = z.infer<typeof transferOrder>;
export type Transfer = z.infer<typeof transfer>;
