import type { QueuedOrder } from '../../protocol/queue';
import type { UserRow } from '../models/account';
import { iso, isoOrNull } from './time';
import { presentUser } from './user';

/** A waiting order with its client. */
export type QueuedRow = Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'> & { order: number; room: number | null; order_title: string; team: number | null; queued_at: Date; owed_since: Date | null };

/** An order as it stands in a queue. */
export function presentQueued(row: QueuedRow): QueuedOrder {
  return { order: row.order, room: row.room, order_title: row.order_title, client: presentUser(row), team: row.team, queued_at: iso(row.queued_at), owed_since: isoOrNull(row.owed_since) };
}
