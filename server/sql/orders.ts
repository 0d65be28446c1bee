import type { Database, Within } from '../database/database';
import type { UserRow } from '../models/account';
import type { OrderRow } from '../models/room';

type NewOrder = Pick<OrderRow, 'id' | 'title' | 'status' | 'priority' | 'version' | 'client' | 'expert' | 'team'>;

/** Makes the order; undefined when its number is taken. Two that make the same one at once: the second waits and gets undefined. */
export async function insertOrder(db: Database, within: Within, order: NewOrder): Promise<OrderRow | undefined> {
  const rows = await db.rows<OrderRow>(
    within,
    `INSERT INTO orders (id, title, status, client, expert, priority, team, version, queued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $5::bigint IS NULL THEN now() END) ON CONFLICT DO NOTHING RETURNING *`,
    [order.id, order.title, order.status, order.client, order.expert, order.priority, order.team, order.version],
  );
  return rows[0];
}

/** The order, locked until the transaction ends. */
export async function lockOrder(db: Database, within: Within, id: number): Promise<OrderRow | undefined> {
  return (await db.rows<OrderRow>(within, `SELECT * FROM orders WHERE id = $1 FOR UPDATE`, [id]))[0];
}

/** The order's own expert, who is responsible for it; null: nobody. */
export async function expertOfOrder(db: Database, within: Within, id: number): Promise<number | null> {
  return (await db.rows<{ expert: number | null }>(within, `SELECT expert FROM orders WHERE id = $1`, [id]))[0]?.expert ?? null;
}

/** Writes the order; its time moves only when something did. */
export async function saveOrder(db: Database, within: Within, order: OrderRow): Promise<OrderRow> {
  const rows = await db.rows<OrderRow>(
    within,
    `UPDATE orders SET title = $2, status = $3, client = $4, expert = $5, priority = $6, team = $7, version = $8, queued_at = CASE WHEN $5::bigint IS NULL THEN coalesce(queued_at, now()) END,
       updated_at = CASE WHEN (title, status, client, expert, priority, team) IS DISTINCT FROM ($2, $3, $4::bigint, $5::bigint, $6, $7::bigint) THEN now() ELSE updated_at END
     WHERE id = $1 RETURNING *`,
    [order.id, order.title, order.status, order.client, order.expert, order.priority, order.team, order.version],
  );
  return rows[0]!;
}

/** The number of the order's room; null: it has none yet. */
export async function roomOfOrder(db: Database, id: number): Promise<number | null> {
  return (await db.rows<{ id: number }>(null, `SELECT id FROM rooms WHERE "order" = $1`, [id]))[0]?.id ?? null;
}

const PERSON = (id: string) => `(SELECT json_build_object('id', u.id, 'email', u.email, 'first_name', u.first_name, 'last_name', u.last_name, 'role', u.role) FROM users u WHERE u.id = ${id})`;

/** An order with its people and its room's number. */
export type OrderViewRow = OrderRow & { client_user: PersonRow; expert_user: PersonRow | null; room: number | null };
type PersonRow = Pick<UserRow, 'id' | 'email' | 'first_name' | 'last_name' | 'role'>;

const VIEW = `o.*, ${PERSON('o.client')} AS client_user, ${PERSON('o.expert')} AS expert_user, (SELECT r.id FROM rooms r WHERE r."order" = o.id) AS room`;

/** Orders, the highest number first. */
export async function ordersPage(
  db: Database,
  { status, updated_since, before, limit }: { status?: string | undefined; updated_since?: string | undefined; before?: number | undefined; limit: number },
): Promise<OrderViewRow[]> {
  return db.rows<OrderViewRow>(
    null,
    `SELECT ${VIEW} FROM orders o
      WHERE ($1::text IS NULL OR o.status = $1) AND ($2::timestamptz IS NULL OR o.updated_at >= $2) AND ($3::bigint IS NULL OR o.id < $3)
      ORDER BY o.id DESC LIMIT $4`,
    [status ?? null, updated_since ?? null, before ?? null, limit],
  );
}

/** A place in the changes: a transaction, and an order of those that it changed. */
export type ChangePlace = { xid: string; order: number };

/**
 * Orders in the order of their last change, behind a place. Only what was changed before all that is still under way: nothing can take its
 * place in front of these any more, so a place that was passed once is passed for good.
 */
export async function changedOrders(db: Database, after: ChangePlace, status: string | undefined, limit: number): Promise<(OrderViewRow & { changed: string })[]> {
  return db.rows(
    null,
    `SELECT ${VIEW}, o.changed_xid::text AS changed FROM orders o
      WHERE (o.changed_xid, o.id) > ($1::text::xid8, $2::bigint) AND o.changed_xid < pg_snapshot_xmin(pg_current_snapshot()) AND ($3::text IS NULL OR o.status = $3)
      ORDER BY o.changed_xid, o.id LIMIT $4`,
    [after.xid, after.order, status ?? null, limit],
  );
}
