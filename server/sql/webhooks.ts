import type { WebhookKind } from '../../protocol/webhooks';
import type { Database, Within } from '../database/database';
import type { AttemptRow, DeliveryViewRow, WebhookRow, WebhookViewRow } from '../models/webhook';

/** Endpoints and their delivery log; what is under way is in `webhook_outbox`. */

const COLUMNS = `w.id, w.url, w.description, w.kinds, w.secret, w.previous_secret, w.previous_until, w.is_active, w.failing_since, w.failures, w.created_at, w.updated_at`;
const VIEW = `
  SELECT ${COLUMNS},
    (SELECT count(*) FROM webhook_deliveries d WHERE d.endpoint = w.id AND d.state = 'pending') AS pending_count,
    (SELECT count(*) FROM webhook_deliveries d WHERE d.endpoint = w.id AND d.state = 'dead') AS dead_count
  FROM webhook_endpoints w`;

/** All of them, in the order in which they were made. */
export async function allWebhooks(db: Database, within: Within): Promise<WebhookViewRow[]> {
  return db.rows<WebhookViewRow>(within, `${VIEW} ORDER BY w.id`);
}

/** One endpoint with how much waits for it. */
export async function webhookView(db: Database, within: Within, id: number): Promise<WebhookViewRow | undefined> {
  return (await db.rows<WebhookViewRow>(within, `${VIEW} WHERE w.id = $1`, [id]))[0];
}

/** One of them, locked for the rest of the transaction. */
export async function lockWebhook(db: Database, within: Within, id: number): Promise<WebhookRow | undefined> {
  return (await db.rows<WebhookRow>(within, `SELECT ${COLUMNS} FROM webhook_endpoints w WHERE w.id = $1 FOR UPDATE`, [id]))[0];
}

/** Keeps others from making one for the rest of the transaction, and answers how many there are. */
export async function countWebhooks(db: Database, within: Within): Promise<number> {
  await db.rows(within, 'LOCK TABLE webhook_endpoints IN SHARE ROW EXCLUSIVE MODE');
  return (await db.rows<{ count: number }>(within, 'SELECT count(*) AS count FROM webhook_endpoints'))[0]!.count;
}

/** The number of the next one: its secret is sealed for exactly that. */
export async function nextWebhookId(db: Database, within: Within): Promise<number> {
  return (await db.rows<{ id: number }>(within, `SELECT nextval(pg_get_serial_sequence('webhook_endpoints', 'id')) AS id`))[0]!.id;
}

/** Stores an endpoint under a number that was taken for it. */
export async function insertWebhook(db: Database, within: Within, row: Pick<WebhookRow, 'id' | 'url' | 'description' | 'kinds' | 'secret'>): Promise<void> {
  await db.rows(within, `INSERT INTO webhook_endpoints (id, url, description, kinds, secret) VALUES ($1, $2, $3, $4, $5)`, [row.id, row.url, row.description, row.kinds, row.secret]);
}

/** Changes an endpoint; its failures are forgiven. */
export async function saveWebhook(db: Database, within: Within, row: WebhookRow): Promise<void> {
  await db.rows(
    within,
    `UPDATE webhook_endpoints SET url = $2, description = $3, kinds = $4, secret = $5, previous_secret = $6, previous_until = $7, is_active = $8, failures = 0, held_until = NULL, updated_at = clock_timestamp() WHERE id = $1`,
    [row.id, row.url, row.description, row.kinds, row.secret, row.previous_secret, row.previous_until, row.is_active],
  );
}

/** Removes it; what was to be told to it, which may be much, `forgetFinished` takes away. */
export async function deleteWebhook(db: Database, within: Within, id: number): Promise<boolean> {
  return (await db.rows(within, `DELETE FROM webhook_endpoints WHERE id = $1 RETURNING id`, [id])).length > 0;
}

const ATTEMPT = `json_build_object('at', a.at, 'status', a.status, 'failure', a.failure, 'duration_ms', a.duration_ms, 'answer', a.answer)`;

/** Deliveries of an endpoint, the newest first. */
export async function deliveriesOf(db: Database, endpoint: number, { state, before, limit }: { state?: string | undefined; before?: number | undefined; limit: number }): Promise<DeliveryViewRow[]> {
  return db.rows<DeliveryViewRow>(
    null,
    `SELECT d.*, (SELECT ${ATTEMPT} FROM webhook_attempts a WHERE a.delivery = d.id ORDER BY a.id DESC LIMIT 1) AS last_attempt
       FROM webhook_deliveries d
      WHERE d.endpoint = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::bigint IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`,
    [endpoint, state ?? null, before ?? null, limit],
  );
}

/** Every attempt at a delivery, the newest first; undefined when the endpoint has none of this number. */
export async function attemptsOf(db: Database, endpoint: number, delivery: number): Promise<AttemptRow[] | undefined> {
  const rows = await db.rows<{ attempts: AttemptRow[] | null }>(
    null,
    `SELECT (SELECT json_agg(${ATTEMPT} ORDER BY a.id DESC) FROM webhook_attempts a WHERE a.delivery = d.id) AS attempts FROM webhook_deliveries d WHERE d.endpoint = $1 AND d.id = $2`,
    [endpoint, delivery],
  );
  return rows[0] && (rows[0].attempts ?? []);
}

/** Puts finished deliveries back, those named or (null) all dead ones, for as long as new ones are tried; answers how many. */
export async function replayDeliveries(db: Database, within: Within, endpoint: number, ids: readonly number[] | null): Promise<number> {
  const rows = await db.rows(
    within,
    `UPDATE webhook_deliveries SET state = 'pending', next_at = clock_timestamp(), gives_up_at = clock_timestamp() + interval '24 hours', finished_at = NULL
      WHERE endpoint = $1 AND (($2::bigint[] IS NULL AND state = 'dead') OR (id = ANY ($2) AND state IN ('dead', 'delivered'))) RETURNING id`,
    [endpoint, ids],
  );
  return rows.length;
}

/** A test for this endpoint; answers the event's id. */
export async function insertTest(db: Database, within: Within, endpoint: number): Promise<string> {
  const kind: WebhookKind = 'webhook.test';
  const rows = await db.rows<{ event: string }>(within, `INSERT INTO webhook_deliveries (endpoint, event, kind, lane) VALUES ($1, gen_random_uuid(), $2, 0) RETURNING event`, [endpoint, kind]);
  return rows[0]!.event;
}
