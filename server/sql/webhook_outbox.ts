import type { Database } from '../database/database';
import type { AttemptRow, DeliveryRow, WebhookRow } from '../models/webhook';

/*
 * What is to be told. A lane is what one endpoint is told of one order: its oldest pending delivery is its head, and only heads are claimed,
 * so a lane keeps its order and one server at a time is at it. A claim is a lease: whoever dies leaves it to the others when that has run out.
 */

/** So many failures in a row, of whatever lanes, are the endpoint's own: it is left alone for a second, two, four … up to a minute, and then asked with what is oldest. */
export const HELD_AFTER = 5;
const HELD_MAX_S = 60;

/** An endpoint that may be spoken to now. */
const IS_OPEN = `w.is_active AND (w.held_until IS NULL OR w.held_until <= now())`;

/** Endpoints for which something may be due. */
export async function dueEndpoints(db: Database): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    null,
    `SELECT w.id FROM webhook_endpoints w WHERE ${IS_OPEN} AND EXISTS (
       SELECT FROM webhook_deliveries d WHERE d.endpoint = w.id AND d.state = 'pending' AND d.next_at <= now() AND (d.leased_until IS NULL OR d.leased_until < now()))`,
  );
  return rows.map(({ id }) => id);
}

export type Claimed = Omit<DeliveryRow, 'leased_until'> & Pick<WebhookRow, 'url' | 'secret' | 'previous_secret' | 'previous_until' | 'failures'>;

/**
 * Claims heads of lanes of this endpoint, the oldest first. `attempts` is the number of this attempt, and proves the claim. Whether one is the
 * head, and whether another of its lane is under way (after a replay), is looked up as a value by an index: joined, a day's backlog would be
 * compared with itself.
 */
export async function claimDeliveries(db: Database, endpoint: number, limit: number, leaseMs: number): Promise<Claimed[]> {
  return db.rows<Claimed>(
    null,
    `WITH due AS (
       SELECT d.id FROM webhook_deliveries d
        WHERE (SELECT ${IS_OPEN} FROM webhook_endpoints w WHERE w.id = $1)
          AND d.endpoint = $1 AND d.state = 'pending' AND d.next_at <= now() AND (d.leased_until IS NULL OR d.leased_until < now())
          AND (SELECT true FROM webhook_deliveries e WHERE e.endpoint = d.endpoint AND e.lane = d.lane AND e.state = 'pending' AND e.id < d.id LIMIT 1) IS NULL
          AND (SELECT true FROM webhook_deliveries e WHERE e.endpoint = d.endpoint AND e.lane = d.lane AND e.leased_until IS NOT NULL AND e.leased_until >= now() AND e.id <> d.id LIMIT 1) IS NULL
        ORDER BY d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED
     )
     UPDATE webhook_deliveries d SET leased_until = clock_timestamp() + $3 * interval '1 millisecond', attempts = d.attempts + 1
       FROM due, webhook_endpoints w WHERE d.id = due.id AND w.id = d.endpoint
     RETURNING d.*, w.url, w.secret, w.previous_secret, w.previous_until, w.failures`,
    [endpoint, limit, leaseMs],
  );
}

export type Outcome =
  | { state: 'delivered' | 'dead' | 'dropped' }
  /** Tried again after this time. */
  | { state: 'pending'; waitMs: number };

/** What stands behind a head that waits is not due before it: otherwise each look would go through all of it. */
const WAIT_BEHIND = `
  UPDATE webhook_deliveries d SET next_at = greatest(d.next_at, clock_timestamp() + $3 * interval '1 millisecond')
    FROM webhook_deliveries h WHERE h.id = $2 AND d.endpoint = $1 AND d.lane = h.lane AND d.state = 'pending' AND d.id > $2`;
/** The next head of the lane is due at once. */
const NEXT_NOW = `
  UPDATE webhook_deliveries SET next_at = least(next_at, clock_timestamp())
   WHERE id = (SELECT d.id FROM webhook_deliveries h JOIN webhook_deliveries d ON d.endpoint = $1 AND d.lane = h.lane AND d.state = 'pending' WHERE h.id = $2 ORDER BY d.id LIMIT 1)`;

