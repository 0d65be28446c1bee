import type { Database, Within } from '../database/database';
import type { QueuedRow } from '../present/queue';

/** Orders in these states want no expert any more. */
export const CLOSED: readonly string[] = ['done', 'completed', 'closed', 'cancelled'];

/** What waits for an expert, the longest first. It says nothing of what was written. */
export async function queuedOrders(db: Database, within: Within, limit: number): Promise<QueuedRow[]> {
  return db.rows(
    within,
    `SELECT o.id AS "order", r.id AS room, o.title AS order_title, o.queued_at, r.owed_since, u.id, u.first_name, u.last_name, u.role
       FROM orders o JOIN users u ON u.id = o.client LEFT JOIN rooms r ON r."order" = o.id
      WHERE o.queued_at IS NOT NULL AND o.status <> ALL ($2::text[]) ORDER BY o.queued_at, o.id LIMIT $1`,
    [limit, [...CLOSED]],
  );
}
