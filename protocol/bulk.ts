import { z } from 'zod';
import { errorCode, id } from './fields';
import { labelRequests } from './labels';
import { BULK_MAX } from './limits';
import { promiseRequests } from './promises';
import { queueRequests } from './queue';
import { teamRequests } from './team';
import { transferRequests } from './transfers';
import { roomTriage } from './triage';

/** Many small requests in one frame: each is judged, carried out and answered by itself, as if it had come alone. */

const wish = z.discriminatedUnion('request', [
  z.strictObject({ request: z.literal('room:triage'), payload: roomTriage }),
  z.strictObject({ request: z.literal('room:label'), payload: labelRequests['room:label'] }),
  z.strictObject({ request: z.literal('promise:cancel'), payload: promiseRequests['promise:cancel'] }),
  z.strictObject({ request: z.literal('promise:move'), payload: promiseRequests['promise:move'] }),
  z.strictObject({ request: z.literal('room:invite'), payload: teamRequests['room:invite'] }),
  z.strictObject({ request: z.literal('room:remove'), payload: teamRequests['room:remove'] }),
  z.strictObject({ request: z.literal('order:return'), payload: queueRequests['order:return'] }),
  z.strictObject({ request: z.literal('order:take'), payload: queueRequests['order:take'] }),
  z.strictObject({ request: z.literal('transfer:offer'), payload: transferRequests['transfer:offer'] }),
  z.strictObject({ request: z.literal('transfer:cancel'), payload: transferRequests['transfer:cancel'] }),
]);

export const bulkRequests = {
  'bulk:run': z.strictObject({ wishes: z.array(wish).min(1).max(BULK_MAX) }),
} as const;

export type BulkWish = z.input<typeof wish>;

/** `event`: by which a triage can be undone; `is_changed`: whether it changed anything, as far as the request tells; `transfer`: by which an offer is taken back. */
const bulkResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), event: id.nullish(), is_changed: z.boolean().optional(), transfer: id.optional() }),
  z.object({ ok: z.literal(false), code: errorCode, retry_after: z.number().optional() }),
]);

/** `results`: one for each wish, in their order. */
export const bulkAnswers = { 'bulk:run': z.object({ results: z.array(bulkResult) }) } as const;

export type BulkResult = z.infer<typeof bulkResult>;
