import type { Language } from '../../protocol/errors';
import type { Database, Within } from '../database/database';

export type Keeping = { is_muted?: boolean | undefined; is_pinned?: boolean | undefined; unread_from?: number | null | undefined };

/** Writes how a user keeps a room; what is undefined stays. True when anything changed. */
export async function saveKeeping(db: Database, within: Within, room: number, user: number, keeping: Keeping): Promise<boolean> {
  const rows = await db.rows(
    within,
    `UPDATE participants SET is_muted = coalesce($3, is_muted), is_pinned = coalesce($4, is_pinned),
        unread_from = CASE WHEN $5 THEN $6::bigint ELSE unread_from END, changed_xid = pg_current_xact_id()
      WHERE room = $1 AND "user" = $2 AND left_at IS NULL
        AND (is_muted, is_pinned, coalesce(unread_from, 0))
          IS DISTINCT FROM (coalesce($3, is_muted), coalesce($4, is_pinned), coalesce(CASE WHEN $5 THEN $6::bigint ELSE unread_from END, 0))
      RETURNING id`,
    [room, user, keeping.is_muted ?? null, keeping.is_pinned ?? null, keeping.unread_from !== undefined, keeping.unread_from ?? null],
  );
  return rows.length > 0;
}

/** Takes the mark "unread" away when the user has read up to `seq`, at or behind it. True when there was one. */
export async function clearMark(db: Database, within: Within, room: number, user: number, seq: number): Promise<boolean> {
  const rows = await db.rows(
    within,
    `UPDATE participants SET unread_from = NULL, changed_xid = pg_current_xact_id()
      WHERE room = $1 AND "user" = $2 AND left_at IS NULL AND unread_from <= $3 RETURNING id`,
    [room, user, seq],
  );
  return rows.length > 0;
}

/** Remembers a user's time zone; true when it is another one than before. Whoever shares a room with him finds it with the next catch-up. */
export async function saveTimeZone(db: Database, within: Within, user: number, timeZone: string): Promise<boolean> {
  const rows = await db.rows(within, `UPDATE users SET time_zone = $2 WHERE id = $1 AND time_zone IS DISTINCT FROM $2 RETURNING id`, [user, timeZone]);
  if (rows.length === 0) return false;
  await db.rows(within, `UPDATE participants SET changed_xid = pg_current_xact_id() WHERE "user" = $1 AND left_at IS NULL`, [user]);
  return true;
}

/** Remembers in which language his device speaks to him. Nobody else is shown it. */
export async function saveLanguage(db: Database, within: Within, user: number, language: Language): Promise<void> {
  await db.rows(within, `UPDATE users SET language = $2 WHERE id = $1 AND language IS DISTINCT FROM $2`, [user, language]);
}
