import type { ReadAnswer } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Happening, Holder, Told } from '../happening';
import type { RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { isoOrNull } from '../present/time';
import { presentRoom } from '../present/room';
import { Refusal } from '../refusal';
import { clearMark } from '../sql/keeping';
import { currentParticipants, findRoom } from '../sql/membership';
import { moveCursor, readingOf } from '../sql/participants';
import { roomViews } from '../sql/rooms';
import { holdersOf } from './holders';

type Read = ReadAnswer & { last_read_at: Date | null };

/** The fact of a moved cursor: with the count to the reader's own devices, without it to the others. */
export function readMoved(room: Pick<RoomRow, 'id' | 'order'>, user: number, holders: readonly Holder[], reading: Read): Happening[] {
  const last_read_at = isoOrNull(reading.last_read_at);
  const moved = { room: room.id, user, read_seq: reading.read_seq, ...(last_read_at === null ? {} : { last_read_at }) };
  return [
    {
      fact: 'room:read_moved',
      payload: { ...moved, unread_count: reading.unread_count, last_rev: reading.last_rev },
      to: holders.filter((holder) => holder.user === user),
    },
    { fact: 'room:read_moved', payload: moved, to: holders.filter((holder) => holder.user !== user) },
  ];
}

/** Moves the caller's cursor up to `seq` (undefined: to the end); a lower one changes nothing. Reading takes his mark "unread" away. Refuses with `not_found`. */
export async function markRead(parts: Parts, caller: Caller, roomId: number, seq: number | undefined): Promise<Told<ReadAnswer>> {
  const { db } = parts;
  return db.transaction(async (within) => {
    const room = await findRoom(db, within, caller, roomId);
    if (room === undefined) throw new Refusal('not_found');
    const upTo = seq ?? room.last_seq;
    const moved = await moveCursor(db, within, room.id, caller.user, upTo);
    const isUnmarked = await clearMark(db, within, room.id, caller.user, upTo);
    const reading = await readingOf(db, within, room.id, caller.user);
    // Removed between the two statements.
    if (reading === undefined) throw new Refusal('not_found');
    const { read_seq, unread_count, last_rev } = reading;
    const happenings: Happening[] = [];
    if (moved !== undefined) {
      const holders = holdersOf(room, await currentParticipants(db, within, room.id));
      happenings.push(...readMoved(room, caller.user, holders, reading));
    }
    const [view] = isUnmarked ? await roomViews(db, within, caller.user, [room.id]) : [];
    if (view !== undefined) {
      happenings.push({ fact: 'room:changed', payload: { room: presentRoom(view, parts.presence.isOnline, parts.files.sign) }, to: [{ user: caller.user, order: room.order }] });
    }
    return { result: { read_seq, unread_count, last_rev }, happenings };
  });
}
