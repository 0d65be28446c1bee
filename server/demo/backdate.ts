import type { Database } from '../database/database';
import type { DemoOrder } from './conversations';

/** Moves a conversation that was posted just now into the past, as if it had been written at its lines' times. */
export async function backdate(db: Database, room: number, order: DemoOrder): Promise<void> {
  const minutes = order.lines.map((line) => line.minutesAgo);
  const ago = (index: number) => `now() - make_interval(mins => $${index})`;
  await db.transaction(async (within) => {
    for (const [index, minutesAgo] of minutes.entries()) {
      await db.rows(within, `UPDATE messages SET created_at = ${ago(3)} WHERE room = $1 AND seq = $2`, [room, index + 1, minutesAgo]);
    }
    const begun = Math.max(...minutes) + 12;
    const ended = Math.min(...minutes);
    await db.rows(
      within,
      `UPDATE rooms SET created_at = ${ago(2)}, updated_at = ${ago(3)}, changed_xid = pg_current_xact_id(), owed_since = CASE WHEN owed_since IS NULL THEN NULL ELSE
         (SELECT min(created_at) FROM messages WHERE room = $1 AND side = 'client' AND seq > rooms.answered_seq) END WHERE id = $1`,
      [room, begun, ended],
    );
    await db.rows(within, `UPDATE room_events SET created_at = ${ago(2)} WHERE room = $1`, [room, begun]);
    await db.rows(within, `UPDATE participants SET joined_at = ${ago(2)}, last_read_at = ${ago(3)} WHERE room = $1`, [room, begun, ended]);
    await db.rows(within, `UPDATE orders SET created_at = ${ago(2)} WHERE id = $1`, [order.id, begun]);
  });
}
