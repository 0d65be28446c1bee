import type { Database, Within } from '../database/database';
import type { RoomRow } from '../models/room';

/** Which messages of a room are emptied. `before`: those written before this moment. `sender`: his alone; null: everybody's. */
export type Emptied = { before: Date | null; sender: number | null };

/** Until when a room was this client's (null: it still is). What experts wrote of the next one stands. */
export async function clientUntil(db: Database, within: Within, room: number, user: number): Promise<Date | null> {
  return (await db.rows<{ left_at: Date | null }>(within, `SELECT left_at FROM participants WHERE room = $1 AND "user" = $2`, [room, user]))[0]?.left_at ?? null;
}

const IS_MEANT = `m.deleted_at IS NULL AND ($2::timestamptz IS NULL OR m.created_at < $2) AND ($3::bigint IS NULL OR m.sender = $3)`;

/** A room, locked for the rest of the transaction, whoever is in it. */
export async function lockAnyRoom(db: Database, within: Within, room: number): Promise<RoomRow | undefined> {
  return (await db.rows<RoomRow>(within, `SELECT * FROM rooms WHERE id = $1 FOR UPDATE`, [room]))[0];
}

/** Empties the oldest of the meant messages of a locked room: each keeps its place and takes the next change number after `rev`. Answers their ids. */
export async function emptyMessages(db: Database, within: Within, room: number, { before, sender }: Emptied, rev: number, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    within,
    `UPDATE messages SET message = '', rev = $4 + x.n, deleted_at = clock_timestamp()
       FROM (SELECT m.id, row_number() OVER (ORDER BY m.seq) AS n FROM messages m WHERE m.room = $1 AND ${IS_MEANT} ORDER BY m.seq LIMIT $5) x
      WHERE messages.id = x.id RETURNING messages.id`,
    [room, before, sender, rev, limit],
  );
  return rows.map(({ id }) => id);
}

/** What hangs on emptied messages goes too: earlier texts, open promises. Answers the keys of their files, which are dropped. */
export async function dropWithMessages(db: Database, within: Within, messages: readonly number[]): Promise<string[]> {
  await db.rows(within, `DELETE FROM message_versions WHERE message = ANY ($1::bigint[])`, [messages]);
  await db.rows(within, `UPDATE promises SET closed_at = clock_timestamp(), is_cancelled = true, version = version + 1, updated_at = clock_timestamp() WHERE message = ANY ($1::bigint[]) AND closed_at IS NULL`, [messages]);
  return dropFiles(db, within, messages, null);
}

/** Drops the files of these messages (null: whatever message) that were sent before this moment. */
async function dropFiles(db: Database, within: Within, messages: readonly number[], before: Date | null): Promise<string[]> {
  const rows = await db.rows<{ key: string }>(
    within,
    `UPDATE attachments SET state = 'dropped', message = NULL, position = NULL
      WHERE message = ANY ($1::bigint[]) AND ($2::timestamptz IS NULL OR created_at < $2) RETURNING key`,
    [messages, before],
  );
  return rows.map(({ key }) => key);
}

/** Empties the notes of a room that were written before this moment (null: all). */
export async function emptyNotes(db: Database, within: Within, room: number, before: Date | null): Promise<number> {
  const rows = await db.rows(
    within,
    `UPDATE notes SET note = '', mentions = '{}', deleted_at = clock_timestamp(), version = version + 1
      WHERE room = $1 AND deleted_at IS NULL AND ($2::timestamptz IS NULL OR created_at < $2) RETURNING id`,
    [room, before],
  );
  return rows.length;
}

