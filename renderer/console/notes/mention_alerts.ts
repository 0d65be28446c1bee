import type { Language } from '../../../protocol/errors';
import type { Room } from '../../../protocol/entities';
import type { Note } from '../../../protocol/notes';
import { cleanName } from '../../chat/names';
import { translator } from '../../chat/texts';
import type { Sync } from '../../sync/sync';
import type { AlertCall, Host } from '../host';
import { notesTexts } from './notes_texts';

const TITLE_MAX = 120;
const BODY_MAX = 300;

/** What an alert says of a mention. */
export function mentionAlertOf(note: Note, room: Room, isInView: boolean, language: Language): AlertCall {
  const title = translator(notesTexts, language)('mentioned_you', { name: cleanName(note.author_name), order: room.order });
  const [shortTitle, body] = [cut(title, TITLE_MAX), cut(cleanName(note.note), BODY_MAX)];
  return { kind: 'mention', room: room.id, order: room.order, seq: Math.max(1, note.after_seq), title: shortTitle, body, in_view: isInView };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed().replace(/\ufffd$/, '')}…`;
}

/** Passes each mention of this user on to the host, which shows it or says why not; returns how to stop. */
export function sendMentionAlerts(host: Host, sync: Sync, isInView: (room: number) => boolean, language: () => Language): () => void {
  return sync.notes.onMentioned((note) => {
    const room = sync.store.getState().rooms.get(note.room)?.room;
    if (!room || note.deleted_at !== null) return;
    const alert = mentionAlertOf(note, room, isInView(room.id), language());
    void host.alert(alert);
  });
}
