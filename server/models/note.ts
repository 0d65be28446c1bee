import type { UserRow } from './account';

/** Rows of notes. They never leave the server: `present/note` says what is shown of them. */

export type NoteRow = {
  id: number;
  room: number;
  after_seq: number;
  version: number;
  author: number;
  client_note_id: string;
  request_hash: Buffer;
  note: string;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
};

/** A note with its author's name and whom it mentions. */
export type NoteViewRow = Omit<NoteRow, 'request_hash'> &
  Pick<UserRow, 'first_name' | 'last_name'> & { mentioned: Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'>[] };
