import { Transaction } from 'sequelize';
import type { Room } from '../../protocol/entities';
import type { FloorRoom, Look } from '../../protocol/floor';
import { EVENTS_PAGE, FLOOR_ROOMS_MAX, HISTORY_PAGE, NOTES_PAGE } from '../../protocol/limits';
import type { Note } from '../../protocol/notes';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { presentEvent } from '../present/event';
import { presentFloorRoom } from '../present/floor';
import { presentMessage } from '../present/message';
import { presentNote } from '../present/note';
import { presentRoom } from '../present/room';
import { Refusal } from '../refusal';
import { eventsForLead, notesForLead } from '../sql/supervising';
import { findLedRoom, lockLedOrder, roomsOfMember, standingOf } from '../sql/floor';
import { messagePage } from '../sql/messages';
import { roomOfOrder, roomViewForLead } from '../sql/rooms';
import { audit } from './audit';
import { writeNote } from './notes';
import { noteInRoom, passOrder } from './responsibility';
import { getRoom } from './rooms';

/*
 * A lead looks at the rooms of his teams' members, whispers there, and takes an order over. Looking makes him no participant: nobody's numbers
 * move, no client can tell, and nothing is told to him afterwards. Every look and every take-over stands in the trail.
 */

/** The rooms of a member's orders. Refuses with `not_found` for whoever does not lead him. */
export async function listRoomsOfMember(parts: Parts, caller: Caller, user: number): Promise<{ rooms: FloorRoom[] }> {
  if ((await standingOf(parts.db, null, caller, user))?.is_led !== true) throw new Refusal('not_found');
  return { rooms: (await roomsOfMember(parts.db, null, caller, user, FLOOR_ROOMS_MAX)).map(presentFloorRoom) };
}

/** A page of the room, as nobody in particular sees it. Refuses with `not_found`. */
export async function lookAtRoom(parts: Parts, caller: Caller, { room: id, before_seq }: ParsedRequest<'room:look'>): Promise<Look> {
  const { db } = parts;
  // One snapshot: the room's numbers are those of the messages beside it.
  return db.sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ }, async (within) => {
    const room = await findLedRoom(db, within, caller, id);
    if (room === undefined) throw new Refusal('not_found');
    await audit(parts, within, { kind: 'room_looked_at', actor: caller.user, session: caller.session, data: { room: id, order: room.order } });
    const view = (await roomViewForLead(db, within, id))!;
    const rows = await messagePage(db, within, id, { ...(before_seq !== undefined && { before: before_seq }), limit: HISTORY_PAGE + 1 });
    return {
      room: presentRoom(view, parts.presence.isOnline, parts.files.sign),
      messages: rows.slice(-HISTORY_PAGE).map((row) => presentMessage(row, parts.files.sign)),
      events: (await eventsForLead(db, within, id, EVENTS_PAGE)).map(presentEvent),
      notes: (await notesForLead(db, within, id, NOTES_PAGE)).map(presentNote),
      has_more: rows.length > HISTORY_PAGE,
    };
  });
}

/** An internal note of a lead's in such a room. Refuses with `not_found`, `conflict`. */
export async function whisper(parts: Parts, caller: Caller, { room: id, note, client_note_id }: ParsedRequest<'room:whisper'>): Promise<Told<{ note: Note }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    if ((await findLedRoom(parts.db, within, caller, id)) === undefined) throw new Refusal('not_found');
    return writeNote(parts, within, caller, { room: id, note, client_note_id });
  });
}

/** Makes the caller the expert of a member's order. Refuses with `not_found`. */
export async function takeOver(parts: Parts, caller: Caller, id: number): Promise<Told<{ room: Room }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const order = await lockLedOrder(parts.db, within, caller, id);
    if (order === undefined) throw new Refusal('not_found');
    const told = await passOrder(parts, within, order, { hand: caller, kind: 'order_taken_over', expert: caller.user });
    const noted = await noteInRoom(parts, within, id, 'order_taken_over', caller.user, { from: order.expert });
    const room = (await roomOfOrder(parts.db, within, id))!;
    return { result: { room: await getRoom(parts, caller, room.id, within) }, happenings: [...told, ...noted] };
  });
}
