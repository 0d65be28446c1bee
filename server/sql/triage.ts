import type { Database, Within } from '../database/database';
import type { RoomRow } from '../models/room';

/** Writes what experts decided about a room, and marks it changed for their inboxes alone. */
export async function saveTriage(
  db: Database,
  within: Within,
  room: Pick<RoomRow, 'id' | 'waived_seq' | 'owed_since' | 'snoozed_until' | 'is_done'>,
): Promise<void> {
  await db.rows(
    within,
    `UPDATE rooms SET waived_seq = $2, owed_since = $3, snoozed_until = $4, is_done = $5, experts_xid = pg_current_xact_id() WHERE id = $1`,
    [room.id, room.waived_seq, room.owed_since, room.snoozed_until, room.is_done],
  );
}

/** Locks a room whose snooze is over and still stands in its row; whoever waited for the lock finds it no more. */
export async function lockEndedSnooze(db: Database, within: Within, room: number): Promise<RoomRow | undefined> {
  return (await db.rows<RoomRow>(within, `SELECT * FROM rooms WHERE id = $1 AND snoozed_until <= now() FOR UPDATE`, [room]))[0];
}

/** Rooms whose snooze has been over for this long. */
export async function endedSnoozes(db: Database, within: Within, byMs: number, limit: number): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    within,
    `SELECT id FROM rooms WHERE snoozed_until <= clock_timestamp() - $1 * interval '1 millisecond' ORDER BY snoozed_until LIMIT $2`,
    [byMs, limit],
  );
  return rows.map(({ id }) => id);
}
