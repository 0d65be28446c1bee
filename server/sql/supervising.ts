import type { Database, Within } from '../database/database';
import type { NoteViewRow } from '../models/note';
import type { EventViewRow } from '../present/event';
import { EVENT_VIEW } from './events';
import { NOTE_VIEW } from './notes';

/*
 * What a lead reads of a room in which he is not. Whether he may is asked before, in the same transaction (`sql/floor`): these statements
 * ask nobody's participation.
 */

/** The newest events of a room, the experts' own included, oldest first. */
export async function eventsForLead(db: Database, within: Within, room: number, limit: number): Promise<EventViewRow[]> {
  return (await db.rows<EventViewRow>(within, `${EVENT_VIEW} WHERE e.room = $1 ORDER BY e.id DESC LIMIT $2`, [room, limit])).reverse();
}

/** The newest notes of a room, oldest first. */
export async function notesForLead(db: Database, within: Within, room: number, limit: number): Promise<NoteViewRow[]> {
  return (await db.rows<NoteViewRow>(within, `${NOTE_VIEW} WHERE n.room = $1 ORDER BY n.id DESC LIMIT $2`, [room, limit])).reverse();
}

/** One note, whoever may read it. */
export async function writtenNote(db: Database, within: Within, id: number): Promise<NoteViewRow> {
  return (await db.rows<NoteViewRow>(within, `${NOTE_VIEW} WHERE n.id = $1`, [id]))[0]!;
}
