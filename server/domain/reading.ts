import type { ReadAnswer } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Happening, Holder, Told } from '../happening';
import type { RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { currentParticipants, findRoom } from '../sql/membership';
import { moveCursor, readingOf } from '../sql/participants';
import { holdersOf } from './holders';

/** The fact of a moved cursor: with the count to the reader's own devices, without it to the others. */
export function readMoved(room: Pick<RoomRow, 'id' | 'order'>, user: number, holders: readonly Holder[], reading: ReadAnswer): Happening[] {
  const moved = { room: room.id, user, read_seq: reading.read_seq };
  return [
    {
      fact: 'room:read_moved',
      payload: { ...moved, unread_count: reading.unread_count, last_rev: reading.last_rev },
      to: holders.filter((holder) => holder.user === user),
    },
    { fact: 'room:read_moved', payload: moved, to: holders.filter((holder) => holder.user !== user) },
  ];
}

/** Moves the caller's cursor up to `seq` (undefined: to the end); a lower one changes nothing. Refuses with `not_found`. */
export async function markRead(parts: Parts, caller: Caller, roomId: number, seq: number | undefined): Promise<Told<ReadAnswer>> {
  return parts.db.transaction(async (within) => {
    const room = await findRoom(parts.db, within, caller, roomId);
    if (room === undefined) throw new Refusal('not_found');
    const moved = await moveCursor(parts.db, within, room.id, caller.user, seq ?? room.last_seq);
    const reading = await readingOf(parts.db, within, room.id, caller.user);
    // Removed between the two statements.
    if (reading === undefined) throw new Refusal('not_found');
    if (moved === undefined) return { result: reading, happenings: [] };
    const holders = holdersOf(room, await currentParticipants(parts.db, within, room.id));
    return { result: reading, happenings: readMoved(room, caller.user, holders, reading) };
  });
}
