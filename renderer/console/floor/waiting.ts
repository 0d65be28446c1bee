import type { FloorExpert, FloorRoom } from '../../../protocol/floor';

/** A room in which a client waits, and whose it is. */
export type WaitingRoom = { room: FloorRoom; member: FloorExpert };

/** Of the rooms of several experts those in which somebody waits, whoever has waited longest first. */
export function longestFirst(lists: readonly (readonly WaitingRoom[])[]): WaitingRoom[] {
  const since = ({ room }: WaitingRoom) => Date.parse(room.owed_since ?? '');
  return lists
    .flat()
    .filter(({ room }) => room.owed_since !== null)
    .sort((one, two) => since(one) - since(two) || one.room.room - two.room.room);
}
