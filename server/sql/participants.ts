import type { Database, Within } from '../database/database';
import type { Side } from '../../protocol/entities';
import { UNREAD_COUNT } from './rooms';

/** How the user stands in the room, or stood when he left it; undefined: he has never been there. */
export async function seatOf(db: Database, within: Within, room: number, user: number): Promise<{ role: Side; left_at: Date | null } | undefined> {
  const rows = await db.rows<{ role: Side; left_at: Date | null }>(within, `SELECT role, left_at FROM participants WHERE room = $1 AND "user" = $2`, [room, user]);
  return rows[0];
}

/**
 * Lets a user into a room. A new one starts at `readSeq`; whoever returns keeps the higher cursor.
 * Throws when there is another client: take him out first.
 */
export async function enterRoom(db: Database, within: Within, room: number, user: number, role: Side, readSeq: number): Promise<void> {
  await db.rows(
    within,
    `INSERT INTO participants (room, "user", role, read_seq) VALUES ($1, $2, $3, $4)
     ON CONFLICT (room, "user") DO UPDATE SET role = excluded.role, read_seq = greatest(participants.read_seq, excluded.read_seq),
       joined_at = now(), left_at = NULL, changed_xid = pg_current_xact_id()`,
    [room, user, role, readSeq],
  );
}

/** Takes a user out of the room; false when he was not there. */
export async function leaveRoom(db: Database, within: Within, room: number, user: number): Promise<boolean> {
  const rows = await db.rows(
    within,
    `UPDATE participants SET left_at = now(), changed_xid = pg_current_xact_id()
      WHERE room = $1 AND "user" = $2 AND left_at IS NULL RETURNING id`,
    [room, user],
  );
  return rows.length > 0;
}

/** Moves a cursor forward, never beyond the room's last message; undefined when there was nothing to move. */
export async function moveCursor(db: Database, within: Within, room: number, user: number, seq: number): Promise<number | undefined> {
  const rows = await db.rows<{ read_seq: number }>(
    within,
    `UPDATE participants p SET read_seq = least($3::bigint, r.last_seq), last_read_at = now(), changed_xid = pg_current_xact_id()
       FROM rooms r WHERE r.id = p.room AND p.room = $1 AND p."user" = $2 AND p.left_at IS NULL AND p.read_seq < least($3::bigint, r.last_seq)
     RETURNING p.read_seq`,
    [room, user, seq],
  );
  return rows[0]?.read_seq;
}

/** Cursor and count of one user, with the room's change number at which they are true together. */
export async function readingOf(
  db: Database,
  within: Within,
  room: number,
  user: number,
): Promise<{ read_seq: number; unread_count: number; last_rev: number; last_read_at: Date | null } | undefined> {
  const rows = await db.rows<{ read_seq: number; unread_count: number; last_rev: number; last_read_at: Date | null }>(
    within,
    `SELECT me.read_seq, ${UNREAD_COUNT} AS unread_count, r.last_rev, me.last_read_at
       FROM participants me JOIN rooms r ON r.id = me.room WHERE me.room = $1 AND me."user" = $2 AND me.left_at IS NULL`,
    [room, user],
  );
  return rows[0];
}

/** Everyone who shares a room with one of the users (`of`), once for each order that they share. */
export async function sharersOf(db: Database, users: readonly number[]): Promise<{ of: number; user: number; order: number }[]> {
  return db.rows(
    null,
    `SELECT me."user" AS of, p."user", r."order" FROM participants me
       JOIN rooms r ON r.id = me.room
       JOIN participants p ON p.room = me.room AND p."user" <> me."user" AND p.left_at IS NULL
      WHERE me."user" = ANY($1::bigint[]) AND me.left_at IS NULL`,
    [[...users]],
  );
}

/** Which of `among` share a room with which of `users` (`of`), once for each order that they share. */
export async function sharersAmong(db: Database, users: readonly number[], among: readonly number[]): Promise<{ of: number; user: number; order: number }[]> {
  return db.rows(
    null,
    `SELECT me."user" AS of, p."user", r."order" FROM participants me
       JOIN rooms r ON r.id = me.room
       JOIN participants p ON p.room = me.room AND p."user" <> me."user" AND p.left_at IS NULL AND p."user" = ANY($2::bigint[])
      WHERE me."user" = ANY($1::bigint[]) AND me.left_at IS NULL`,
    [[...users], [...among]],
  );
}

/** The other experts of those of these rooms in which the user is an expert himself. */
export async function expertsBeside(db: Database, user: number, rooms: readonly number[]): Promise<{ room: number; user: number }[]> {
  return db.rows(
    null,
    `SELECT p.room, p."user" FROM participants me
       JOIN participants p ON p.room = me.room AND p.role = 'expert' AND p.left_at IS NULL AND p."user" <> me."user"
      WHERE me."user" = $1 AND me.role = 'expert' AND me.left_at IS NULL AND me.room = ANY($2::bigint[])`,
    [user, [...rooms]],
  );
}
