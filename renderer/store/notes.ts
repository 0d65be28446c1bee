import type { ChatState } from './chat';
import type { Note } from '../../protocol/notes';

/** Puts a room's notes in their places: of two states of one note the later counts. The same state comes back when all are known. */
export function applyNotes(state: ChatState, room: number, notes: readonly Note[]): ChatState {
  const known = state.notes.get(room) ?? [];
  const byId = new Map(known.map((note) => [note.id, note]));
  const news = notes.filter((note) => note.version > (byId.get(note.id)?.version ?? 0));
  if (news.length === 0) return state;
  for (const note of news) byId.set(note.id, note);
  const sorted = [...byId.values()].sort((one, two) => one.after_seq - two.after_seq || one.id - two.id);
  return { ...state, notes: new Map(state.notes).set(room, sorted) };
}

/** Forgets a room's notes; they come again with the room. */
export function withoutNotes(state: ChatState, room: number): ChatState {
  if (!state.notes.has(room)) return state;
  const notes = new Map(state.notes);
  notes.delete(room);
  return { ...state, notes };
}
