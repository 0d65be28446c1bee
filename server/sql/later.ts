import type { Database, Within } from '../database/database';
import type { ScheduledRow } from '../models/later';

const COLUMNS = `id, "user", room, client_message_id, request_hash, message, reply_to, attachments, send_at, expect_seq, state, error, version, created_at`;

export type NewScheduled = Omit<ScheduledRow, 'id' | 'state' | 'error' | 'version' | 'created_at'>;

/** Stores a message to be sent later; undefined when one of this id is there already. */
export async function insertScheduled(db: Database, within: Within, row: NewScheduled): Promise<ScheduledRow | undefined> {
  const rows = await db.rows<ScheduledRow>(
    within,
    `INSERT INTO scheduled_messages ("user", room, client_message_id, request_hash, message, reply_to, attachments, send_at, expect_seq)
     VALUES ($1, $2, $3, $4, $5, $6, $7::bigint[], $8, $9) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [row.user, row.room, row.client_message_id, row.request_hash, row.message, row.reply_to, row.attachments, row.send_at, row.expect_seq],
  );
  return rows[0];
}

/** What this user already scheduled in the room under this id. */
export async function findScheduled(db: Database, within: Within, user: number, room: number, clientMessageId: string): Promise<ScheduledRow | undefined> {
  const rows = await db.rows<ScheduledRow>(
    within,
    `SELECT ${COLUMNS} FROM scheduled_messages WHERE "user" = $1 AND room = $2 AND client_message_id = $3`,
    [user, room, clientMessageId],
  );
  return rows[0];
}

/** Locks one for the rest of the transaction: sending, changing and cancelling it happen one after the other. */
export async function lockScheduled(db: Database, within: Within, id: number): Promise<ScheduledRow | undefined> {
  return (await db.rows<ScheduledRow>(within, `SELECT ${COLUMNS} FROM scheduled_messages WHERE id = $1 FOR UPDATE`, [id]))[0];
}

/** Writes everything of it that can change; the next version. */
export async function saveScheduled(db: Database, within: Within, row: ScheduledRow): Promise<ScheduledRow> {
  const rows = await db.rows<ScheduledRow>(
    within,
    `UPDATE scheduled_messages SET message = $2, send_at = $3, expect_seq = $4, state = $5, error = $6, version = version + 1, updated_at = clock_timestamp()
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [row.id, row.message, row.send_at, row.expect_seq, row.state, row.error],
  );
  return rows[0]!;
}

/** What a user has before him: scheduled, or refused and not put away yet; the next one first. */
export async function scheduledOf(db: Database, within: Within, user: number, limit: number): Promise<ScheduledRow[]> {
  return db.rows<ScheduledRow>(
    within,
    `SELECT ${COLUMNS} FROM scheduled_messages WHERE "user" = $1 AND state IN ('scheduled', 'refused') ORDER BY send_at, id LIMIT $2`,
    [user, limit],
  );
}

/** How many messages of a user wait or were refused. */
export async function countScheduled(db: Database, within: Within, user: number): Promise<number> {
  const rows = await db.rows<{ count: number }>(
    within,
    `SELECT count(*) AS count FROM scheduled_messages WHERE "user" = $1 AND state IN ('scheduled', 'refused')`,
    [user],
  );
  return rows[0]!.count;
}

/** What should have been sent this long ago and was not: its job was lost with the process that worked on it. */
export async function overdueScheduled(db: Database, within: Within, byMs: number, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    within,
    `SELECT id FROM scheduled_messages WHERE state = 'scheduled' AND send_at <= clock_timestamp() - $1 * interval '1 millisecond' ORDER BY send_at LIMIT $2`,
    [byMs, limit],
  );
  return rows.map(({ id }) => id);
}

/** How many of these files are the user's own, of this room, ready, and not posted. */
export async function countFreeFiles(db: Database, within: Within, user: number, room: number, files: readonly number[]): Promise<number> {
  if (files.length === 0) return 0;
  const rows = await db.rows<{ count: number }>(
    within,
    `SELECT count(*) AS count FROM attachments a WHERE a.id = ANY($3::bigint[]) AND a."user" = $1 AND a.room = $2 AND a.state = 'ready' AND a.message IS NULL`,
    [user, room, [...files]],
  );
  return rows[0]!.count;
}
