import type { Note } from '../../protocol/notes';
import type { NoteViewRow } from '../models/note';
import { iso, isoOrNull } from './time';

/** A note as the experts of its room see it. */
export function presentNote(row: NoteViewRow): Note {
  return {
    id: row.id,
    room: row.room,
    after_seq: row.after_seq,
    version: row.version,
    client_note_id: row.client_note_id,
    author: row.author,
    author_name: `${row.first_name} ${row.last_name}`,
    note: row.note,
    mentions: row.mentioned,
    created_at: iso(row.created_at),
    edited_at: isoOrNull(row.edited_at),
    deleted_at: isoOrNull(row.deleted_at),
  };
}
