import type { Room } from '../../../protocol/entities';
import { clientOf } from '../../store/select';
import type { ChatState } from '../../store/chat';
import { wrongRoomClue, type Clue, type GuardedRoom } from '../analysis/wrong_room';

/** States of an order in which nobody is expected to write about it any more. */
const ENDED = /^(?:done|completed|closed|cancell?ed)$/i;

const guarded = (room: Room): GuardedRoom => ({ room: room.id, order: room.order, client: clientOf(room) });

/**
 * What a text for this room says that speaks for another open room of the expert's; null: nothing. For whatever sends a text into a room:
 * the composer, one answer to many, the conveyor.
 */
export function clueIn(state: Pick<ChatState, 'rooms' | 'me'>, room: number, text: string): Clue | null {
  const here = state.rooms.get(room)?.room;
  if (!here) return null;
  const others: GuardedRoom[] = [];
  const staff = new Map(state.me ? [[state.me.id, state.me as { first_name: string; last_name: string }]] : []);
  for (const { room: one } of state.rooms.values()) {
    for (const { role, user } of one.participants) if (role === 'expert') staff.set(user.id, user);
    if (one.id !== room && !ENDED.test(one.order_status)) others.push(guarded(one));
  }
  return wrongRoomClue(text, guarded(here), others, [...staff.values()]);
}
