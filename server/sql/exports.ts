import type { Caller } from '../caller';
import type { Database, Within } from '../database/database';
import type { NoteViewRow } from '../models/note';
import type { EventViewRow } from '../present/event';
import type { ParticipantUserRow } from '../models/room';
import { EVENT_VIEW, READS_EVENT } from './events';
import { NOTE_VIEW, READS_NOTES } from './notes';

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
    `${EVENT_VIEW} WHERE e.room = $3 AND e.after_seq BETWEEN $4 AND $5 AND ${READS_EVENT} ORDER BY e.after_seq, e.id`,
    [reader?.user ?? null, reader?.order ?? null, room, from, to],
  );
}

/** Notes that stand there; none for whoever may not read them. */
export async function notesBetween(db: Database, caller: Caller, room: number, from: number, to: number): Promise<NoteViewRow[]> {
  return db.rows(
    null,
    `${NOTE_VIEW} WHERE n.room = $3 AND n.after_seq BETWEEN $4 AND $5 AND ${READS_NOTES} ORDER BY n.after_seq, n.id`,
    [caller.user, caller.order, room, from, to],
  );
}
