import { PROMISES_MAX } from '../../protocol/limits';
import type { ExpertPromise, PromiseCounts } from '../../protocol/promises';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Holder, Told } from '../happening';
import type { PromiseRow } from '../models/promise';
import type { ParticipantRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentPromise } from '../present/promise';
import { Refusal } from '../refusal';
import { currentParticipants, findRoom, lockRoom } from '../sql/membership';
import { messageView } from '../sql/messages';
import {
  closeAsCancelled,
  closeOutstanding,
  findPromise,
  insertPromise,
  movePromises,
  promiseCounts,
  promiseOfMessage,
  promisesOfRoom,
  reopenPromise,
} from '../sql/promises';
import { touchRoomForExperts } from '../sql/rooms';
import { expertsOf } from './holders';
import { roomChangedFor } from './room_facts';

/*
 * An expert promises a client in a message of his to write until a moment. The client was promised an answer and not a person: whoever of
 * the experts' side writes next keeps what stands in the room, and it counts for him who promised.
 *
 *   open ──an expert writes in time──> kept ──moved──> open
 *    │ ──cancelled──> cancelled ──moved──> open
 *    └──its time passes──> late
 *
 * The states are computed from times (`sql/promises`), so nothing has to happen at the moment itself. Late is an end: an answer or a
 * cancellation takes the promise off the room, and it stays late. All changes happen under the room's lock, as posts do.
 */

const PROMISE_MAX_MS = 366 * 24 * 3_600_000;

type Made = { promise: ExpertPromise };

/** Remembers what the caller promised in a message of his. Again with the same time finds it. Refuses with `not_found`, `forbidden`, `conflict`, `bad_request`. */
export async function makePromise(parts: Parts, caller: Caller, { room: id, message, due_at }: ParsedRequest<'promise:make'>): Promise<Told<Made>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const { room, experts } = await enter(parts, within, caller, id);
    const said = await messageView(parts.db, within, message);
    if (said === undefined || said.room !== room.id) throw new Refusal('not_found');
    if (said.sender !== caller.user) throw new Refusal('forbidden');
    if (said.deleted_at !== null) throw new Refusal('conflict');
    const known = await promiseOfMessage(parts.db, within, message);
    if (known !== undefined) {
      if (known.due_at.getTime() !== new Date(due_at).getTime()) throw new Refusal('conflict');
      return { result: { promise: presentPromise(known) }, happenings: [] };
    }
    checkMoment(parts, due_at);
    const made = await insertPromise(parts.db, within, { room: room.id, user: caller.user, message, due_at });
    return changed(parts, within, room, experts, made!);
  });
}

/** Gives a promise of the caller's another time; one that was kept or cancelled is open again. Refuses with `not_found`, `forbidden`, `bad_request`, and `conflict` once it is late. */
export async function movePromise(parts: Parts, caller: Caller, id: number, due_at: string): Promise<Told<Made>> {
  return alter(parts, caller, id, async (within, promise) => {
    if (promise.state === 'late') throw new Refusal('conflict');
    if (promise.state === 'open' && promise.due_at.getTime() === new Date(due_at).getTime()) return false;
    checkMoment(parts, due_at);
    await reopenPromise(parts.db, within, id, due_at);
    return true;
  });
}

/** Takes a promise of the caller's back. A late one leaves the room and stays late; one that is closed changes nothing. Refuses with `not_found`, `forbidden`. */
export async function cancelPromise(parts: Parts, caller: Caller, id: number): Promise<Told<Made>> {
  return alter(parts, caller, id, async (within, promise) => {
    if (promise.closed_at !== null) return false;
    await closeAsCancelled(parts.db, within, id);
    return true;
  });
}

/** What was promised in a room, the newest first. Refuses with `not_found`. */
export async function listPromises(parts: Parts, caller: Caller, room: number): Promise<{ promises: ExpertPromise[] }> {
  if ((await findRoom(parts.db, null, caller, room)) === undefined) throw new Refusal('not_found');
  return { promises: (await promisesOfRoom(parts.db, null, room, PROMISES_MAX)).map(presentPromise) };
}

