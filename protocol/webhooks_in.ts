import { z } from 'zod';
import { count, id, orderStatus } from './fields';
import { orderBody } from './http';

/** What the marketplace tells us. Its envelope may hold more than we read. */
export const toldBody = z.object({ type: z.string().min(1).max(100), data: z.unknown() });

/** Each kind of event that means something here, with what it says. */
export const toldEvents = {
  /** As `PUT /api/orders/:id` takes it, with its number. */
  'order.upserted': orderBody.extend({ id }),
  /** `status`: what a cancelled order is called. */
  'order.cancelled': z.strictObject({ id, status: orderStatus.default('cancelled'), version: count.optional() }),
} as const;

export type ToldOrder = z.output<(typeof toldEvents)['order.upserted']>;
export type ToldCancellation = z.output<(typeof toldEvents)['order.cancelled']>;

/** What came of it: done now, or nothing, since it was done before, something newer is known, or it means nothing here. */
export const toldAnswer = z.object({ outcome: z.enum(['done', 'repeated', 'late', 'ignored']) });
export type ToldOutcome = z.infer<typeof toldAnswer>['outcome'];
