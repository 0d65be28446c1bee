import { z } from 'zod';
import { account, message, order } from './entities';
import { count, countText, id, idText, side, time } from './fields';
import { WEBHOOK_DELIVERIES_PAGE, WEBHOOK_DELIVERIES_PAGE_MAX, WEBHOOK_DESCRIPTION_MAX, WEBHOOK_REPLAY_MAX, WEBHOOK_ROTATE_MAX_HOURS, WEBHOOK_URL_MAX } from './limits';
import { nothing } from './nothing';
import { rating } from './ratings';
import { isCleanText } from './text';

/**
 * Webhooks: the marketplace's backend is told what happens, by signed POSTs after the Standard Webhooks specification. Nothing that only the
 * experts see is ever told: no note, no label, no snooze.
 */

export const WEBHOOK_KINDS = [
  'message.posted',
  'message.changed',
  'order.created',
  'order.changed',
  'expert.assigned',
  'expert.removed',
  'room.created',
  'room.rated',
  /** Asked for, to see whether it arrives; told to the endpoint it was asked of, whatever that one wants else. */
  'webhook.test',
] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'dead', 'dropped'] as const;

const url = z.url({ protocol: /^https?$/ }).max(WEBHOOK_URL_MAX);
const description = z.string().max(WEBHOOK_DESCRIPTION_MAX).refine((text) => isCleanText(text) && !/[\n\r]/.test(text));
/** None named: all of them, those of later versions too. */
const kinds = z.array(z.enum(WEBHOOK_KINDS)).max(WEBHOOK_KINDS.length).transform((list) => [...new Set(list)]);
const keep_hours = z.number().int().min(0).max(WEBHOOK_ROTATE_MAX_HOURS);
const webhookKind = z.enum(WEBHOOK_KINDS);
const deliveryState = z.enum(DELIVERY_STATES);
const ids = z.array(id).min(1).max(WEBHOOK_REPLAY_MAX);

const make = { url, description: description.default(''), kinds: kinds.default([]) };
const change = { url: url.optional(), description: description.optional(), kinds: kinds.optional(), is_active: z.boolean().optional() };
/** For how long the present secret signs along with the new one. */
const rotate = { keep_hours: keep_hours.default(24) };
/** None named: all dead ones. */
const replay = { ids: ids.optional() };

/** Over HTTP, with an API key. */
export const webhookMakeBody = z.strictObject(make);
export const webhookChangeBody = z.strictObject(change);
export const webhookRotateBody = z.strictObject(rotate);
export const webhookReplayBody = z.strictObject(replay);
export const webhookDeliveriesQuery = z.strictObject({
  state: deliveryState.optional(),
  /** Deliveries made before this one; as the `Link` header names it. */
  before: idText.optional(),
  limit: countText.pipe(z.number().min(1).max(WEBHOOK_DELIVERIES_PAGE_MAX)).default(WEBHOOK_DELIVERIES_PAGE),
});
export const pathDelivery = z.object({ id: idText, delivery: idText });

/** The same over sockets, for admins. */
export const webhookRequests = {
  'webhook:list': z.strictObject({}),
  'webhook:make': z.strictObject(make),
  'webhook:change': z.strictObject({ id, ...change }),
  'webhook:rotate': z.strictObject({ id, ...rotate }),
  'webhook:delete': z.strictObject({ id }),
  /** The newest first; `before`: the id of the last one that was received. */
  'webhook:deliveries': z.strictObject({ id, state: deliveryState.optional(), before: id.optional() }),
  'webhook:attempts': z.strictObject({ id, delivery: id }),
  'webhook:replay': z.strictObject({ id, ...replay }),
  'webhook:test': z.strictObject({ id }),
} as const;