/** How the caller's own promises ended. */
export async function countPromises(parts: Parts, caller: Caller): Promise<PromiseCounts> {
  return promiseCounts(parts.db, null, caller.user);
}

/** An expert has written in a locked room: whatever was promised there is kept, or was late. */
export async function keepPromises(parts: Parts, within: Within, room: RoomRow, participants: readonly Pick<ParticipantRow, 'user' | 'role'>[], at: Date): Promise<Happening[]> {
  const closed = await closeOutstanding(parts.db, within, room.id, at);
  return closed.length === 0 ? [] : tell(parts, within, room, expertsOf(participants), closed);
}

/** The order changed hands: what the giver promised there the receiver has to keep. */
export async function passPromises(parts: Parts, within: Within, room: RoomRow, from: number, to: number): Promise<Happening[]> {
  const passed = await movePromises(parts.db, within, room.id, from, to);
  return passed.length === 0 ? [] : tell(parts, within, room, expertsOf(await currentParticipants(parts.db, within, room.id)), passed);
}

/** A message was deleted from a locked room: what it promised is taken back. */
export async function dropPromise(parts: Parts, within: Within, room: RoomRow, message: number): Promise<Happening[]> {
  const promise = await promiseOfMessage(parts.db, within, message);
  if (promise === undefined || promise.closed_at !== null) return [];
  await closeAsCancelled(parts.db, within, promise.id);
  const experts = expertsOf(await currentParticipants(parts.db, within, room.id));
  return tell(parts, within, room, experts, [(await findPromise(parts.db, within, promise.id))!]);
}

/** Locks the promise's room and lets `alter` do its deed; false: nothing changed. */
async function alter(parts: Parts, caller: Caller, id: number, deed: (within: Within, promise: PromiseRow) => Promise<boolean>): Promise<Told<Made>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const seen = await findPromise(parts.db, within, id);
    if (seen === undefined) throw new Refusal('not_found');
    const { room, experts } = await enter(parts, within, caller, seen.room);
    // As it stands under the lock.
    const promise = (await findPromise(parts.db, within, id))!;
    if (promise.user !== caller.user) throw new Refusal('forbidden');
    if (!(await deed(within, promise))) return { result: { promise: presentPromise(promise) }, happenings: [] };
    return changed(parts, within, room, experts, id);
  });
}

/** The room, locked, for one of its experts. */
async function enter(parts: Parts, within: Within, caller: Caller, id: number): Promise<{ room: RoomRow; experts: Holder[] }> {
  const room = await lockRoom(parts.db, within, caller, id);
  if (room === undefined) throw new Refusal('not_found');
  const experts = expertsOf(await currentParticipants(parts.db, within, room.id));
  if (!experts.some(({ user }) => user === caller.user)) throw new Refusal('forbidden');
  return { room, experts };
}

function checkMoment({ clock }: Pick<Parts, 'clock'>, due_at: string): void {
  const inMs = new Date(due_at).getTime() - clock.now();
  if (inMs <= 0 || inMs > PROMISE_MAX_MS) throw new Refusal('bad_request');
}

async function changed(parts: Parts, within: Within, room: RoomRow, experts: readonly Holder[], id: number): Promise<Told<Made>> {
  const row = (await findPromise(parts.db, within, id))!;
  return { result: { promise: presentPromise(row) }, happenings: await tell(parts, within, room, experts, [row]) };
}

/** The facts of changed promises, for full sessions of the room's experts and nobody else: the promises, and the room with its due time. */
async function tell(parts: Parts, within: Within, room: RoomRow, experts: readonly Holder[], rows: readonly PromiseRow[]): Promise<Happening[]> {
  await touchRoomForExperts(parts.db, within, room.id);
  const told = rows.map((row): Happening => ({ fact: 'promise:changed', payload: { promise: presentPromise(row) }, to: experts }));
  return [...told, ...(await roomChangedFor(parts, within, room.id, experts))];
}
