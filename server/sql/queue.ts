import type { Database, Within } from '../database/database';
import type { QueuedRow } from '../present/queue';

/** Orders in these states want no expert any more. */
export const CLOSED: readonly string[] = ['done', 'completed', 'closed', 'cancelled'];
/** The same said of the order `o` in so many words, as the index of the open ones says it (migration 0037): a parameter would not be known to match. */
export const IS_OPEN = `o.status NOT IN (${CLOSED.map((status) => `'${status}'`).join(', ')})`;

/** Whose queue the order `o` waits in: everybody's, or that of a team, for its members; admins see all. Takes what stands for the user. */
const MAY_TAKE = (user: string) => `
  (o.team IS NULL OR EXISTS (SELECT 1 FROM team_members m WHERE m.team = o.team AND m."user" = ${user})
    OR EXISTS (SELECT 1 FROM users a WHERE a.id = ${user} AND a.role = 'admin'))`;

/** Whether an order in the queue is this user's to take. */
export async function mayTake(db: Database, within: Within, user: number, order: number): Promise<boolean> {
  return (await db.rows(within, `SELECT 1 FROM orders o WHERE o.id = $2 AND ${MAY_TAKE('$1')}`, [user, order])).length > 0;
}

/** What waits for an expert and is this user's to see, the longest first: everybody's orders and those of his teams; an admin sees all. It says nothing of what was written. */
export async function queuedOrders(db: Database, within: Within, user: number, limit: number): Promise<QueuedRow[]> {
  return db.rows(
    within,
    `SELECT o.id AS "order", r.id AS room, o.title AS order_title, o.team, o.queued_at, r.owed_since, u.id, u.first_name, u.last_name, u.role
       FROM orders o JOIN users u ON u.id = o.client LEFT JOIN rooms r ON r."order" = o.id
      WHERE o.queued_at IS NOT NULL AND o.status <> ALL ($2::text[]) AND ${MAY_TAKE('$3')} ORDER BY o.queued_at, o.id LIMIT $1`,
    [limit, [...CLOSED], user],
  );
}
