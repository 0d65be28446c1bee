import type { FloorExpert, FloorRoom } from '../../protocol/floor';
import type { FloorRoomRow, FloorRow } from '../models/floor';
import { iso, isoOrNull } from './time';
import { presentUser } from './user';

/** A colleague with what he has; what is owed in his rooms only to himself and to whoever leads him. */
export function presentFloor(row: FloorRow, reader: number, isOnline: (user: number) => boolean): FloorExpert {
  return {
    user: presentUser(row),
    is_online: isOnline(row.id),
    is_away: row.is_away,
    away_until: row.is_away ? isoOrNull(row.away_until) : null,
    open: row.open,
    capacity: row.capacity,
    ...((row.is_led || row.id === reader) && { is_led: row.is_led, owed: row.owed, oldest_owed_since: isoOrNull(row.oldest_owed_since) }),
  };
}

/** A room in the list that a lead sees of a member. */
export function presentFloorRoom(row: FloorRoomRow): FloorRoom {
  return {
    room: row.room,
    order: row.order,
    order_title: row.order_title,
    order_status: row.order_status,
    client: presentUser(row),
    owed_since: isoOrNull(row.owed_since),
    last_message_at: row.last_message_at === null ? null : iso(row.last_message_at),
  };
}
