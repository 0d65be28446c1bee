import type { EventKind } from '../../protocol/entities';
import type { Database, Within } from '../database/database';
import type { Happening } from '../happening';
import type { OrderRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentEvent, type EventViewRow } from '../present/event';
import { presentRoom } from '../present/room';
import { insertEvent } from '../sql/events';
import { currentParticipants } from '../sql/membership';
import { leaveRoom } from '../sql/participants';
import { insertRoom, lockRoomOfOrder, roomViews, touchRoom } from '../sql/rooms';
import { holdersOf } from './holders';
import { letIn, nameOf } from './membership';

export type OrderChange = {
  before: OrderRow;
  after: OrderRow;
  /** Whether the room may be made when there is none. */
  mayMake: boolean;
  actor: number | null;
};

/** What was done to a room so that it fits its order. */
export type Settled = { room: RoomRow; left: number[]; events: EventViewRow[]; changed: boolean };

/**
 * Makes the order's room fit the order: makes it when it may, lets in and takes out, and writes what changed as events of the room.
 * Undefined when there is no room and none may be made.
 */
export async function settleRoom(db: Database, within: Within, change: OrderChange): Promise<Settled | undefined> {
  const { after, before } = change;
  const made = change.mayMake ? await insertRoom(db, within, after.id) : undefined;
  const room = made ?? (await lockRoomOfOrder(db, within, after.id));
  if (room === undefined) return undefined;
  const add = (kind: EventKind, data: Record<string, unknown>) =>
    insertEvent(db, within, { room: room.id, after_seq: room.last_seq, kind, actor: change.actor, data });
  if (made !== undefined) {
    await letIn(db, within, room, after.client, 'client');
    if (after.expert !== null) await letIn(db, within, room, after.expert, 'expert');
    return { room, left: [], events: [await add('order_created', {})], changed: true };
  }
  const left: number[] = [];
  const events: EventViewRow[] = [];
  const fields = changedFields(before, after);
  if (fields !== undefined) events.push(await add('order_changed', fields));
  if (before.client !== after.client) {
    if (await leaveRoom(db, within, room.id, before.client)) left.push(before.client);
    await letIn(db, within, room, after.client, 'client');
    events.push(await add('client_changed', { user: after.client }));
  }
  if (before.expert !== after.expert) {
    // Colleagues stay, and one of them may be the next to be responsible.
    if (before.expert !== null && (await leaveRoom(db, within, room.id, before.expert))) left.push(before.expert);
    if (after.expert !== null) await letIn(db, within, room, after.expert, 'expert');
    const kind = after.expert === null ? 'expert_removed' : 'expert_assigned';
    events.push(await add(kind, { user: after.expert ?? before.expert, name: await nameOf(db, within, after.expert ?? before.expert) }));
  }
  if (events.length > 0) await touchRoom(db, within, room.id);
  return { room, left, events, changed: events.length > 0 };
}

function changedFields(before: OrderRow, after: OrderRow): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {};
  if (before.title !== after.title) fields.title = { from: before.title, to: after.title };
  if (before.status !== after.status) fields.status = { from: before.status, to: after.status };
  return Object.keys(fields).length > 0 ? fields : undefined;
}

/** The facts of a settled room: `room:left` to whom it was taken from, the room and its events to who holds it now. */
export async function tellSettled(parts: Parts, within: Within, settled: Settled): Promise<Happening[]> {
  if (!settled.changed) return [];
  const { room } = settled;
  const holders = holdersOf(room, await currentParticipants(parts.db, within, room.id));
  const happenings: Happening[] = settled.left.map((user) => ({
    fact: 'room:left',
    payload: { room: room.id },
    to: [{ user, order: room.order }],
  }));
  for (const holder of holders) {
    const [view] = await roomViews(parts.db, within, holder.user, [room.id]);
    if (view === undefined) continue;
    happenings.push({ fact: 'room:changed', payload: { room: presentRoom(view, parts.presence.isOnline, parts.files.sign) }, to: [holder] });
  }
  for (const event of settled.events) happenings.push({ fact: 'event:added', payload: { event: presentEvent(event) }, to: holders });
  return happenings;
}