/** Takes away what else experts wrote about the room before this moment (null: whenever): when they handed its order on, for later, and unsent. */
export async function emptyBeside(db: Database, within: Within, room: number, before: Date | null): Promise<void> {
  await db.rows(
    within,
    `UPDATE transfers SET comment = '', draft = NULL
       FROM rooms r WHERE r.id = $1 AND transfers."order" = r."order" AND ($2::timestamptz IS NULL OR transfers.created_at < $2) AND (comment <> '' OR draft IS NOT NULL)`,
    [room, before],
  );
  for (const statement of [
    `UPDATE room_events SET data = data - 'comment' WHERE room = $1 AND data ? 'comment' AND ($2::timestamptz IS NULL OR created_at < $2)`,
    `UPDATE scheduled_messages SET message = '' WHERE room = $1 AND state <> 'scheduled' AND message <> '' AND ($2::timestamptz IS NULL OR updated_at < $2)`,
    `UPDATE drafts SET message = '', reply_to = NULL, attachments = '{}', version = version + 1 WHERE room = $1 AND message <> '' AND ($2::timestamptz IS NULL OR updated_at < $2)`,
  ]) {
    await db.rows(within, statement, [room, before]);
  }
}

/** How much there is to be emptied. */
export type Extent = { rooms: number; messages: number; files: number; notes: number };

const EXTENT = (rooms: string) => `
  WITH meant AS (${rooms}),
       found AS (SELECT m.id, m.room FROM messages m JOIN meant r ON r.id = m.room WHERE ${IS_MEANT}),
       written AS (SELECT n.id, n.room FROM notes n JOIN meant r ON r.id = n.room WHERE n.deleted_at IS NULL AND ($2::timestamptz IS NULL OR n.created_at < $2) AND n.created_at <= coalesce(r.until, 'infinity'))
  SELECT (SELECT count(DISTINCT room)::int FROM (SELECT room FROM found UNION SELECT room FROM written) x) AS rooms,
         (SELECT count(*)::int FROM found) AS messages,
         (SELECT count(*)::int FROM attachments a JOIN found f ON f.id = a.message) AS files,
         (SELECT count(*)::int FROM written) AS notes`;

/** The rooms of orders in these states. */
const CLOSED_ROOMS = `SELECT r.id, NULL::timestamptz AS until FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.status = ANY ($1::text[])`;
/** The rooms in which he has ever been the client, and until when. */
const ROOMS_OF = `SELECT p.room AS id, p.left_at AS until FROM participants p WHERE p."user" = $1 AND p.role = 'client'`;

/** How much of orders closed before this moment would be emptied. */
export async function extentOfClosed(db: Database, statuses: readonly string[], before: Date): Promise<Extent> {
  return (await db.rows<Extent>(null, EXTENT(CLOSED_ROOMS), [statuses, before, null]))[0]!;
}

/** How much of a person would be emptied. */
export async function extentOfPerson(db: Database, user: number): Promise<Extent> {
  return (await db.rows<Extent>(null, EXTENT(ROOMS_OF), [user, null, user]))[0]!;
}

/** Rooms of orders in these states in which something was written before this moment and stands, behind this one. */
export async function closedRoomsToEmpty(db: Database, statuses: readonly string[], before: Date, after: number, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    null,
    `SELECT r.id FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.status = ANY ($1::text[]) AND r.id > $4 AND (
         EXISTS (SELECT 1 FROM messages m WHERE m.room = r.id AND m.deleted_at IS NULL AND m.created_at < $2)
      OR EXISTS (SELECT 1 FROM notes n WHERE n.room = r.id AND n.deleted_at IS NULL AND n.created_at < $2)) ORDER BY r.id LIMIT $3`,
    [statuses, before, limit, after],
  );
  return rows.map(({ id }) => id);
}

/** Rooms in which something of this client's stands, or experts have noted something. */
export async function roomsToErase(db: Database, user: number, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    null,
    `SELECT p.room AS id FROM participants p WHERE p."user" = $1 AND p.role = 'client' AND (
         EXISTS (SELECT 1 FROM messages m WHERE m.room = p.room AND m.deleted_at IS NULL AND m.sender = $1)
      OR EXISTS (SELECT 1 FROM notes n WHERE n.room = p.room AND n.deleted_at IS NULL AND n.created_at <= coalesce(p.left_at, 'infinity'))) ORDER BY p.room LIMIT $2`,
    [user, limit],
  );
  return rows.map(({ id }) => id);
}
