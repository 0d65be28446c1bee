import { z } from 'zod';
import type { Account, Message, Order, Side } from './entities';
import { countText, id, idText } from './fields';
import { WEBHOOK_DELIVERIES_PAGE, WEBHOOK_DELIVERIES_PAGE_MAX, WEBHOOK_DESCRIPTION_MAX, WEBHOOK_REPLAY_MAX, WEBHOOK_ROTATE_MAX_HOURS, WEBHOOK_URL_MAX } from './limits';
import type { Rating } from './ratings';
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
export type Webhook = {
  id: number;
  url: string;
  description: string;
  kinds: WebhookKind[];
  is_active: boolean;
  /** Since when nothing has got through; null: the last attempt did, or there was none. */
  failing_since: string | null;
  /** Until when the previous secret signs along; null: there is none. */
  previous_until: string | null;
  pending_count: number;
  dead_count: number;
  created_at: string;
  updated_at: string;
};

/** Why an attempt failed: `address`: not one that may be spoken to; `status`: it answered, but not with 2xx; `secret`: ours cannot be read any more. */
export type WebhookFailure = 'timeout' | 'address' | 'tls' | 'connection' | 'redirect' | 'status' | 'secret';

export type WebhookAttempt = {
  at: string;
  status: number | null;
  failure: WebhookFailure | null;
  duration_ms: number;
  /** How the answer began. */
  answer: string;
};

/** `dead`: it was tried for 24 hours; it can be replayed. `dropped`: what it was about is gone. */
export type WebhookDelivery = {
  id: number;
  /** The `webhook-id` header: the same at every attempt and every endpoint. */
  event: string;
  type: WebhookKind;
  order: number | null;
  state: DeliveryState;
  attempts: number;
  next_at: string | null;
  created_at: string;
  finished_at: string | null;
  last_attempt: WebhookAttempt | null;
};

export type WebhookMade = { webhook: Webhook; secret: string };

export type WebhookAnswers = {
  'webhook:list': { webhooks: Webhook[] };
  'webhook:make': WebhookMade;
  'webhook:change': { webhook: Webhook };
  'webhook:rotate': WebhookMade;
  'webhook:delete': Record<never, never>;
  'webhook:deliveries': { deliveries: WebhookDelivery[]; has_more: boolean };
  'webhook:attempts': { attempts: WebhookAttempt[] };
  'webhook:replay': { replayed: number };
  'webhook:test': { event: string };
};

export type OrderChange = 'title' | 'status' | 'client' | 'priority';

/** The body of a webhook. It shows what it is about as it stands when it is sent; readers ignore fields they do not know. */
export type WebhookEvent =
  | WebhookBody<'message.posted' | 'message.changed', { order: number; room: number; message: Message & { side: Side } }>
  | WebhookBody<'order.created', { order: Order; room: number | null }>
  | WebhookBody<'order.changed', { order: Order; room: number | null; changed: OrderChange[] }>
  | WebhookBody<'expert.assigned' | 'expert.removed', { order: Order; room: number | null; expert: Account; previous: number | null }>
  | WebhookBody<'room.created', { order: number; room: number }>
  | WebhookBody<'room.rated', { order: number; room: number | null; rating: Rating }>
  | WebhookBody<'webhook.test', Record<never, never>>;

/** `timestamp`: when it happened. */
export type WebhookBody<K extends WebhookKind, D> = { type: K; timestamp: string; data: D };
