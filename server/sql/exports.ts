import type { Caller } from '../caller';
import type { Database, Within } from '../database/database';
import type { NoteViewRow } from '../models/note';
import type { EventViewRow } from '../present/event';
import type { ParticipantUserRow } from '../models/room';
import { READS_EVENT } from './events';
import { READS_NOTES } from './notes';

/** The order of a room as it is written above an exported conversation. */
export type ExportHead = { room: number; last_seq: number; order: number; order_title: string; order_status: string; participants: ParticipantUserRow[] };

/** Everyone who has ever been in the room, and its order. Says nothing of who may see it. */
export async function exportHead(db: Database, within: Within, room: number): Promise<ExportHead | undefined> {
  const rows = await db.rows<ExportHead>(
    within,
    `SELECT r.id AS room, r.last_seq, r."order", o.title AS order_title, o.status AS order_status,
       (SELECT coalesce(json_agg(x ORDER BY x.id), '[]') FROM (
         SELECT p.*, u.first_name, u.last_name, u.role AS user_role FROM participants p JOIN users u ON u.id = p."user" WHERE p.room = r.id) x) AS participants
     FROM rooms r JOIN orders o ON o.id = r."order" WHERE r.id = $1`,
    [room],
  );
  return rows[0];
}

/** Events that stand behind messages `from` to `to`, both included, in the order of the timeline; the internal ones only for a reader who may see them. */
export async function eventsBetween(db: Database, reader: Caller | null, room: number, from: number, to: number): Promise<EventViewRow[]> {
  return db.rows(
    null,
    `SELECT e.id, e.room, e.after_seq, e.kind, e.actor, e.data, e.created_at,
       (SELECT json_build_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'role', u.role) FROM users u WHERE u.id = e.actor) AS actor_user
     FROM room_events e WHERE e.room = $3 AND e.after_seq BETWEEN $4 AND $5 AND ${READS_EVENT} ORDER BY e.after_seq, e.id`,
    [reader?.user ?? null, reader?.order ?? null, room, from, to],
  );
}

/** Notes that stand there; none for whoever may not read them. */
export async function notesBetween(db: Database, caller: Caller, room: number, from: number, to: number): Promise<NoteViewRow[]> {
  return db.rows(
    null,
    `SELECT n.id, n.room, n.after_seq, n.version, n.author, n.client_note_id, n.note, n.created_at, n.edited_at, n.deleted_at, u.first_name, u.last_name,
       (SELECT coalesce(json_agg(json_build_object('id', m.id, 'first_name', m.first_name, 'last_name', m.last_name, 'role', m.role) ORDER BY m.id), '[]')
          FROM users m WHERE m.id = ANY (n.mentions)) AS mentioned
     FROM notes n JOIN users u ON u.id = n.author
     WHERE n.room = $3 AND n.after_seq BETWEEN $4 AND $5 AND ${READS_NOTES} ORDER BY n.after_seq, n.id`,
    [caller.user, caller.order, room, from, to],
  );
}
