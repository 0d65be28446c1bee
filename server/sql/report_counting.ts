import type { Priority } from '../../protocol/service_level';
import type { ReportQuery } from '../database/report_pool';
import type { CountedMessage, Turn } from '../models/report';

/* What is counted for reports, room by room; `domain/counting.ts` explains how nothing is left out and nothing counts twice. */

const LOCK = 0x6f72_6c72;

/** False: somebody else counts at this moment. */
export async function lockCounting(query: ReportQuery): Promise<boolean> {
  return (await query<{ locked: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS locked`))[0]!.locked;
}

/**
 * `message`: up to it everything is counted. `bound`: up to it no message can come any more. Numbers are given before the commit, so a lower one
 * may come later; but it was given to a transaction that had written already (it locks its room first), so it is there once everything has
 * ended that was under way when the higher one was seen.
 */
export type CountingCursor = { message: number; bound: number };

/** How far has been counted, and how far can be counted now. */
export async function countingCursor(query: ReportQuery): Promise<CountingCursor> {
  const rows = await query<CountingCursor>(
    `SELECT message, CASE WHEN pg_snapshot_xmin(pg_current_snapshot()) >= seen_xmax THEN greatest(seen_message, message) ELSE message END AS bound FROM report_cursor`,
  );
  return rows[0]!;
}

/** Remembers the last message that is counted. */
export async function saveCountedUpTo(query: ReportQuery, message: number): Promise<void> {
  await query(`UPDATE report_cursor SET message = $1 WHERE message < $1`, [message]);
}

/** Remembers the last message there is, and what had begun by then: one snapshot for both. */
export async function rememberSeen(query: ReportQuery): Promise<void> {
  await query(`UPDATE report_cursor SET seen_message = coalesce((SELECT max(id) FROM messages), 0), seen_xmax = pg_snapshot_xmax(pg_current_snapshot())`);
}

/** The next messages behind a number, by their rooms, and how far they reach. */
export async function nextMessages(query: ReportQuery, after: number, limit: number): Promise<{ last: number; size: number; rooms: number[] }> {
  const rows = await query<{ last: number | null; size: number; rooms: number[] | null }>(
    `SELECT max(id) AS last, count(*) AS size, array_agg(DISTINCT room) AS rooms FROM (SELECT id, room FROM messages WHERE id > $1 ORDER BY id LIMIT $2) m`,
    [after, limit],
  );
  const { last, size, rooms: found } = rows[0]!;
  return { last: last ?? after, size, rooms: found ?? [] };
}

export type RoomToCount = { id: number; last_seq: number; priority: Priority; team: number | null; counted_seq: number; asked_seq: number | null; asked_at: Date | null; is_answered: boolean };

/** Of these rooms those that have messages which were not counted yet. */
export async function roomsToCount(query: ReportQuery, among: readonly number[], limit: number): Promise<RoomToCount[]> {
  return query(
    `SELECT r.id, r.last_seq, o.priority, o.team, coalesce(c.counted_seq, 0) AS counted_seq, c.asked_seq, c.asked_at, coalesce(c.is_answered, false) AS is_answered
       FROM rooms r JOIN orders o ON o.id = r."order" LEFT JOIN report_rooms c ON c.room = r.id
      WHERE r.id = ANY ($1::bigint[]) AND r.last_seq > coalesce(c.counted_seq, 0) LIMIT $2`,
    [[...among], limit],
  );
}

/** Their messages behind what is counted, room by room, in order. */
export async function messagesToCount(query: ReportQuery, rooms: readonly RoomToCount[], limit: number): Promise<(CountedMessage & { room: number })[]> {
  return query(
    `SELECT x.room, m.seq, m.side, m.sender, m.created_at, m.deleted_at IS NOT NULL AS is_deleted
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS x(room, after_seq, last_seq, place)
      CROSS JOIN LATERAL (SELECT seq, side, sender, created_at, deleted_at FROM messages WHERE room = x.room AND seq > x.after_seq AND seq <= x.last_seq ORDER BY seq LIMIT $4) m
      ORDER BY x.place, m.seq LIMIT $4`,
    [rooms.map(({ id }) => id), rooms.map(({ counted_seq }) => counted_seq), rooms.map(({ last_seq }) => last_seq), limit],
  );
}

/** Behind which messages of these rooms somebody said that they need no answer. */
export async function waiversOf(query: ReportQuery, rooms: readonly number[]): Promise<{ room: number; after_seq: number; created_at: Date }[]> {
  return query(`SELECT room, after_seq, created_at FROM room_events WHERE room = ANY($1::bigint[]) AND kind IN ('answer_waived', 'room_done') ORDER BY room, id`, [[...rooms]]);
}

export type TurnToKeep = Turn & { room: number; working_seconds: number | null; is_met: boolean | null };

/** Keeps turns that have ended. */
export async function insertTurns(query: ReportQuery, turns: readonly TurnToKeep[]): Promise<void> {
  if (turns.length === 0) return;
  await query(
    `INSERT INTO report_turns (room, asked_seq, asked_at, closed_at, expert, is_first, working_seconds, is_met)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::boolean[], $7::bigint[], $8::boolean[])`,
    [
      turns.map(({ room }) => room),
      turns.map(({ asked_seq }) => asked_seq),
      turns.map(({ asked_at }) => asked_at),
      turns.map(({ closed_at }) => closed_at),
      turns.map(({ expert }) => expert),
      turns.map(({ is_first }) => is_first),
      turns.map(({ working_seconds }) => working_seconds),
      turns.map(({ is_met }) => is_met),
    ],
  );
}

export type CountedRoom = { room: number; counted_seq: number; asked_seq: number | null; asked_at: Date | null; is_answered: boolean };

/** Remembers how each of these rooms stood when it was counted. */
export async function saveCountedRooms(query: ReportQuery, rooms: readonly CountedRoom[]): Promise<void> {
  await query(
    `INSERT INTO report_rooms (room, counted_seq, asked_seq, asked_at, is_answered)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::boolean[])
     ON CONFLICT (room) DO UPDATE SET counted_seq = EXCLUDED.counted_seq, asked_seq = EXCLUDED.asked_seq, asked_at = EXCLUDED.asked_at, is_answered = EXCLUDED.is_answered`,
    [rooms.map(({ room }) => room), rooms.map(({ counted_seq }) => counted_seq), rooms.map(({ asked_seq }) => asked_seq), rooms.map(({ asked_at }) => asked_at), rooms.map(({ is_answered }) => is_answered)],
  );
}

export type CountedQuarter = { quarter: Date; sender: number; messages: number };

/** Adds messages to the quarters of an hour in which they were written. */
export async function addMessages(query: ReportQuery, quarters: readonly CountedQuarter[]): Promise<void> {
  await query(
    `INSERT INTO report_messages AS known (quarter, sender, messages) SELECT * FROM unnest($1::timestamptz[], $2::bigint[], $3::bigint[])
     ON CONFLICT (quarter, sender) DO UPDATE SET messages = known.messages + EXCLUDED.messages`,
    [quarters.map(({ quarter }) => quarter), quarters.map(({ sender }) => sender), quarters.map(({ messages }) => messages)],
  );
}
