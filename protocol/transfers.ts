import { z } from 'zod';
import type { User } from './entities';
import { id } from './fields';
import { TRANSFER_COMMENT_MAX, TRANSFER_ORDERS_MAX } from './limits';
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

export type TransferState = 'offered' | 'accepted' | 'declined' | 'lapsed' | 'cancelled';

export type TransferOrder = {
  order: number;
  room: number | null;
  order_title: string;
  client: User;
  /** Since when its client waits for an answer. */
  owed_since: string | null;
  /** What the giver had written and not sent: the receiver's to take, once he has accepted. */
  draft: string | null;
};

export type Transfer = {
  id: number;
  state: TransferState;
  giver: User;
  receiver: User;
  comment: string;
  orders: TransferOrder[];
  created_at: string;
  lapses_at: string;
};

export type TransferAnswers = {
  'transfer:offer': { transfer: Transfer };
  'transfer:answer': { transfer: Transfer };
  'transfer:cancel': { transfer: Transfer };
  'transfer:list': { transfers: Transfer[] };
  'transfer:dismiss': Record<never, never>;
  'transfer:drop_draft': Record<never, never>;
};