/** Writes down how a claimed delivery ended, unless the claim had run out and somebody else has it. */
export async function settleDelivery(db: Database, { id, endpoint, attempts }: Pick<Claimed, 'id' | 'endpoint' | 'attempts'>, outcome: Outcome, attempt: Omit<AttemptRow, 'at'> | null): Promise<void> {
  await db.transaction(async (within) => {
    const rows = await db.rows(
      within,
      `UPDATE webhook_deliveries SET state = $3, leased_until = NULL, next_at = clock_timestamp() + $4 * interval '1 millisecond',
         finished_at = CASE WHEN $3 <> 'pending' THEN clock_timestamp() END
       WHERE id = $1 AND attempts = $2 AND state = 'pending' RETURNING id`,
      [id, attempts, outcome.state, outcome.state === 'pending' ? outcome.waitMs : 0],
    );
    if (rows.length === 0) return;
    await db.rows(within, outcome.state === 'pending' ? WAIT_BEHIND : NEXT_NOW, outcome.state === 'pending' ? [endpoint, id, outcome.waitMs] : [endpoint, id]);
    if (attempt === null) return;
    await db.rows(within, `INSERT INTO webhook_attempts (delivery, status, failure, duration_ms, answer) VALUES ($1, $2, $3, $4, $5)`, [id, attempt.status, attempt.failure, attempt.duration_ms, attempt.answer]);
    await db.rows(
      within,
      attempt.failure === null
        ? `UPDATE webhook_endpoints SET failing_since = NULL, failures = 0, held_until = NULL WHERE id = $1 AND failures > 0`
        : `UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, clock_timestamp()), failures = failures + 1,
             held_until = CASE WHEN failures + 1 >= ${HELD_AFTER} THEN clock_timestamp() + least(${HELD_MAX_S}, 2 ^ least(failures + 1 - ${HELD_AFTER}, 10)) * (0.5 + random() / 2) * interval '1 second' END
           WHERE id = $1`,
      [endpoint],
    );
  });
}

/** Gives a claim back as if it had never been. */
export async function releaseDelivery(db: Database, { id, attempts }: Pick<Claimed, 'id' | 'attempts'>): Promise<void> {
  await db.rows(null, `UPDATE webhook_deliveries SET leased_until = NULL, attempts = attempts - 1 WHERE id = $1 AND attempts = $2 AND state = 'pending'`, [id, attempts]);
}

/** Stops telling an endpoint that says that it is gone. */
export async function switchOff(db: Database, endpoint: number): Promise<void> {
  await db.rows(null, `UPDATE webhook_endpoints SET is_active = false, updated_at = clock_timestamp() WHERE id = $1 AND is_active`, [endpoint]);
}

const FORGOTTEN_AT_ONCE = 5_000;

/** Delivered a week ago, dead for a month. */
const FINISHED = `
  SELECT d.id FROM webhook_deliveries d
   WHERE d.finished_at < now() - interval '7 days' AND (d.state IN ('delivered', 'dropped') OR d.finished_at < now() - interval '30 days')`;

/** Of endpoints that are removed: each number of an endpoint is looked up once, however many deliveries it has. */
const NOBODYS = `
  WITH RECURSIVE named AS (
    SELECT min(endpoint) AS endpoint FROM webhook_deliveries
    UNION ALL SELECT (SELECT min(d.endpoint) FROM webhook_deliveries d WHERE d.endpoint > n.endpoint) FROM named n WHERE n.endpoint IS NOT NULL)
  SELECT d.id FROM named n JOIN webhook_deliveries d ON d.endpoint = n.endpoint WHERE NOT EXISTS (SELECT FROM webhook_endpoints w WHERE w.id = n.endpoint)`;

/** Forgets what is finished and what is nobody's any more, some at a time. */
export async function forgetFinished(db: Database): Promise<void> {
  for (const which of [FINISHED, NOBODYS]) {
    for (let count = FORGOTTEN_AT_ONCE; count === FORGOTTEN_AT_ONCE; ) {
      const gone = await db.rows(null, `DELETE FROM webhook_deliveries WHERE id IN (${which} LIMIT $1) RETURNING id`, [FORGOTTEN_AT_ONCE]);
      count = gone.length;
    }
  }
}
