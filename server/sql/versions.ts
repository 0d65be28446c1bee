import type { Database, Within } from '../database/database';

export type VersionRow = { rev: number; text: string; written_at: Date; replaced_at: Date | null };

/** Keeps the text that is about to be replaced, in the edit's own transaction. */
export async function keepVersion(db: Database, within: Within, message: number): Promise<void> {
  await db.rows(
    within,
    `INSERT INTO message_versions (message, rev, text, written_at, replaced_at)
     SELECT id, rev, message, coalesce(edited_at, created_at), clock_timestamp() FROM messages WHERE id = $1`,
    [message],
  );
}

/** Forgets what a message has said. */
export async function dropVersions(db: Database, within: Within, message: number): Promise<void> {
  await db.rows(within, `DELETE FROM message_versions WHERE message = $1`, [message]);
}

/** Everything that a message has said, the oldest first; the last one stands there now. A deleted message has said nothing. */
export async function versionsOf(db: Database, within: Within, message: number): Promise<VersionRow[]> {
  return db.rows(
    within,
    `SELECT rev, text, written_at, replaced_at FROM message_versions WHERE message = $1
     UNION ALL
     SELECT rev, message, coalesce(edited_at, created_at), NULL FROM messages WHERE id = $1 AND deleted_at IS NULL
     ORDER BY rev`,
    [message],
  );
}
