import type { RoomRow, ParticipantRow } from '../models/room';
import type { Holder } from '../happening';

/** Who is told of what happens in a room: its current participants. */
export function holdersOf(room: Pick<RoomRow, 'order'>, participants: readonly Pick<ParticipantRow, 'user'>[]): Holder[] {
  return participants.map(({ user }) => ({ user, order: room.order }));
}

/** Who is told of what only the experts' side may know; no session that holds a single order. */
export function expertsOf(participants: readonly Pick<ParticipantRow, 'user' | 'role'>[]): Holder[] {
  return participants.filter(({ role }) => role === 'expert').map(({ user }) => ({ user, order: null }));
}
