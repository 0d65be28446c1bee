import type { EventKind, Participant } from '../../protocol/entities';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentNote } from '../present/note';
import { presentRoom } from '../present/room';
import { Refusal } from '../refusal';
import { insertEvent } from '../sql/events';
import { currentParticipants, lockRoom, lockRoomForAdmin } from '../sql/membership';
import { colleagues, notesMentioning } from '../sql/notes';
import { expertOfOrder } from '../sql/orders';
import { leaveRoom } from '../sql/participants';
import { roomViewOfOrder, touchRoom } from '../sql/rooms';
import { audit } from './audit';
import { letIn, nameOf } from './membership';
import { tellSettled } from './settling';
import { viewingOf } from './viewing';

/*
 * Experts who help in a room. The order's own expert is responsible for it: only the marketplace and the queue say who that is. Colleagues
 * come by invitation, go by themselves, or are taken out by an admin or the responsible expert; they read and write like him.
 */

type Membership = { participants: Participant[] };

/** Mentions that somebody hears of when he comes into their room. */
const MENTIONS_TOLD = 5;

/**
 * Lets an expert or an admin into the room, asked by one of its experts or by any admin; somebody who is there already changes nothing. He
 * hears of the notes that mention him. Refuses with `not_found`.
 */
export async function inviteColleague(parts: Parts, caller: Caller, { room: id, user }: ParsedRequest<'room:invite'>): Promise<Told<Membership>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const room = await enter(parts, within, caller, id);
    if ((await colleagues(parts.db, within, [user], 1)).length === 0) throw new Refusal('not_found');
    const { isNew, left_at } = await letIn(parts.db, within, room, user, 'expert');
    if (!isNew) return { result: await membership(parts, within, room), happenings: [] };
    await audit(parts, within, { kind: 'colleague_invited', actor: caller.user, session: caller.session, data: { room: room.id, user } });
    const told = await changed(parts, within, caller, room, 'expert_joined', user, []);
    const experts = (await currentParticipants(parts.db, within, room.id)).filter(({ role }) => role === 'expert').map((one) => one.user);
    return { ...told, happenings: [...told.happenings, ...viewingOf(parts, room.id, experts, user), ...(await missedMentions(parts, within, room, user, left_at))] };
  });
}

/** A colleague goes. Refuses with `not_found`, and with `conflict` the order's own expert, who has to hand the order over first. */
export async function leaveAsColleague(parts: Parts, caller: Caller, { room: id }: ParsedRequest<'room:leave'>): Promise<Told<Record<never, never>>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const room = await lockRoom(parts.db, within, caller, id);
    if (room === undefined) throw new Refusal('not_found');
    if ((await expertOfOrder(parts.db, within, room.order)) === caller.user) throw new Refusal('conflict');
    await leaveRoom(parts.db, within, room.id, caller.user);
    await audit(parts, within, { kind: 'colleague_left', actor: caller.user, session: caller.session, data: { room: room.id } });
    const { happenings } = await changed(parts, within, caller, room, 'expert_left', caller.user, [caller.user]);
    return { result: {}, happenings };
  });
}

/**
 * Takes a colleague out: for admins and the responsible expert. Somebody who is not there changes nothing. Refuses with `not_found`,
 * `forbidden`, and with `conflict` when it is the order's own expert.
 */
export async function removeColleague(parts: Parts, caller: Caller, { room: id, user }: ParsedRequest<'room:remove'>): Promise<Told<Membership>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const room = await enter(parts, within, caller, id);
    const responsible = await expertOfOrder(parts.db, within, room.order);
    if (caller.role !== 'admin' && caller.user !== responsible) throw new Refusal('forbidden');
    if (user === responsible) throw new Refusal('conflict');
    const isThere = (await currentParticipants(parts.db, within, room.id)).some((one) => one.user === user && one.role === 'expert');
    if (!isThere) return { result: await membership(parts, within, room), happenings: [] };
    await leaveRoom(parts.db, within, room.id, user);
    await audit(parts, within, { kind: 'colleague_removed', actor: caller.user, session: caller.session, data: { room: room.id, user } });
    return changed(parts, within, caller, room, 'expert_left', user, [user]);
  });
}

/** The room, locked, for one of its participants, and for any admin. Clients are kept out by the access list. */
async function enter(parts: Parts, within: Within, caller: Caller, id: number): Promise<RoomRow> {
  const room = (await lockRoom(parts.db, within, caller, id)) ?? (await lockRoomForAdmin(parts.db, within, caller, id));
  if (room === undefined) throw new Refusal('not_found');
  return room;
}

async function changed(parts: Parts, within: Within, caller: Caller, room: RoomRow, kind: EventKind, user: number, left: number[]): Promise<Told<Membership>> {
  const data = { user, name: await nameOf(parts.db, within, user) };
  const event = await insertEvent(parts.db, within, { room: room.id, after_seq: room.last_seq, kind, actor: caller.user, data });
  await touchRoom(parts.db, within, room.id);
  const happenings = await tellSettled(parts, within, { room, left, events: [event], changed: true });
  return { result: await membership(parts, within, room), happenings };
}

async function membership(parts: Parts, within: Within, room: RoomRow): Promise<Membership> {
  const view = (await roomViewOfOrder(parts.db, within, room.order))!;
  return { participants: presentRoom(view, parts.presence.isOnline, parts.files.sign).participants };
}

/** Notes that named him while he was not there. */
async function missedMentions(parts: Parts, within: Within, room: RoomRow, user: number, since: Date | null): Promise<Happening[]> {
  const notes = await notesMentioning(parts.db, within, { user, order: null }, room.id, since, MENTIONS_TOLD);
  return notes.map((row) => ({ fact: 'note:mentioned', payload: { note: presentNote(row) }, to: [{ user, order: null }] }));
}
