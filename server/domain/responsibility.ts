import type { AuditKind } from '../../protocol/audit_kinds';
import type { EventKind } from '../../protocol/entities';
import type { Within } from '../database/database';
import type { Happening } from '../happening';
import type { OrderRow } from '../models/room';
import type { Parts } from '../parts';
import { presentEvent } from '../present/event';
import { insertEvent } from '../sql/events';
import { markGiven } from '../sql/floor';
import { currentParticipants } from '../sql/membership';
import { saveOrder } from '../sql/orders';
import { staffIds } from '../sql/replies';
import { lockRoomOfOrder, touchRoomForExperts } from '../sql/rooms';
import { audit } from './audit';
import { expertsOf } from './holders';
import { settleRoom, tellSettled } from './settling';
import { endTransferOf } from './transfers_end';

/** Who does it; null: the server by itself. */
export type Hand = { user: number; session: number } | null;

export type Passing = { hand: Hand; kind: AuditKind; expert: number | null; team?: number | null };

/** Gives the locked order to an expert (null: to the queue, of a team where one is named), and with it its room. Whatever was offered of it is off. */
export async function passOrder(parts: Parts, within: Within, before: OrderRow, { hand, kind, expert, team = before.team }: Passing): Promise<Happening[]> {
  await lockRoomOfOrder(parts.db, within, before.id);
  const after = await saveOrder(parts.db, within, { ...before, expert, team });
  if (expert !== null) await markGiven(parts.db, within, expert);
  const ended = await endTransferOf(parts, within, before, after);
  const settled = await settleRoom(parts.db, within, { before, after, mayMake: expert !== null, actor: hand?.user ?? null });
  await audit(parts, within, { kind, ...(hand !== null && { actor: hand.user, session: hand.session }), data: { order: before.id, expert: expert ?? before.expert } });
  return [...ended, ...(settled === undefined ? [] : await tellSettled(parts, within, settled)), ...(await queueChanged(parts, within, before, after))];
}

/** The fact that what waits has changed, to everybody who may take it; nothing when neither state of the order waits. */
export async function queueChanged(parts: Pick<Parts, 'db'>, within: Within, before: OrderRow | undefined, after: OrderRow): Promise<Happening[]> {
  const waits = (order: OrderRow | undefined) => (order?.expert === null ? `${order.title} ${order.status} ${order.client} ${order.team ?? ''}` : '');
  if (waits(before) === waits(after)) return [];
  return [{ fact: 'queue:changed', payload: {}, to: (await staffIds(parts.db, within)).map((user) => ({ user, order: null })) }];
}

/** Writes into the timeline of the order's room, locked with it, what only the experts' side sees; nothing where there is no room. */
export async function noteInRoom(parts: Parts, within: Within, order: number, kind: EventKind, actor: number | null, data: Record<string, unknown>): Promise<Happening[]> {
  const room = await lockRoomOfOrder(parts.db, within, order);
  if (room === undefined) return [];
  const event = await insertEvent(parts.db, within, { room: room.id, after_seq: room.last_seq, kind, actor, data, is_internal: true });
  await touchRoomForExperts(parts.db, within, room.id);
  const to = expertsOf(await currentParticipants(parts.db, within, room.id));
  return [{ fact: 'event:added', payload: { event: presentEvent(event) }, to }];
}
