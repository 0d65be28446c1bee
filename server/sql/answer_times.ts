import type { Database } from '../database/database';

/**
 * The median time, in seconds, between a client's first unanswered message and this expert's answer to it, over his newest answers; null
 * when there are too few to say anything. Looks at his newest rooms only, so its work has a bound.
 */
export async function medianAnswerSeconds(db: Database, expert: number, answers: number, fewest: number): Promise<number | null> {
  const rows = await db.rows<{ seconds: number | null; count: number }>(
    null,
    `WITH recent AS (
       SELECT r.id, r.last_seq FROM participants p JOIN rooms r ON r.id = p.room
        WHERE p."user" = $1 AND p.role = 'expert' AND p.left_at IS NULL ORDER BY r.updated_at DESC LIMIT $2
     ), spoken AS (
       SELECT m.room, m.seq, m.sender, m.side, m.created_at, lag(m.side) OVER w AS before
         FROM recent JOIN messages m ON m.room = recent.id AND m.seq > recent.last_seq - 200
       WINDOW w AS (PARTITION BY m.room ORDER BY m.seq)
     ), turns AS (
       -- A turn begins where the other side had spoken before; it is answered by the beginning of the next one.
       SELECT room, sender, side, created_at, lag(created_at) OVER w AS asked_at
         FROM spoken WHERE before IS DISTINCT FROM side WINDOW w AS (PARTITION BY room ORDER BY seq)
     ), answered AS (
       SELECT extract(epoch FROM created_at - asked_at) AS seconds FROM turns
        WHERE side = 'expert' AND sender = $1 AND asked_at IS NOT NULL ORDER BY created_at DESC LIMIT $2
     )
     SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)::double precision AS seconds, count(*) AS count FROM answered`,
    [expert, answers],
  );
  const found = rows[0];
  return found === undefined || found.seconds === null || found.count < fewest ? null : Math.round(found.seconds);
}
