import type { RoomEvent } from '../../protocol/entities';
import type { EventRow } from '../models/room';
import type { UserRow } from '../models/account';
import { iso } from './time';

/** An event with its actor's name; an actor of null is the marketplace itself. */
export type EventViewRow = Omit<EventRow, 'is_internal'> & { actor_user: Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'> | null };

/** An event of a room as readers see it. */
export function presentEvent(row: EventViewRow): RoomEvent {
  return {
    id: row.id,
    room: row.room,
    after_seq: row.after_seq,
    kind: row.kind,
    actor: row.actor_user,
    data: row.data,
    created_at: iso(row.created_at),
  };
}
