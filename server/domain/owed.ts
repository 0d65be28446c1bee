import type { Database, Within } from '../database/database';
import type { RoomRow } from '../models/room';
import { oldestOwed } from '../sql/messages';

/*
 * A room is owed while a client message stands that nobody has answered and nobody has said needs no answer:
 *
 *   waiting --client writes--> owed --expert answers all, or waives--> waiting
 *                               └──expert answers up to what he saw──> owed (since a later message)
 *
 * Over it lies what an expert decided about the whole room; `owed_since` is kept beneath, and shows again afterwards:
 *
 *   waiting, owed --snooze--> snoozed --its time, reopen, client writes--> waiting, owed
 *   waiting, owed, snoozed --done--> done --reopen, client writes--> waiting, owed
 *
 * Opening a room changes nothing. `answered_seq` only moves forward, so a deleted answer reopens nothing; what is waived has a number of
 * its own, so that taking it back finds what is unanswered as it was. That a snooze is over needs no deed: its time lies in the past.
 */

/** What experts decide about a room, as it is kept. */
export type Decided = Pick<RoomRow, 'waived_seq' | 'snoozed_until' | 'is_done'>;

/**
 * The room after an expert's message number `seq`, which answers the client messages up to `seenSeq`; absent: all. `unanswered`: when the
 * oldest client message came that stands behind them, and behind what was waived.
 */
export function answered(room: RoomRow, seq: number, seenSeq: number | undefined, unanswered: Date | null): RoomRow {
  const answered_seq = Math.max(room.answered_seq, Math.min(seenSeq ?? seq, seq));
  return { ...room, answered_seq, owed_since: room.owed_since === null ? null : unanswered };
}

/** The room after a client's message of this moment, which wakes it. */
export function asked(room: RoomRow, at: Date): RoomRow {
  return { ...room, owed_since: room.owed_since ?? at, snoozed_until: null, is_done: false };
}

/** The room after one of its client messages was deleted: a deleted one owes nothing. */
export async function unasked(db: Database, within: Within, room: RoomRow): Promise<RoomRow> {
  return room.owed_since === null ? room : owing(db, within, room);
}

/** The room after experts decided this about it. */
export async function decided(db: Database, within: Within, room: RoomRow, decision: Decided): Promise<RoomRow> {
  return owing(db, within, { ...room, ...decision });
}

/** The room with `owed_since` found anew from its numbers. */
async function owing(db: Database, within: Within, room: RoomRow): Promise<RoomRow> {
  const owed = await oldestOwed(db, within, { id: room.id, answered_seq: Math.max(room.answered_seq, room.waived_seq) });
  return { ...room, owed_since: owed?.created_at ?? null };
}

/** Whether the room's snooze is not over yet. */
export function isSnoozed({ snoozed_until }: Pick<RoomRow, 'snoozed_until'>, at: Date): boolean {
  return snoozed_until !== null && snoozed_until > at;
}
