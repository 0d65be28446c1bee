import { z } from 'zod';
import { account, message, order, room } from './entities';
import { ERROR_CODES } from './errors';
import { count, id, side, time } from './fields';
import { rating } from './ratings';
import { DELIVERY_STATES, WEBHOOK_KINDS } from './webhooks';

/** The shapes of what programs are answered and told, for their descriptions and for clients that check. Readers ignore fields they do not know. */

export const errorAnswer = z.object({ error: z.string(), code: z.enum(ERROR_CODES as [string, ...string[]]), retry_after: z.number().optional() });
export const orderAnswer = z.object({ order, room: room.nullable() });
export const orderRead = orderAnswer.extend({ rating: rating.nullable() });
export const listedOrder = order.extend({ room: id.nullable() });
export const userAnswer = z.object({ user: account });
export const inviteAnswer = z.object({ id, url: z.string(), expires_at: time });
export const invite = z.object({ id, created_at: time, expires_at: time, revoked_at: time.nullable(), is_usable: z.boolean(), sessions: count });
export const revoked = z.object({ revoked: count, sessions: count });
export const signedIn = z.object({ access_token: z.string(), expires_in: count, user: account, refresh_token: z.string().optional() });
export const readAnswer = z.object({ read_seq: count, unread_count: count, last_rev: count });

const webhookKind = z.enum(WEBHOOK_KINDS);
export const webhook = z.object({
  id,
  url: z.string(),
  description: z.string(),
  kinds: z.array(webhookKind),
  is_active: z.boolean(),
  failing_since: time.nullable(),
  previous_until: time.nullable(),
  pending_count: count,
  dead_count: count,
  created_at: time,
  updated_at: time,
});
export const webhookMade = z.object({ webhook, secret: z.string() });
export const webhookAttempt = z.object({ at: time, status: count.nullable(), failure: z.enum(['timeout', 'address', 'tls', 'connection', 'redirect', 'status', 'secret']).nullable(), duration_ms: count, answer: z.string() });
export const webhookDelivery = z.object({
  id,
  event: z.string(),
  type: webhookKind,
  order: id.nullable(),
  state: z.enum(DELIVERY_STATES),
  attempts: count,
  next_at: time.nullable(),
  created_at: time,
  finished_at: time.nullable(),
  last_attempt: webhookAttempt.nullable(),
});

const ofRoom = { order: id, room: id };
const ofOrder = { order, room: id.nullable() };
const told = <T extends z.ZodRawShape>(data: T) => z.object({ type: webhookKind, timestamp: time, data: z.object(data) });
const ofMessage = told({ ...ofRoom, message: message.extend({ side }) });
const ofExpert = told({ ...ofOrder, expert: account, previous: id.nullable() });

/** The body of each webhook. */
export const webhookBodies = {
  'message.posted': ofMessage,
  'message.changed': ofMessage,
  'order.created': told(ofOrder),
  'order.changed': told({ ...ofOrder, changed: z.array(z.enum(['title', 'status', 'client', 'priority'])) }),
  'expert.assigned': ofExpert,
  'expert.removed': ofExpert,
  'room.created': told(ofRoom),
  'room.rated': told({ order: id, room: id.nullable(), rating }),
  'webhook.test': told({}),
} as const satisfies Record<(typeof WEBHOOK_KINDS)[number], z.ZodType>;
