import type { Caller } from '../caller';
import type { Database, Within } from '../database/database';
import type { NoteRow, NoteViewRow } from '../models/note';
import type { UserRow } from '../models/account';

/**
 * Who may read the notes of room `n.room`: whoever stands on its experts' side now, with a session that holds no single order. Every
 * statement that reads notes for somebody carries this, so that no mistake further up shows a client anything. $1 user, $2 the session's order.
 */
export const READS_NOTES = `
  $2::bigint IS NULL AND EXISTS (
    SELECT 1 FROM participants p JOIN users e ON e.id = p."user" AND e.role <> 'client' AND e.disabled_at IS NULL
     WHERE p.room = n.room AND p."user" = $1 AND p.role = 'expert' AND p.left_at IS NULL)`;

export const NOTE_VIEW = `
  SELECT n.id, n.room, n.after_seq, n.version, n.author, n.client_note_id, n.note, n.created_at, n.edited_at, n.deleted_at,
    u.first_name, u.last_name,
    (SELECT coalesce(json_agg(json_build_object('id', m.id, 'first_name', m.first_name, 'last_name', m.last_name, 'role', m.role) ORDER BY m.id), '[]')
       FROM users m WHERE m.id = ANY (n.mentions)) AS mentioned
  FROM notes n JOIN users u ON u.id = n.author`;

/** The newest notes of a room, oldest first; none for whoever may not read them. */
export async function newestNotes(db: Database, within: Within, caller: Caller, room: number, limit: number): Promise<NoteViewRow[]> {
  const rows = await db.planned<NoteViewRow>(
    within,
    `${NOTE_VIEW} WHERE n.room = $3 AND ${READS_NOTES} ORDER BY n.id DESC LIMIT $4`,
    [caller.user, caller.order, room, limit],
  );
  return rows.reverse();
}

/** The newest notes of a room that mention the caller and were written after `since`, oldest first. */
export async function notesMentioning(db: Database, within: Within, caller: Pick<Caller, 'user' | 'order'>, room: number, since: Date | null, limit: number): Promise<NoteViewRow[]> {
  const rows = await db.rows<NoteViewRow>(
    within,
    `${NOTE_VIEW} WHERE n.room = $3 AND $1 = ANY (n.mentions) AND n.author <> $1 AND n.created_at > coalesce($4::timestamptz, '-infinity') AND ${READS_NOTES}
     ORDER BY n.id DESC LIMIT $5`,
    [caller.user, caller.order, room, since, limit],
  );
  return rows.reverse();
}

/** One note, when the caller may read it. */
export async function noteView(db: Database, within: Within, caller: Caller, id: number): Promise<NoteViewRow | undefined> {
  return (await db.rows<NoteViewRow>(within, `${NOTE_VIEW} WHERE n.id = $3 AND ${READS_NOTES}`, [caller.user, caller.order, id]))[0];
}

/** The note that this author already wrote under this id. */
export async function findWritten(
  db: Database,
  within: Within,
  room: number,
  author: number,
  clientNoteId: string,
): Promise<Pick<NoteRow, 'id' | 'request_hash'> | undefined> {
  const rows = await db.rows<Pick<NoteRow, 'id' | 'request_hash'>>(
    within,
    `SELECT id, request_hash FROM notes WHERE room = $1 AND author = $2 AND client_note_id = $3`,
    [room, author, clientNoteId],
  );
  return rows[0];
}

export type NewNote = Pick<NoteRow, 'room' | 'after_seq' | 'author' | 'client_note_id' | 'request_hash' | 'note'> & { mentions: readonly number[] };

/** Stores a note; answers its id. */
export async function insertNote(db: Database, within: Within, row: NewNote): Promise<number> {
  const rows = await db.rows<{ id: number }>(
    within,
    `INSERT INTO notes (room, after_seq, author, client_note_id, request_hash, note, mentions) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [row.room, row.after_seq, row.author, row.client_note_id, row.request_hash, row.note, row.mentions],
  );
  return rows[0]!.id;
}

/** Gives a note another text and other mentions. */
export async function setNoteText(db: Database, within: Within, id: number, note: string, mentions: readonly number[]): Promise<void> {
  await db.rows(within, `UPDATE notes SET note = $2, mentions = $3, version = version + 1, edited_at = clock_timestamp() WHERE id = $1`, [id, note, mentions]);
}

/** Empties a note, which keeps its place. */
export async function markNoteDeleted(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(within, `UPDATE notes SET note = '', mentions = '{}', version = version + 1, deleted_at = clock_timestamp() WHERE id = $1`, [id]);
}

/** Everybody who may be mentioned: experts, leads and admins whose account is open; `ids` narrows it to these. */
export async function colleagues(
  db: Database,
  within: Within,
  ids: readonly number[] | null,
  limit: number,
): Promise<Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'>[]> {
  return db.rows(
    within,
    `SELECT id, first_name, last_name, role FROM users
      WHERE role <> 'client' AND disabled_at IS NULL AND ($1::bigint[] IS NULL OR id = ANY ($1)) ORDER BY first_name, last_name, id LIMIT $2`,
    [ids, limit],
  );
}
