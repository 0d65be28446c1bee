import type { PromiseCounts } from '../../protocol/promises';
import type { Database, Within } from '../database/database';
import type { PromiseRow } from '../models/promise';

/** Nothing but times decides: what was not closed until its time is late, whatever happens after. */
const STATE = `CASE WHEN coalesce(w.closed_at, clock_timestamp()) > w.due_at THEN 'late' WHEN w.closed_at IS NULL THEN 'open' WHEN w.is_cancelled THEN 'cancelled' ELSE 'kept' END`;

const VIEW = `SELECT w.id, w.room, w."user", u.first_name, u.last_name, w.message, m.seq, w.due_at, w.closed_at, ${STATE} AS state, w.version, w.created_at
  FROM promises w JOIN users u ON u.id = w."user" JOIN messages m ON m.id = w.message`;

/** Stores a promise; undefined when its message has promised already. */
export async function insertPromise(
  db: Database,
  within: Within,
  { room, user, message, due_at }: { room: number; user: number; message: number; due_at: string },
): Promise<number | undefined> {
  const rows = await db.rows<{ id: number }>(
    within,
    `INSERT INTO promises (room, "user", message, due_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id`,
    [room, user, message, due_at],
  );
  return rows[0]?.id;
}

/** A promise as it stands now. */
export async function findPromise(db: Database, within: Within, id: number): Promise<PromiseRow | undefined> {
  return (await db.rows<PromiseRow>(within, `${VIEW} WHERE w.id = $1`, [id]))[0];
}

/** What was promised in this message. */
export async function promiseOfMessage(db: Database, within: Within, message: number): Promise<PromiseRow | undefined> {
  return (await db.rows<PromiseRow>(within, `${VIEW} WHERE w.message = $1`, [message]))[0];
}

/** The promises of a room, the newest one first. */
export async function promisesOfRoom(db: Database, within: Within, room: number, limit: number): Promise<PromiseRow[]> {
  return db.rows(within, `${VIEW} WHERE w.room = $1 ORDER BY w.id DESC LIMIT $2`, [room, limit]);
}

/** Opens a promise with another time. */
export async function reopenPromise(db: Database, within: Within, id: number, due_at: string): Promise<void> {
  await db.rows(
    within,
    `UPDATE promises SET due_at = $2, closed_at = NULL, is_cancelled = false, version = version + 1, updated_at = clock_timestamp() WHERE id = $1`,
    [id, due_at],
  );
}

/** Takes a promise back while nobody has closed it. */
export async function closeAsCancelled(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(
    within,
    `UPDATE promises SET closed_at = clock_timestamp(), is_cancelled = true, version = version + 1, updated_at = clock_timestamp()
      WHERE id = $1 AND closed_at IS NULL`,
    [id],
  );
}

/** Closes what stands in a room: somebody of the experts' side wrote at this moment. */
export async function closeOutstanding(db: Database, within: Within, room: number, at: Date): Promise<PromiseRow[]> {
  const closed = await db.rows<{ id: number }>(
    within,
    `UPDATE promises SET closed_at = $2, version = version + 1, updated_at = clock_timestamp() WHERE room = $1 AND closed_at IS NULL RETURNING id`,
    [room, at],
  );
  if (closed.length === 0) return [];
  return db.rows(within, `${VIEW} WHERE w.id = ANY($1::bigint[]) ORDER BY w.id`, [closed.map(({ id }) => id)]);
}

/** Makes what one expert has promised in a room, and nobody closed, another one's. */
export async function movePromises(db: Database, within: Within, room: number, from: number, to: number): Promise<PromiseRow[]> {
  const moved = await db.rows<{ id: number }>(
    within,
    `UPDATE promises SET "user" = $3, version = version + 1, updated_at = clock_timestamp() WHERE room = $1 AND "user" = $2 AND closed_at IS NULL RETURNING id`,
    [room, from, to],
  );
  if (moved.length === 0) return [];
  return db.rows(within, `${VIEW} WHERE w.id = ANY($1::bigint[]) ORDER BY w.id`, [moved.map(({ id }) => id)]);
}

/** How many promises of a user were kept, are late, are open. */
export async function promiseCounts(db: Database, within: Within, user: number): Promise<PromiseCounts> {
  const rows = await db.rows<PromiseCounts>(
    within,
    `SELECT count(*) FILTER (WHERE state = 'kept') AS kept, count(*) FILTER (WHERE state = 'late') AS late, count(*) FILTER (WHERE state = 'open') AS open
       FROM (SELECT ${STATE} AS state FROM promises w WHERE w."user" = $1) x`,
    [user],
  );
  return rows[0]!;
}
