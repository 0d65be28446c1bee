import type { Room } from '../../protocol/entities';
import { QUEUE_MAX } from '../../protocol/limits';
import type { QueuedOrder } from '../../protocol/queue';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { UserRow } from '../models/account';
import type { OrderRow } from '../models/room';
import type { Parts } from '../parts';
import { presentQueued } from '../present/queue';
import { presentUser } from '../present/user';
import { Refusal } from '../refusal';
import { lockOrder, saveOrder } from '../sql/orders';
import { CLOSED, queuedOrders } from '../sql/queue';
import { staffIds } from '../sql/replies';
import { lockRoomOfOrder } from '../sql/rooms';
import { liveSession } from '../sql/sessions';
import { audit } from './audit';
import { getRoom } from './rooms';
import { settleRoom, tellSettled } from './settling';

/*
 * Orders without an expert:
 *
 *   waiting ──an expert takes it, the marketplace names one──> his ──he or an admin returns it, the marketplace takes him off──> waiting
 *
 * Whoever is responsible stands in the order alone, under the lock of its row: of two who take it at once the second finds the first.
 */

/** What waits for an expert. */
export async function listQueue(parts: Parts): Promise<{ orders: QueuedOrder[] }> {
  return { orders: (await queuedOrders(parts.db, null, QUEUE_MAX)).map(presentQueued) };
}

/** Makes the caller the order's expert; again changes nothing. Refuses with `not_found`, and with `conflict` and who has it. */
export async function takeOrder(parts: Parts, caller: Caller, id: number): Promise<Told<{ room: Room }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const before = await lockOrder(parts.db, within, id);
    // What wants no expert any more waits for nobody, and is nobody's to read.
    if (before === undefined || (before.expert === null && CLOSED.includes(before.status))) throw new Refusal('not_found');
    if (before.expert !== null && before.expert !== caller.user) throw new Refusal('conflict', { user: presentUser(await holder(parts, within, before.expert)) });
    const happenings = before.expert === null ? await pass(parts, within, caller, before, caller.user) : [];
    const room = await lockRoomOfOrder(parts.db, within, id);
    // Its own expert, and the marketplace has opened no chat yet.
    if (room === undefined) throw new Refusal('not_found');
    return { result: { room: await getRoom(parts, caller, room.id, within) }, happenings };
  });
}

/** Puts an order back into the queue; one that waits already stays. Refuses with `not_found` whoever is neither its expert nor an admin. */
export async function returnOrder(parts: Parts, caller: Caller, id: number): Promise<Told<Record<never, never>>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const before = await lockOrder(parts.db, within, id);
    // He may have been signed out since his socket came in.
    if ((await liveSession(parts.db, caller.session, within)) === undefined) throw new Refusal('unauthorized');
    if (before === undefined || (before.expert !== null && before.expert !== caller.user && caller.role !== 'admin')) throw new Refusal('not_found');
    return { result: {}, happenings: before.expert === null ? [] : await pass(parts, within, caller, before, null) };
  });
}

/** The fact that what waits has changed, to everybody who may take it; nothing when neither state of the order waits. */
export async function queueChanged(parts: Pick<Parts, 'db'>, within: Within, before: OrderRow | undefined, after: OrderRow): Promise<Happening[]> {
  const waits = (order: OrderRow | undefined) => (order?.expert === null ? `${order.title} ${order.status} ${order.client}` : '');
  if (waits(before) === waits(after)) return [];
  return [{ fact: 'queue:changed', payload: {}, to: (await staffIds(parts.db, within)).map((user) => ({ user, order: null })) }];
}

/** Gives the locked order to an expert (null: to the queue), and with it its room. */
async function pass(parts: Parts, within: Within, caller: Caller, before: OrderRow, expert: number | null): Promise<Happening[]> {
  await lockRoomOfOrder(parts.db, within, before.id);
  const after = await saveOrder(parts.db, within, { ...before, expert });
  const settled = await settleRoom(parts.db, within, { before, after, mayMake: expert !== null, actor: caller.user });
  const kind = expert === null ? 'order_returned' : 'order_taken';
  await audit(parts, within, { kind, actor: caller.user, session: caller.session, data: { order: before.id, expert: expert ?? before.expert } });
  return [...(settled === undefined ? [] : await tellSettled(parts, within, settled)), ...(await queueChanged(parts, within, before, after))];
}

async function holder(parts: Parts, within: Within, user: number): Promise<UserRow> {
  return (await parts.db.users.findByPk(user, { raw: true, transaction: within })) as unknown as UserRow;
}
