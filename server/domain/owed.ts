import type { Database, Within } from '../database/database';
import type { RoomRow, MessageRow } from '../models/room';
import { oldestOwed } from '../sql/messages';

/*
 * A room is owed while a client message stands unanswered:
 *
 *   quiet --client writes--> owed --expert answers all--> quiet
 *                             └──expert answers up to what he saw──> owed (since a later message)
 *
 * Opening a room changes nothing. `answered_seq` only moves forward, so a deleted answer reopens nothing.
 */

/** The room after an expert's message number `seq`, which answers the client messages up to `seenSeq`; absent: all. */
export async function answered(db: Database, within: Within, room: RoomRow, seq: number, seenSeq: number | undefined): Promise<RoomRow> {
  const answered_seq = Math.max(room.answered_seq, Math.min(seenSeq ?? seq, seq));
  const owed = room.owed_since === null ? undefined : await oldestOwed(db, within, { id: room.id, answered_seq });
  return { ...room, answered_seq, owed_since: owed?.created_at ?? null };
}

/** The room after a client's message. */
export function asked(room: RoomRow, message: Pick<MessageRow, 'created_at'>): RoomRow {
  return { ...room, owed_since: room.owed_since ?? message.created_at };
}

/** The room after one of its client messages was deleted: a deleted one owes nothing. */
export async function unasked(db: Database, within: Within, room: RoomRow): Promise<RoomRow> {
  const owed = room.owed_since === null ? undefined : await oldestOwed(db, within, room);
  return { ...room, owed_since: owed?.created_at ?? null };
}
