import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { clientUntil, dropWithMessages, emptyBeside, emptyMessages, emptyNotes, lockAnyRoom, type Emptied } from '../sql/emptying';
import { currentParticipants } from '../sql/membership';
import { changedMessages, oldestOwed } from '../sql/messages';
import { saveRoom, touchRoomForExperts } from '../sql/rooms';
import { removeSoon } from './collecting';
import { messageFacts } from './message_facts';
import { unasked } from './owed';
import { roomChangedForExperts } from './room_facts';

/** So many messages are emptied in one transaction: a post into the room waits for no more than that. */
const AT_ONCE = 200;

export type Emptying = { messages: number; files: number; notes: number; is_done: boolean };

/**
 * Empties messages of one room as if their senders had deleted them: each keeps its place and its number, unread and owed follow, devices
 * are told. At most one batch; `is_done` says whether it was the last. With the last one goes what experts wrote
 * about it: notes, comments, what they had for later.
 */
async function emptyRoom(parts: Parts, id: number, what: Emptied): Promise<Told<Emptying>> {
  let keys: string[] = [];
  const told = await parts.db.transaction(async (within): Promise<Told<Emptying>> => {
    const room = await lockAnyRoom(parts.db, within, id);
    if (room === undefined) return { result: { messages: 0, files: 0, notes: 0, is_done: true }, happenings: [] };
    const messages = await emptyMessages(parts.db, within, id, what, room.last_rev, AT_ONCE);
    keys = messages.length === 0 ? [] : await dropWithMessages(parts.db, within, messages);
    const is_done = messages.length < AT_ONCE;
    const before = what.sender === null ? what.before : await clientUntil(parts.db, within, id, what.sender);
    const notes = is_done ? await emptyNotes(parts.db, within, id, before) : 0;
    if (is_done) await emptyBeside(parts.db, within, id, before);
    if (notes > 0) await touchRoomForExperts(parts.db, within, id);
    const happenings = messages.length === 0 ? [] : await numbered(parts, within, room, messages.length);
    const beside = notes > 0 ? await roomChangedForExperts(parts, within, id, await currentParticipants(parts.db, within, id)) : [];
    return { result: { messages: messages.length, files: keys.length, notes, is_done }, happenings: [...happenings, ...beside] };
  });
  removeSoon(parts, keys);
  return told;
}

/**
 * Empties a room to its end, batch after batch; `tell` hears of each once it is committed. Answers what was emptied; not `is_done`: it was
 * stopped between two batches, and whoever begins again goes on there.
 */
export async function emptyWholeRoom(parts: Parts, id: number, what: Emptied, tell: (happenings: readonly Happening[]) => void, stopping: AbortSignal): Promise<Emptying> {
  const sum: Emptying = { messages: 0, files: 0, notes: 0, is_done: false };
  while (!sum.is_done && !stopping.aborted) {
    const { result, happenings } = await emptyRoom(parts, id, what);
    tell(happenings);
    sum.messages += result.messages;
    sum.files += result.files;
    sum.notes += result.notes;
    sum.is_done = result.is_done;
  }
  return sum;
}

/** What the room becomes after so many of its messages were emptied, and what everybody is told. */
async function numbered(parts: Parts, within: Within, room: RoomRow, count: number): Promise<Happening[]> {
  const changed = await unasked(parts.db, within, { ...room, last_rev: room.last_rev + count });
  await saveRoom(parts.db, within, changed);
  const rows = await changedMessages(parts.db, within, room.id, room.last_rev, count);
  const participants = await currentParticipants(parts.db, within, room.id);
  const unanswered = changed.waived_seq <= changed.answered_seq ? changed.owed_since : ((await oldestOwed(parts.db, within, changed))?.created_at ?? null);
  return rows.flatMap((row) => messageFacts('message:changed', presentMessage(row, parts.files.sign), changed, participants, unanswered));
}
