import { Webhook } from 'standardwebhooks';
import type { OrderChange, WebhookEvent } from '../../protocol/webhooks';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { iso } from '../present/time';
import { presentAccount } from '../present/user';
import { webhookId } from '../present/webhook';
import { messageView } from '../sql/messages';
import { claimDeliveries, HELD_AFTER, releaseDelivery, settleDelivery, switchOff, type Claimed } from '../sql/webhook_outbox';
import type { UserRow } from '../models/account';
import { orderView } from './orders';
import { ratingOfOrder } from './ratings';
import { unseal } from './sealing';

/*
 * How what is written down gets to its receiver. The body is made when it is sent, by the same presenters as every other answer: the outbox
 * holds no copy of what people wrote, so nothing deleted or erased meanwhile goes out, and addresses of files are fresh.
 *
 *   pending ──claimed──> sent ──2xx──> delivered
 *      └──<── waits, longer and longer ──┘ └── still not after 24 hours ──> dead ──replayed──> pending
 */

type Needs = Pick<Parts, 'clock' | 'config' | 'db' | 'files' | 'log' | 'webhooks'>;

/** Longer than an attempt may take. */
const LEASE_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const ASKED_WAIT_MAX_S = 3_600;
const GONE = 410;

/** Claims what is due for an endpoint, at most so many: one of each lane. */
export async function claimDue(parts: Needs, endpoint: number, limit: number): Promise<Claimed[]> {
  return claimDeliveries(parts.db, endpoint, limit, LEASE_MS);
}

/** Sends one claimed delivery and writes down how it ended. */
export async function deliver(parts: Needs, claimed: Claimed, stopping: AbortSignal): Promise<void> {
  const event = await bodyOf(parts, claimed);
  if (event === null) return settleDelivery(parts.db, claimed, { state: 'dropped' }, null);
  const body = JSON.stringify(event);
  const headers = signedHeaders(parts, claimed, body);
  if (headers === null) {
    parts.log.error({ webhook: claimed.endpoint }, 'the secret of a webhook cannot be read: it was sealed with another AUTH_SECRET');
    return settle(parts, claimed, { status: null, failure: 'secret', duration_ms: 0, answer: '', retry_after: null });
  }
  try {
    await settle(parts, claimed, await parts.webhooks.send(claimed.url, headers, body, stopping));
  } catch (error) {
    if (!stopping.aborted) throw error;
    await releaseDelivery(parts.db, claimed);
  }
}

async function settle({ db, clock }: Needs, claimed: Claimed, { retry_after, ...attempt }: Awaited<ReturnType<Parts['webhooks']['send']>>): Promise<void> {
  if (attempt.failure === null) return settleDelivery(db, claimed, { state: 'delivered' }, attempt);
  if (attempt.status === GONE) await switchOff(db, claimed.endpoint);
  // Of an endpoint that is away as a whole the endpoint waits, and its lanes go on together when it is back.
  const isLast = claimed.gives_up_at.getTime() <= clock.now();
  await settleDelivery(db, claimed, isLast ? { state: 'dead' } : { state: 'pending', waitMs: waitMs(claimed.failures + 1 < HELD_AFTER ? claimed.attempts : 1, retry_after) }, attempt);
}

/** Twice as long each time, and never for all at the same moment. */
export function waitMs(attempts: number, asked: number | null, random: () => number = Math.random): number {
  if (asked !== null) return Math.min(asked, ASKED_WAIT_MAX_S) * 1000;
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  return Math.round(longest * (0.5 + random() / 2));
}

/** The headers of the Standard Webhooks specification, by each secret that counts; null when the secret cannot be read. */
function signedHeaders({ config, clock }: Needs, { endpoint, event, secret, previous_secret, previous_until }: Claimed, body: string): Record<string, string> | null {
  const now = new Date(clock.now());
  const isKept = previous_until !== null && previous_until > now;
  const secrets = [secret, ...(isKept && previous_secret !== null ? [previous_secret] : [])].map((sealed) => unseal(config, 'webhook', String(endpoint), sealed));
  if (secrets[0] === undefined) return null;
  const id = webhookId(event);
  const signatures = secrets.flatMap((text) => (text === undefined ? [] : [new Webhook(text).sign(id, now, body)]));
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Orderline-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

/** What is told; null when what it was about is gone. */
async function bodyOf(parts: Needs, { kind, created_at, lane, room, subject, data }: Claimed): Promise<WebhookEvent | null> {
  const timestamp = iso(created_at);
  switch (kind) {
    case 'message.posted':
    case 'message.changed': {
      const row = await messageView(parts.db, null, subject!);
      return row === undefined ? null : { type: kind, timestamp, data: { order: lane, room: room!, message: { ...presentMessage(row, parts.files.sign), side: row.side } } };
    }
    case 'order.created': {
      const shown = await orderView(parts, lane);
      return shown && { type: kind, timestamp, data: shown };
    }
    case 'order.changed': {
      const shown = await orderView(parts, lane);
      return shown && { type: kind, timestamp, data: { ...shown, changed: data.changed as OrderChange[] } };
    }
    case 'expert.assigned':
    case 'expert.removed': {
      const [shown, expert] = [await orderView(parts, lane), await parts.db.users.findByPk(subject!, { raw: true })];
      return shown && expert && { type: kind, timestamp, data: { ...shown, expert: presentAccount(expert as unknown as UserRow), previous: data.previous as number | null } };
    }
    case 'room.created':
      return { type: kind, timestamp, data: { order: lane, room: room! } };
    case 'room.rated': {
      const rating = await ratingOfOrder(parts, null, lane);
      return rating && { type: kind, timestamp, data: { order: lane, room, rating } };
    }
    case 'webhook.test':
      return { type: kind, timestamp, data: {} };
  }
}
