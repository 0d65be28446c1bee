import type { Database, Within } from '../database/database';
import type { ReplyRow } from '../models/later';

const COLUMNS = `id, scope, owner, trigger, title, message, actions, updated_at`;

/** What a user may use: his own, the team's and everybody's. */
export async function repliesFor(db: Database, within: Within, user: number): Promise<ReplyRow[]> {
  return db.rows<ReplyRow>(
    within,
    `SELECT ${COLUMNS} FROM replies WHERE scope <> 'own' OR owner = $1 ORDER BY trigger, array_position(ARRAY['own', 'team', 'all'], scope), id`,
    [user],
  );
}

/** One of those, locked for the rest of the transaction. */
export async function lockReply(db: Database, within: Within, id: number, user: number): Promise<ReplyRow | undefined> {
  return (await db.rows<ReplyRow>(within, `SELECT ${COLUMNS} FROM replies WHERE id = $1 AND (scope <> 'own' OR owner = $2) FOR UPDATE`, [id, user]))[0];
}

export type NewReply = Omit<ReplyRow, 'id' | 'updated_at'>;

/** Stores a new one; undefined when its trigger is taken in this scope. */
export async function insertReply(db: Database, within: Within, row: NewReply): Promise<ReplyRow | undefined> {
  const rows = await db.rows<ReplyRow>(
    within,
    `INSERT INTO replies (scope, owner, trigger, title, message, actions) VALUES ($1, $2, $3, $4, $5, $6::jsonb) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [row.scope, row.owner, row.trigger, row.title, row.message, JSON.stringify(row.actions)],
  );
  return rows[0];
}

/** Changes a reply that is locked. Fails with a `UniqueConstraintError` when another one has this trigger in this scope. */
export async function saveReply(db: Database, within: Within, id: number, row: NewReply): Promise<ReplyRow> {
  const rows = await db.rows<ReplyRow>(
    within,
    `UPDATE replies SET scope = $2, owner = $3, trigger = $4, title = $5, message = $6, actions = $7::jsonb, updated_at = clock_timestamp() WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, row.scope, row.owner, row.trigger, row.title, row.message, JSON.stringify(row.actions)],
  );
  return rows[0]!;
}

/** Removes a reply. */
export async function deleteReplyRow(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(within, `DELETE FROM replies WHERE id = $1`, [id]);
}

/** How many replies there are in this scope, of an own one with its owner. */
export async function countReplies(db: Database, within: Within, { scope, owner }: Pick<ReplyRow, 'scope' | 'owner'>): Promise<number> {
  const rows = await db.rows<{ count: number }>(within, `SELECT count(*) AS count FROM replies WHERE scope = $1 AND coalesce(owner, 0) = coalesce($2, 0)`, [scope, owner]);
  return rows[0]!.count;
}

/** Everybody who answers clients: whom the team's and everybody's replies concern. */
export async function staffIds(db: Database, within: Within): Promise<number[]> {
  return (await db.rows<{ id: number }>(within, `SELECT id FROM users WHERE role <> 'client' AND disabled_at IS NULL`)).map(({ id }) => id);
}
