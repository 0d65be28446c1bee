import type { Room } from '../../protocol/entities';
import type { Caller } from '../caller';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { findRoom } from '../sql/membership';
import { lockOrder } from '../sql/orders';
import { roomOfOrder } from '../sql/rooms';
import { getRoom } from './rooms';
import { settleRoom, tellSettled } from './settling';

/**
 * The order's room, made now if it was not there. Refuses with `not_found` when there is no such order, and with `order_forbidden` for
 * someone who is neither its client nor one of its experts.
 */
export async function createForOrder(parts: Parts, caller: Caller, id: number): Promise<Told<{ room: Room; is_new: boolean }>> {
  const { db } = parts;
  return db.transaction(async (within) => {
    const order = await lockOrder(db, within, id);
    if (order === undefined) throw new Refusal('not_found');
    const existing = await roomOfOrder(db, within, id);
    const isHis = order.client === caller.user || order.expert === caller.user;
    const isColleague = existing !== undefined && (await findRoom(db, within, caller, existing.id)) !== undefined;
    if (!(isHis || isColleague) || (caller.order !== null && caller.order !== id)) throw new Refusal('order_forbidden');
    if (existing !== undefined) return { result: { room: await getRoom(parts, caller, existing.id, within), is_new: false }, happenings: [] };
    const settled = (await settleRoom(db, within, { before: order, after: order, mayMake: true, actor: caller.user }))!;
    const room = await getRoom(parts, caller, settled.room.id, within);
    return { result: { room, is_new: true }, happenings: await tellSettled(parts, within, settled) };
  });
}
