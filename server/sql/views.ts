import type { ViewRule } from '../../protocol/views';
import type { Database, Within } from '../database/database';
import type { ViewRow } from '../models/label';

const COLUMNS = `id, "user", name, rule, place`;

/** The views of a user, in his order. */
export async function viewsOf(db: Database, within: Within, user: number): Promise<ViewRow[]> {
  return db.rows<ViewRow>(within, `SELECT ${COLUMNS} FROM views WHERE "user" = $1 ORDER BY place, id`, [user]);
}

/** Keeps whatever else this user changes of his views waiting until the transaction ends. */
export async function lockViews(db: Database, within: Within, user: number): Promise<void> {
  await db.rows(within, `SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [user]);
}

/** Stores a new one. */
export async function insertView(db: Database, within: Within, { user, name, rule, place }: Omit<ViewRow, 'id'>): Promise<ViewRow> {
  const rows = await db.rows<ViewRow>(within, `INSERT INTO views ("user", name, rule, place) VALUES ($1, $2, $3::jsonb, $4) RETURNING ${COLUMNS}`, [user, name, JSON.stringify(rule), place]);
  return rows[0]!;
}

/** Writes name and rule of one of the user's own; undefined when it is not there. */
export async function saveView(db: Database, within: Within, user: number, id: number, name: string, rule: ViewRule): Promise<ViewRow | undefined> {
  const rows = await db.rows<ViewRow>(within, `UPDATE views SET name = $3, rule = $4::jsonb WHERE id = $1 AND "user" = $2 RETURNING ${COLUMNS}`, [id, user, name, JSON.stringify(rule)]);
  return rows[0];
}

/** Takes one of the user's own away; false when it is not there. */
export async function removeView(db: Database, within: Within, user: number, id: number): Promise<boolean> {
  return (await db.rows(within, `DELETE FROM views WHERE id = $1 AND "user" = $2 RETURNING 1`, [id, user])).length > 0;
}

/** Puts all views of the user into this order. */
export async function placeViews(db: Database, within: Within, user: number, ids: readonly number[]): Promise<void> {
  await db.rows(within, `UPDATE views SET place = array_position($2::bigint[], id) - 1 WHERE "user" = $1 AND id = ANY($2::bigint[])`, [user, [...ids]]);
}
