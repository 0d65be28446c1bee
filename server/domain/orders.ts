import type { Transaction } from 'sequelize';
import type { z } from 'zod';
import type { Order, Room } from '../../protocol/entities';
import type { Rating } from '../../protocol/ratings';
import type { ListedOrder } from '../../protocol/answers';
import type { orderBody, ordersQuery } from '../../protocol/http';
import type { KeyCaller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { UserRow } from '../models/account';
import type { OrderRow } from '../models/room';
import type { Parts } from '../parts';
import { presentOrder } from '../present/order';
import { presentRoom } from '../present/room';
import { Refusal } from '../refusal';
import { currentParticipants } from '../sql/membership';
import { lockRoomOfOrder, roomViewOfOrder, touchRoomForExperts } from '../sql/rooms';
import { snapshotBounds } from '../sql/inbox';
import { changedOrders, insertOrder, lockOrder, ordersPage, roomOfOrder, saveOrder, type ChangePlace, type OrderViewRow } from '../sql/orders';
import { markGiven } from '../sql/floor';
import { holdOpenTeam, namedTeam, type NamedTeam } from '../sql/teams';
import { audit } from './audit';
import { queueChanged } from './responsibility';
import { endTransferOf } from './transfers_end';
import { ratingOfOrder } from './ratings';
import { roomChangedForExperts } from './room_facts';
import { settleRoom, tellSettled, type Settled } from './settling';
import { findOrMakePerson, renamePerson } from './users';

export type OrderBody = z.output<typeof orderBody>;
export type PutOrder = { order: Order; room: Room | null; is_new: boolean };

/**
 * Makes or changes an order; its room and participants come into being, and change, in the same transaction.
 * Refuses with `conflict` when an address belongs to another role, and a late version, with the order as it is; with `bad_request` a team that there is not.
 */
export async function putOrder(parts: Parts, caller: KeyCaller, id: number, body: OrderBody): Promise<Told<PutOrder>> {
  return parts.db.transaction((within) => putOrderWithin(parts, within, caller, id, body));
}

/** The same inside a transaction. */
export async function putOrderWithin(parts: Parts, within: Transaction, caller: KeyCaller, id: number, body: OrderBody): Promise<Told<PutOrder>> {
  const { db } = parts;
  const client = await findOrMakePerson(db, within, body.client, 'client');
  const named = body.expert == null ? null : await findOrMakePerson(db, within, body.expert, 'expert');
  if (body.team != null && (await holdOpenTeam(db, within, body.team)) === undefined) throw new Refusal('bad_request');
  const inserted = await insertOrder(db, within, { id, title: body.title, status: body.status ?? 'new', priority: body.priority ?? 'normal', version: body.version ?? null, client: client.id, expert: named?.id ?? null, team: body.team ?? null });
  const before = inserted ?? (await lockOrder(db, within, id))!;
  await lockRoomOfOrder(db, within, id);
  if (inserted === undefined) await refuseLate(parts, within, before, body.version);
  await renamePerson(db, within, client, body.client);
  if (named !== null) await renamePerson(db, within, named, body.expert!);
  const after: OrderRow = {
    ...before,
    title: body.title,
    status: body.status ?? before.status,
    priority: body.priority ?? before.priority,
    version: body.version ?? before.version,
    client: client.id,
    expert: body.expert === undefined ? before.expert : (named?.id ?? null),
    team: body.team === undefined ? before.team : body.team,
  };
  const order = inserted ?? (await saveOrder(db, within, after));
  if (named !== null && (inserted || before.expert !== named.id)) await markGiven(db, within, named.id);
  const ended = await endTransferOf(parts, within, before, order);
  const settled = await settleRoom(db, within, { before, after: order, mayMake: body.open_chat, actor: null });
  await audit(parts, within, { kind: inserted ? 'order_created' : 'order_changed', api_key: caller.key, data: { order: id } });
  return {
    result: { ...(await view(parts, within, order)), is_new: inserted !== undefined },
    happenings: [...ended, ...(settled === undefined ? [] : await tellSettled(parts, within, settled)), ...(await levelChanged(parts, within, before, order, settled)), ...(await queueChanged(parts, within, inserted ? undefined : before, order))],
  };
}

/** Gives an order the state of one that is cancelled, and leaves the rest of it as it is. Refuses with `not_found`, and a late version with `conflict`. */
export async function cancelOrderWithin(parts: Parts, within: Transaction, caller: KeyCaller, id: number, { status, version }: { status: string; version?: number | undefined }): Promise<Told<PutOrder>> {
  const before = await lockOrder(parts.db, within, id);
  if (before === undefined) throw new Refusal('not_found');
  const { email, first_name, last_name } = (await person(parts, within, before.client))!;
  return putOrderWithin(parts, within, caller, id, { title: before.title, status, version, client: { email, first_name, last_name }, open_chat: false });
}

/** What was said earlier and comes later must not undo what came between. The same version again is a repeat. */
async function refuseLate(parts: Parts, within: Within, { version, ...before }: OrderRow, wanted: number | undefined): Promise<void> {
  if (version === null || wanted === undefined || wanted >= version) return;
  throw new Refusal('conflict', { order: (await view(parts, within, { ...before, version })).order });
}

type OrdersPage = { orders: ListedOrder[]; next: { before: number } | { cursor: string } | undefined; cursor?: string };

/**
 * A page of the marketplace's orders, what the next one goes on with, if there is one, and, when they are followed by their changes, the
 * cursor to come back with in any case.
 */
export async function listOrders(parts: Pick<Parts, 'db'>, { cursor, ...query }: z.output<typeof ordersQuery>): Promise<OrdersPage> {
  if (cursor !== undefined) return followOrders(parts, cursor, query);
  const rows = await ordersPage(parts.db, { ...query, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return { orders: shown.map(listed), next: rows.length > query.limit ? { before: shown.at(-1)!.id } : undefined };
}

async function followOrders({ db }: Pick<Parts, 'db'>, text: string, { status, limit }: Pick<z.output<typeof ordersQuery>, 'status' | 'limit'>): Promise<OrdersPage> {
  const { history, xmax } = await snapshotBounds(db, null);
  const after = placeOf(text, history, xmax);
  const rows = await changedOrders(db, after, status, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor = `${history}~${last === undefined ? `${after.xid}.${after.order}` : `${last.changed}.${last.id}`}`;
  return { orders: shown.map(listed), next: rows.length > limit ? { cursor } : undefined, cursor };
}

/** A cursor of another database's history, or from the future of this one, means nothing here: its reader begins anew. */
function placeOf(text: string, history: string, xmax: string): ChangePlace {
  const [, of, xid = '0', order] = /^([\da-f]+)~(\d+)\.(\d+)$/.exec(text) ?? [];
  return of === history && BigInt(xid) < BigInt(xmax) ? { xid, order: Number(order) } : { xid: '0', order: 0 };
}

function listed({ client_user, expert_user, room, ...row }: OrderViewRow): ListedOrder {
  return { ...presentOrder(row, client_user, expert_user), room };
}

/** Another priority or team is the experts' own matter: their inboxes hear of it, the client's does not. */
async function levelChanged(parts: Parts, within: Within, before: OrderRow, after: OrderRow, settled: Settled | undefined): Promise<Happening[]> {
  if ((before.priority === after.priority && before.team === after.team) || settled === undefined) return [];
  const { id } = settled.room;
  await touchRoomForExperts(parts.db, within, id);
  return roomChangedForExperts(parts, within, id, await currentParticipants(parts.db, within, id));
}

/** The order and its room. Refuses with `not_found`. */
export async function getOrder(parts: Parts, id: number): Promise<{ order: Order; room: Room | null; rating: Rating | null }> {
  const order = await parts.db.orders.findByPk(id, { raw: true });
  if (order === null) throw new Refusal('not_found');
  return { ...(await view(parts, null, order as unknown as OrderRow)), rating: await ratingOfOrder(parts, null, id) };
}

/** An order, its room's number and its team, as they stand; null when there is no such order. */
export async function orderView(parts: Pick<Parts, 'db'>, id: number): Promise<{ order: Order; room: number | null; team: NamedTeam | null } | null> {
  const order = (await parts.db.orders.findByPk(id, { raw: true })) as unknown as OrderRow | null;
  if (order === null) return null;
  const expert = order.expert === null ? null : await person(parts, null, order.expert);
  return { order: presentOrder(order, (await person(parts, null, order.client))!, expert), room: await roomOfOrder(parts.db, id), team: await namedTeam(parts.db, null, order.team) };
}

async function view(parts: Parts, within: Within, order: OrderRow): Promise<{ order: Order; room: Room | null }> {
  const room = await roomViewOfOrder(parts.db, within, order.id);
  const client = (await person(parts, within, order.client))!;
  const expert = order.expert === null ? null : await person(parts, within, order.expert);
  return { order: presentOrder(order, client, expert), room: room === undefined ? null : presentRoom(room, parts.presence.isOnline, parts.files.sign) };
}

async function person(parts: Pick<Parts, 'db'>, within: Within, id: number): Promise<UserRow | null> {
  return (await parts.db.users.findByPk(id, { raw: true, transaction: within })) as unknown as UserRow | null;
}
