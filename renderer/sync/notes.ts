import { applyNotes } from '../store/notes';
import type { ChatStore } from '../store/chat';
import type { User } from '../../protocol/entities';
import type { Facts } from '../../protocol/facts';
import type { Note } from '../../protocol/notes';
import { requestFailure } from './failure';
import type { Answer, Request } from './socket';

export type MentionListener = (note: Note) => void;

/** Internal notes of the experts. Each call rejects with a `RequestFailure`, which has a `code`. */
export type Notes = {
  /** Writes a note. The same `client_note_id` again, after a failure of which nobody knows the end, makes no second note. */
  post(note: { room: number; note: string; client_note_id: string; mentions: readonly number[] }): Promise<void>;
  edit(id: number, note: string, mentions: readonly number[]): Promise<void>;
  remove(id: number): Promise<void>;
  /** Everybody who may be mentioned; asked once and kept. */
  colleagues(): Promise<readonly User[]>;
  /** Calls back when this user is mentioned in a note; returns how to stop. */
  onMentioned(listener: MentionListener): () => void;
};

export type NotesPart = Notes & {
  heard(fact: Facts['note:added']): void;
  mentioned(fact: Facts['note:mentioned']): void;
  /** Nobody is signed in any more. */
  forget(): void;
};

/** A list of colleagues this old is asked for anew. */
const COLLEAGUES_MS = 5 * 60_000;

/** Notes between the server and the store. */
export function createNotes(store: ChatStore, request: Request): NotesPart {
  const listeners = new Set<MentionListener>();
  const announced = new Set<string>();
  let colleagues: { at: number; list: Promise<readonly User[]> } | null = null;

  const heard = ({ note }: { note: Note }) => store.setState((state) => applyNotes(state, note.room, [note]));
  const settle = (answer: Answer<'note:post'>) => {
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    heard(answer);
  };

  async function ask(): Promise<readonly User[]> {
    const answer = await request('colleague:list', {});
    if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
    return answer.colleagues;
  }

  return {
    post: async (note) => settle(await request('note:post', { ...note, mentions: [...note.mentions] })),
    edit: async (id, note, mentions) => settle(await request('note:edit', { id, note, mentions: [...mentions] })),
    remove: async (id) => settle(await request('note:delete', { id })),
    colleagues() {
      if (!colleagues || Date.now() - colleagues.at > COLLEAGUES_MS) {
        const list = ask();
        colleagues = { at: Date.now(), list };
        list.catch(() => (colleagues = null));
      }
      return colleagues.list;
    },
    onMentioned(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard,
    mentioned(fact) {
      heard(fact);
      const key = `${fact.note.id} ${fact.note.version}`;
      if (announced.has(key)) return;
      announced.add(key);
      for (const listener of listeners) listener(fact.note);
    },
    forget() {
      colleagues = null;
      announced.clear();
    },
  };
}