export type WebhookKind = (typeof WEBHOOK_KINDS)[number];
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Where it is told. The secret is shown once: when it is made. */
export const webhook = z.object({
  id,
  url: z.string(),
  description: z.string(),
  kinds: z.array(webhookKind),
  is_active: z.boolean(),
  /** Since when nothing has got through; null: the last attempt did, or there was none. */
  failing_since: time.nullable(),
  /** Until when the previous secret signs along; null: there is none. */
  previous_until: time.nullable(),
  pending_count: count,
  dead_count: count,
  created_at: time,
  updated_at: time,
});
export const webhookMade = z.object({ webhook, secret: z.string() });

export const webhookAttempt = z.object({
  at: time,
  status: count.nullable(),
  /** Why it failed: `address`: not one that may be spoken to; `status`: it answered, but not with 2xx; `secret`: ours cannot be read any more. */
  failure: z.enum(['timeout', 'address', 'tls', 'connection', 'redirect', 'status', 'secret']).nullable(),
  duration_ms: count,
  /** How the answer began. */
  answer: z.string(),
});

/** `dead`: it was tried for 24 hours; it can be replayed. `dropped`: what it was about is gone. */
export const webhookDelivery = z.object({
  id,
  /** The `webhook-id` header: the same at every attempt and every endpoint. */
  event: z.string(),
  type: webhookKind,
  order: id.nullable(),
  state: deliveryState,
  attempts: count,
  next_at: time.nullable(),
  created_at: time,
  finished_at: time.nullable(),
  last_attempt: webhookAttempt.nullable(),
});
export const webhookReplayed = z.object({ replayed: count });
export const webhookTested = z.object({ event: z.string() });

export const webhookAnswers = {
  'webhook:list': z.object({ webhooks: z.array(webhook) }),
  'webhook:make': webhookMade,
  'webhook:change': z.object({ webhook }),
  'webhook:rotate': webhookMade,
  'webhook:delete': nothing,
  'webhook:deliveries': z.object({ deliveries: z.array(webhookDelivery), has_more: z.boolean() }),
  'webhook:attempts': z.object({ attempts: z.array(webhookAttempt) }),
  'webhook:replay': webhookReplayed,
  'webhook:test': webhookTested,
} as const;

const orderChange = z.enum(['title', 'status', 'client', 'priority', 'team']);
/** In whose queue it waits, or would: a number alone says nothing to whoever has no list of teams. Null: in everybody's. */
const team = z.object({ id, name: z.string() }).nullable();
const ofRoom = { order: id, room: id };
const ofOrder = { order, room: id.nullable(), team };
const ofExpert = { ...ofOrder, expert: account, previous: id.nullable() };
/** `timestamp`: when it happened. */
const told = <K extends WebhookKind, D extends z.ZodRawShape>(kind: K, data: D) => z.object({ type: z.literal(kind), timestamp: time, data: z.object(data) });

/** The body of each webhook. It shows what it is about as it stands when it is sent; readers ignore fields they do not know. */
export const webhookBodies = {
  'message.posted': told('message.posted', { ...ofRoom, message: message.extend({ side }) }),
  'message.changed': told('message.changed', { ...ofRoom, message: message.extend({ side }) }),
  'order.created': told('order.created', ofOrder),
  'order.changed': told('order.changed', { ...ofOrder, changed: z.array(orderChange) }),
  'expert.assigned': told('expert.assigned', ofExpert),
  'expert.removed': told('expert.removed', ofExpert),
  'room.created': told('room.created', ofRoom),
  'room.rated': told('room.rated', { order: id, room: id.nullable(), rating }),
  'webhook.test': told('webhook.test', {}),
} as const satisfies Record<WebhookKind, z.ZodType>;

export type OrderChange = z.infer<typeof orderChange>;
export type WebhookEvent = z.infer<(typeof webhookBodies)[WebhookKind]>;
export type Webhook = z.infer<typeof webhook>;
export type WebhookMade = z.infer<typeof webhookMade>;
export type WebhookAttempt = z.infer<typeof webhookAttempt>;
export type WebhookFailure = NonNullable<WebhookAttempt['failure']>;
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
