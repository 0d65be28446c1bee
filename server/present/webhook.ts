import type { Webhook, WebhookAttempt, WebhookDelivery } from '../../protocol/webhooks';
import type { AttemptRow, DeliveryViewRow, WebhookViewRow } from '../models/webhook';
import { iso, isoOrNull } from './time';

/** An endpoint as admins and the marketplace see it; never its secrets. */
export function presentWebhook(row: WebhookViewRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    kinds: row.kinds,
    is_active: row.is_active,
    failing_since: isoOrNull(row.failing_since),
    previous_until: row.previous_until !== null && row.previous_until.getTime() > Date.now() ? iso(row.previous_until) : null,
    pending_count: row.pending_count,
    dead_count: row.dead_count,
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}

/** A line of the delivery log. */
export function presentDelivery(row: DeliveryViewRow): WebhookDelivery {
  return {
    id: row.id,
    event: webhookId(row.event),
    type: row.kind,
    order: row.lane === 0 ? null : row.lane,
    state: row.state,
    attempts: row.attempts,
    next_at: row.state === 'pending' ? iso(row.next_at) : null,
    created_at: iso(row.created_at),
    finished_at: isoOrNull(row.finished_at),
    last_attempt: row.last_attempt === null ? null : presentAttempt(row.last_attempt),
  };
}

/** One attempt at a delivery. */
export function presentAttempt({ at, status, failure, duration_ms, answer }: AttemptRow): WebhookAttempt {
  return { at: iso(at), status, failure, duration_ms, answer };
}

/** How an event is called towards receivers. */
export function webhookId(event: string): string {
  return `evt_${event.replaceAll('-', '')}`;
}
