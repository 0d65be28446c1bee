import { Transaction } from 'sequelize';
import type { Message, Room } from '../../protocol/entities';
import type { RoomOpenAnswer } from '../../protocol/requests';
import { EVENTS_PAGE, HISTORY_PAGE, HISTORY_PAGE_MAX } from '../../protocol/limits';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { Parts } from '../parts';
import { presentEvent } from '../present/event';
import { presentMessage } from '../present/message';
import { presentRoom } from '../present/room';
import { Refusal } from '../refusal';
import { newestEvents } from '../sql/events';
import { currentParticipants, findRoom } from '../sql/membership';
import { changedMessages, messagePage, seqAt } from '../sql/messages';
import { roomViews } from '../sql/rooms';
import { holdersOf } from './holders';
import { notesFor } from './notes';

/** One room as the caller sees it. Refuses with `not_found`, for a stranger as for a room that is not there. */
export async function getRoom(parts: Parts, caller: Caller, room: number, within: Within = null): Promise<Room> {
  if ((await findRoom(parts.db, within, caller, room)) === undefined) throw new Refusal('not_found');
  const [view] = await roomViews(parts.db, within, caller.user, [room]);
  if (view === undefined) throw new Refusal('not_found');
  return presentRoom(view, parts.presence.isOnline, parts.files.sign);
}

/** The room with its newest page, or with what changed after `sinceRev`, ascending by change number. */
export async function openRoom(parts: Parts, caller: Caller, room: number, sinceRev: number | undefined): Promise<RoomOpenAnswer> {
  const { db } = parts;
  // One snapshot: the room's numbers are those of the messages beside it.
  return db.sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ }, async (within) => {
    const view = await getRoom(parts, caller, room, within);
    const limit = sinceRev === undefined ? HISTORY_PAGE : HISTORY_PAGE_MAX;
    const rows =
      sinceRev === undefined
        ? await messagePage(db, within, room, { limit: limit + 1 })
        : await changedMessages(db, within, room, sinceRev, limit + 1);
    const has_more = rows.length > limit;
    // The newest page drops its oldest, a catch-up its latest: the reader goes on from what he received.
    const shown = sinceRev === undefined ? rows.slice(-limit) : rows.slice(0, limit);
    const events = await newestEvents(db, within, caller, room, EVENTS_PAGE);
    const notes = await notesFor(parts, within, caller, room);
    return { room: view, messages: shown.map((row) => presentMessage(row, parts.files.sign)), events: events.map(presentEvent), has_more, ...(notes && { notes }) };
  });
}

export type HistoryQuery = {
  before_seq?: number | undefined;
  after_seq?: number | undefined;
  around_seq?: number | undefined;
  at?: string | undefined;
  limit: number;
};

/** A page of messages, oldest first, and the number behind which the next page goes on (undefined: there is none). */
export async function history(
  parts: Parts,
  caller: Caller,
  room: number,
  query: HistoryQuery,
): Promise<{ messages: Message[]; next: { before_seq: number } | { after_seq: number } | undefined }> {
  const found = await findRoom(parts.db, null, caller, room);
  if (found === undefined) throw new Refusal('not_found');
  const middle = query.at === undefined ? query.around_seq : await seqAt(parts.db, null, found, query.at);
  if (middle !== undefined) return around(parts, room, Math.max(1, Math.min(middle, found.last_seq)), query.limit);
  const bound = { before: query.before_seq, after: query.after_seq, limit: query.limit + 1 };
  const rows = await messagePage(parts.db, null, room, bound);
  const has_more = rows.length > query.limit;
  if (query.after_seq !== undefined) {
    const shown = rows.slice(0, query.limit);
    return { messages: shown.map((row) => presentMessage(row, parts.files.sign)), next: has_more ? { after_seq: shown.at(-1)!.seq } : undefined };
  }
  const shown = rows.slice(-query.limit);
  return { messages: shown.map((row) => presentMessage(row, parts.files.sign)), next: has_more ? { before_seq: shown[0]!.seq } : undefined };
}

/** The page in the middle of the conversation: half of it up to this message, the rest behind it. It has no next page: it goes on both ways. */
async function around(parts: Parts, room: number, seq: number, limit: number): Promise<{ messages: Message[]; next: undefined }> {
  const after = Math.max(0, seq - Math.ceil(limit / 2));
  const rows = await messagePage(parts.db, null, room, { after, limit });
  return { messages: rows.map((row) => presentMessage(row, parts.files.sign)), next: undefined };
}

/** Tells others in the room that the caller types or has stopped. Nothing is stored. */
export async function setTyping(parts: Parts, caller: Caller, roomId: number, is_typing: boolean): Promise<Told<Record<never, never>>> {
  await parts.limits.take('typing', String(caller.user));
  const room = await findRoom(parts.db, null, caller, roomId);
  if (room === undefined) throw new Refusal('not_found');
  const others = (await currentParticipants(parts.db, null, room.id)).filter(({ user }) => user !== caller.user);
  const happening: Happening = {
    fact: 'typing:changed',
    payload: { room: room.id, user: caller.user, is_typing },
    to: holdersOf(room, others),
  };
  return { result: {}, happenings: [happening] };
}
