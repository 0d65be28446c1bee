import type { Message, Room } from '../../../protocol/entities';
import type { ChatState } from '../../store/chat';
import { isUnread, owedRooms, roomsSorted, totals, type Listing } from '../../store/select';

/** A number on the screen: unread messages, chats with something unread, owed answers; of one room, or of all. */
export type Why = { count: WhyCount; room: number | null };
export type WhyCount = 'unread' | 'unread_rooms' | 'owed';

export const WHY_COUNTS: readonly WhyCount[] = ['unread', 'unread_rooms', 'owed'];

/** A room and its part of the number. `is_marked`: it counts only because its reader has marked it unread. */
export type WhyRoom = { room: Room; part: number; is_marked: boolean };

/** The number as it is shown elsewhere. */
export function whyNumber(state: ChatState, { count, room }: Why): number {
  if (room !== null) {
    const shown = state.rooms.get(room)?.room;
    if (!shown) return 0;
    return count === 'unread' ? shown.unread_count : partOf(shown, count);
  }
  const sums = totals(state);
  if (count === 'unread') return sums.unread_count;
  if (count === 'owed') return sums.owed_rooms;
  return state.has_all_rooms ? roomsSorted(state, 'recent', 'unread').length : sums.unread_rooms;
}

/** The rooms that make the number, the largest part first, owed ones by their age. */
export function whyRooms(state: Listing, { count, room }: Why): readonly WhyRoom[] {
  const one = room === null ? null : state.rooms.get(room)?.room;
  const rooms = one ? [one] : room !== null ? [] : count === 'owed' ? owedRooms(state) : roomsSorted(state, 'recent', 'unread');
  const parts = rooms.map((each) => ({ room: each, part: partOf(each, count), is_marked: count === 'unread_rooms' && each.unread_count === 0 })).filter(({ part }) => part > 0);
  return count === 'unread' ? parts.sort((a, b) => b.part - a.part) : parts;
}

function partOf(room: Room, count: WhyCount): number {
  if (count === 'unread') return room.unread_count;
  return Number(count === 'owed' ? room.owed_since !== null : room.unread_count > 0 || room.unread_from !== null);
}

/** What the server itself counted when it was last asked; it does not count what was only marked. Null: it was not asked yet. */
export function serverNumber(state: ChatState, count: WhyCount): number | null {
  const sums = state.server_totals;
  if (!sums) return null;
  return count === 'unread' ? sums.unread_count : count === 'owed' ? sums.owed_rooms : sums.unread_rooms;
}

/** The messages that make a room's unread count: those of others behind the reader's number, as far as they are not deleted. */
export function unreadIn(messages: readonly Message[], room: Room, me: number): readonly Message[] {
  return messages.filter((message) => message.room === room.id && isUnread(message, room.read_seq, me));
}

/** The message from which on the room is owed. */
export function owedFrom(messages: readonly Message[], room: Room): Message | null {
  return messages.find((message) => message.created_at === room.owed_since && message.deleted_at === null) ?? null;
}
