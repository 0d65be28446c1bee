import type { DeliveryState, WebhookFailure, WebhookKind } from '../../protocol/webhooks';

/** Rows of webhooks. They never leave the server: `present/` says what is shown of them. */

export type WebhookRow = {
  id: number;
  url: string;
  description: string;
  kinds: WebhookKind[];
  secret: Buffer;
  previous_secret: Buffer | null;
  previous_until: Date | null;
  is_active: boolean;
  failing_since: Date | null;
  /** In a row, of whatever lanes. */
  failures: number;
  created_at: Date;
  updated_at: Date;
};

/** An endpoint with how much waits for it. */
export type WebhookViewRow = WebhookRow & { pending_count: number; dead_count: number };

export type DeliveryRow = {
  id: number;
  endpoint: number;
  event: string;
  kind: WebhookKind;
  /** The order; 0: none. */
  lane: number;
  room: number | null;
  subject: number | null;
  data: Record<string, unknown>;
  state: DeliveryState;
  attempts: number;
  next_at: Date;
  leased_until: Date | null;
  gives_up_at: Date;
  created_at: Date;
  finished_at: Date | null;
};

export type AttemptRow = { at: Date | string; status: number | null; failure: WebhookFailure | null; duration_ms: number; answer: string };

export type DeliveryViewRow = DeliveryRow & { last_attempt: AttemptRow | null };
