import type { Room } from '../../protocol/entities';
import type { ChatState, RoomEntry } from './chat';
import { listRooms, type ListRule } from './room_lists';
import { withEntries } from './room_map';

/** What experts decided about rooms, where it depends on the time. Moments are the server's: ISO texts of one form, which compare as they stand. */

/** The room at this moment: once its snooze is over it is owed as it was before, if it was. */
export function awake(room: Room, now: string): Room {
  if (room.snoozed_until == null || room.snoozed_until > now) return room;
  const owed_since = room.snoozed_owed_since ?? null;
  return { ...room, owed_since, state: owed_since === null ? 'waiting' : 'owed', snoozed_until: null, snoozed_owed_since: null };
}

/** All rooms at this moment. The same state comes back when no snooze has ended. */
export function wakeRooms(state: ChatState, now: string): ChatState {
  const woken: [number, RoomEntry][] = [];
  for (const { id } of snoozedRooms(state.rooms)) {
    const entry = state.rooms.get(id)!;
    const room = awake(entry.room, now);
    if (room === entry.room) break;
    woken.push([id, { ...entry, room }]);
  }
  return woken.length > 0 ? { ...state, rooms: withEntries(state.rooms, woken) } : state;
}

const snoozed: ListRule = {
  keeps: (room) => room.snoozed_until != null,
  order: (one, two) => (one.snoozed_until! < two.snoozed_until! ? -1 : one.snoozed_until! > two.snoozed_until! ? 1 : one.id - two.id),
};

/** Snoozed rooms, the one that wakes next first. */
export function snoozedRooms(rooms: ChatState['rooms']): readonly Room[] {
  return listRooms(rooms, 'snoozed', snoozed);
}
