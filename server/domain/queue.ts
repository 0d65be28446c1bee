import type { Room } from '../../protocol/entities';
import { QUEUE_MAX } from '../../protocol/limits';
import type { QueuedOrder } from '../../protocol/queue';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { UserRow } from '../models/account';
import type { OrderRow } from '../models/room';
import type { Parts } from '../parts';
import { presentQueued } from '../present/queue';
import { presentUser } from '../present/user';
import { Refusal } from '../refusal';
import { countOpen, lockState } from '../sql/floor';
import { lockOrder } from '../sql/orders';
import { CLOSED, mayTake, queuedOrders } from '../sql/queue';
import { lockRoomOfOrder } from '../sql/rooms';
import { liveSession } from '../sql/sessions';
import { holdOpenTeam, namedTeam } from '../sql/teams';
import { usualCapacity } from './floor';
import { noteInRoom, passOrder } from './responsibility';
import { getRoom } from './rooms';

/*
 * Orders without an expert:
 *
 *   waiting ──an expert takes it, the marketplace names one, the server gives it out──> his ──he or an admin returns it, the marketplace takes him off──> waiting
 *
 * Whoever is responsible stands in the order alone, under the lock of its row: of two who take it at once the second finds the first.
 */

/** What waits for an expert and is the caller's to see. */
export async function listQueue(parts: Parts, caller: Caller): Promise<{ orders: QueuedOrder[] }> {
  return { orders: (await queuedOrders(parts.db, null, caller.user, QUEUE_MAX)).map(presentQueued) };
}

/**
 * Makes the caller the order's expert; again changes nothing. Refuses with `not_found` what waits for another team, with `conflict` and who has
 * it, and with `conflict` and `is_full` whoever has as many as he may have.
 */
export async function takeOrder(parts: Parts, caller: Caller, id: number): Promise<Told<{ room: Room }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const before = await lockOrder(parts.db, within, id);
    // What wants no expert any more waits for nobody, and is nobody's to read.
    if (before === undefined || (before.expert === null && CLOSED.includes(before.status))) throw new Refusal('not_found');
    if (before.expert !== null && before.expert !== caller.user && !(await mayTake(parts.db, within, caller.user, before.id))) throw new Refusal('not_found');
    if (before.expert !== null && before.expert !== caller.user) throw new Refusal('conflict', { user: presentUser(await holder(parts, within, before.expert)) });
    const happenings = before.expert === null ? await take(parts, within, caller, before) : [];
    const room = await lockRoomOfOrder(parts.db, within, id);
    // Its own expert, and the marketplace has opened no chat yet.
    if (room === undefined) throw new Refusal('not_found');
    return { result: { room: await getRoom(parts, caller, room.id, within) }, happenings };
  });
}

/** Puts an order back into the queue; one that waits already stays. Refuses with `not_found` whoever is neither its expert nor an admin, and a team that there is not. */
export async function returnOrder(parts: Parts, caller: Caller, { order: id, team, comment }: ParsedRequest<'order:return'>): Promise<Told<Record<never, never>>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const before = await lockOrder(parts.db, within, id);
    // He may have been signed out since his socket came in.
    if ((await liveSession(parts.db, caller.session, within)) === undefined) throw new Refusal('unauthorized');
    if (before === undefined || (before.expert !== null && before.expert !== caller.user && caller.role !== 'admin')) throw new Refusal('not_found');
    if (before.expert === null) return { result: {}, happenings: [] };
    if (team != null && (await holdOpenTeam(parts.db, within, team)) === undefined) throw new Refusal('not_found');
    const waitsFor = await namedTeam(parts.db, within, team === undefined ? before.team : team);
    const noted = comment || waitsFor !== null ? await noteInRoom(parts, within, id, 'order_queued', caller.user, { ...(comment && { comment }), team: waitsFor }) : [];
    return { result: {}, happenings: [...noted, ...(await passOrder(parts, within, before, { hand: caller, kind: 'order_returned', expert: null, ...(team !== undefined && { team }) }))] };
  });
}

/** Whoever takes two at once takes one after the other: the second counts the first. */
async function take(parts: Parts, within: Within, caller: Caller, before: OrderRow): Promise<Happening[]> {
  if (!(await mayTake(parts.db, within, caller.user, before.id))) throw new Refusal('not_found');
  const { capacity } = await lockState(parts.db, within, caller.user);
  const most = capacity ?? usualCapacity(parts);
  if (most !== null && (await countOpen(parts.db, within, caller.user)) >= most) throw new Refusal('conflict', { is_full: true });
  return passOrder(parts, within, before, { hand: caller, kind: 'order_taken', expert: caller.user });
}

async function holder(parts: Parts, within: Within, user: number): Promise<UserRow> {
  return (await parts.db.users.findByPk(user, { raw: true, transaction: within })) as unknown as UserRow;
}
