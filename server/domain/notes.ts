import { createHash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import type { User } from '../../protocol/entities';
import { COLLEAGUES_MAX, NOTES_PAGE } from '../../protocol/limits';
import type { Note } from '../../protocol/notes';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { NoteViewRow } from '../models/note';
import type { ParticipantRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentNote } from '../present/note';
import { presentUser } from '../present/user';
import { Refusal } from '../refusal';
import { currentParticipants, lockRoom } from '../sql/membership';
import { colleagues, findWritten, insertNote, markNoteDeleted, newestNotes, noteView, setNoteText } from '../sql/notes';
import { writtenNote } from '../sql/supervising';
import { lockRoomById } from '../sql/rooms';
import { audit } from './audit';
import { expertsOf } from './holders';

/*
 * Notes touch nothing that a client can see: no number of the room, no row that his inbox reads, no fact that goes to him. Their readers
 * are the experts' side of the room, and only full sessions: a holder with the order left out is no invite's session.
 */

type NotePost = ParsedRequest<'note:post'>;

/** The newest notes of a room; undefined for whoever stands on the client's side, so that his answer has no place for them. */
export async function notesFor(parts: Parts, within: Within, caller: Caller, room: number): Promise<Note[] | undefined> {
  if (caller.role === 'client' || caller.order !== null) return undefined;
  return (await newestNotes(parts.db, within, caller, room, NOTES_PAGE)).map(presentNote);
}

/** Stores a note behind the room's last message, or finds the one already stored under this id. Refuses with `not_found`, `forbidden`, `conflict`. */
export async function postNote(parts: Parts, caller: Caller, post: NotePost): Promise<Told<{ note: Note }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    await enter(parts, within, caller, post.room);
    return writeNote(parts, within, caller, post);
  });
}

/** The same for whoever is known to be allowed to. */
export async function writeNote(parts: Parts, within: Transaction, caller: Caller, post: NotePost): Promise<Told<{ note: Note }>> {
  const room = (await lockRoomById(parts.db, within, post.room))!;
  const participants = await currentParticipants(parts.db, within, room.id);
  const mentions = uniqueIds(post.mentions);
  const request_hash = createHash('sha256').update(JSON.stringify([post.note, mentions])).digest();
  const written = await findWritten(parts.db, within, room.id, caller.user, post.client_note_id);
  if (written !== undefined) {
    if (!written.request_hash.equals(request_hash)) throw new Refusal('conflict');
    return { result: { note: presentNote(await writtenNote(parts.db, within, written.id)) }, happenings: [] };
  }
  await checkMentions(parts, within, mentions);
  const id = await insertNote(parts.db, within, {
    room: room.id,
    after_seq: room.last_seq,
    author: caller.user,
    client_note_id: post.client_note_id,
    request_hash,
    note: post.note,
    mentions,
  });
  const note = presentNote(await writtenNote(parts.db, within, id));
  const happenings: Happening[] = [{ fact: 'note:added', payload: { note }, to: expertsOf(participants) }];
  return { result: { note }, happenings: [...happenings, ...mentioned(note, participants, mentions)] };
}

/** Gives a note of the caller's another text. The same text changes nothing; only who was not mentioned before is told of it. */
export async function editNote(parts: Parts, caller: Caller, id: number, text: string, given: number[] | undefined): Promise<Told<{ note: Note }>> {
  const mentions = uniqueIds(given);
  return change(parts, caller, id, async (within, before) => {
    if (before.deleted_at !== null) throw new Refusal('conflict');
    const known = uniqueIds(before.mentioned.map((user) => user.id));
    if (before.note === text && known.join() === mentions.join()) return undefined;
    await checkMentions(parts, within, mentions);
    await setNoteText(parts.db, within, id, text, mentions);
    return mentions.filter((user) => !known.includes(user));
  });
}

/** Empties a note of the caller's; its place stays. Deleting it again changes nothing. */
export async function deleteNote(parts: Parts, caller: Caller, id: number): Promise<Told<{ note: Note }>> {
  return change(parts, caller, id, async (within, before) => {
    if (before.deleted_at !== null) return undefined;
    await markNoteDeleted(parts.db, within, id);
    await audit(parts, within, { kind: 'note_deleted', actor: caller.user, session: caller.session, data: { note: id, room: before.room } });
    return [];
  });
}

/** Whom a note may mention: every expert and admin, in this room or not. */
export async function listColleagues(parts: Parts): Promise<{ colleagues: User[] }> {
  return { colleagues: (await colleagues(parts.db, null, null, COLLEAGUES_MAX)).map(presentUser) };
}

/** Locks the note's room, lets `alter` do its deed (undefined: nothing changed, else who is newly mentioned) and tells the readers. */
async function change(
  parts: Parts,
  caller: Caller,
  id: number,
  alter: (within: Within, before: NoteViewRow) => Promise<readonly number[] | undefined>,
): Promise<Told<{ note: Note }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const seen = await noteView(parts.db, within, caller, id);
    if (seen === undefined) throw new Refusal('not_found');
    const { participants } = await enter(parts, within, caller, seen.room);
    // As it stands under the lock: two changes of one note happen one after the other.
    const before = await noteView(parts.db, within, caller, id);
    if (before === undefined) throw new Refusal('not_found');
    if (before.author !== caller.user) throw new Refusal('forbidden');
    const news = await alter(within, before);
    if (news === undefined) return { result: { note: presentNote(before) }, happenings: [] };
    const note = await view(parts, within, caller, id);
    const happenings: Happening[] = [{ fact: 'note:changed', payload: { note }, to: expertsOf(participants) }];
    return { result: { note }, happenings: [...happenings, ...mentioned(note, participants, news)] };
  });
}

/** The room, locked, for one of its experts. */
async function enter(parts: Parts, within: Within, caller: Caller, id: number): Promise<{ room: RoomRow; participants: ParticipantRow[] }> {
  if (caller.order !== null || caller.role === 'client') throw new Refusal('forbidden');
  const room = await lockRoom(parts.db, within, caller, id);
  if (room === undefined) throw new Refusal('not_found');
  const participants = await currentParticipants(parts.db, within, room.id);
  if (!participants.some(({ user, role }) => user === caller.user && role === 'expert')) throw new Refusal('forbidden');
  return { room, participants };
}

async function view(parts: Parts, within: Within, caller: Caller, id: number): Promise<Note> {
  return presentNote((await noteView(parts.db, within, caller, id))!);
}

/** A mention names an expert or an admin; anybody else is as if he did not exist. */
async function checkMentions(parts: Parts, within: Within, mentions: readonly number[]): Promise<void> {
  if (mentions.length === 0) return;
  const found = await colleagues(parts.db, within, mentions, mentions.length);
  if (found.length !== mentions.length) throw new Refusal('not_found');
}

function uniqueIds(ids: readonly number[] = []): number[] {
  return [...new Set(ids)].sort((one, two) => one - two);
}

/** Those of the mentioned who are in the room hear of it; whoever is not there reads it when he comes. */
function mentioned(note: Note, participants: readonly ParticipantRow[], users: readonly number[]): Happening[] {
  const to = expertsOf(participants).filter(({ user }) => user !== note.author && users.includes(user));
  return to.length === 0 ? [] : [{ fact: 'note:mentioned', payload: { note }, to }];
}
