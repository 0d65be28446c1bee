import type { ReportKey } from '../../protocol/reports';
import type { ReportQuery } from '../database/report_pool';

/* The numbers of a report, each statement one kind of them. `is_total`: of all lines together. docs/reports.md says what each number means. */

/** `experts`: whose numbers; null: everybody's. `from` is the first moment, `to` the first one behind. */
export type ReportScope = { from: Date; to: Date; zone: string; by: ReportKey; experts: readonly number[] | null };

/** How a line is called: by a moment, or by whom or what it is about. */
function keyOf({ by }: ReportScope, moment: string, expert: string | null, label: string | null): string | null {
  switch (by) {
    case 'day':
      return `to_char(${moment} AT TIME ZONE $3, 'YYYY-MM-DD')`;
    case 'week':
      return `to_char(date_trunc('week', ${moment} AT TIME ZONE $3), 'YYYY-MM-DD')`;
    case 'expert':
      return expert && `(${expert})::text`;
    case 'label':
      return label && `(${label})::text`;
  }
}

const bindOf = ({ from, to, zone, experts }: ReportScope) => [from, to, zone, experts === null ? null : [...experts]];
/** Every statement takes all four, so that they are bound in one way. */
const ALL = `$3::text IS NOT NULL AND ($4::bigint[] IS NULL OR true)`;
const among = (expert: string) => `($4::bigint[] IS NULL OR ${expert} = ANY($4::bigint[]))`;
/** A room with several labels counts for each of them, and once in the total. */
const labelled = ({ by }: ReportScope, room: string) => (by === 'label' ? `JOIN room_labels b ON b.room = ${room}` : '');
const spread = (seconds: string, filter: string) => `percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${seconds}) FILTER (WHERE ${filter})`;

export type Keyed<T> = T & { key: string | null; is_total: boolean };

/** Lines by key from a statement whose first column is the key, and the same over all in one line more. */
async function grouped<T>(query: ReportQuery, scope: ReportScope, key: string | null, columns: string, source: string, labels: string, where: string): Promise<Keyed<T>[]> {
  const bind = bindOf(scope);
  const total = await query<Keyed<T>>(`SELECT NULL::text AS key, true AS is_total, ${columns} FROM ${source} WHERE ${where} AND ${ALL}`, bind);
  if (key === null) return total;
  const lines = await query<Keyed<T>>(`SELECT ${key} AS key, false AS is_total, ${columns} FROM ${source} ${labels} WHERE ${where} AND ${ALL} GROUP BY 1`, bind);
  return [...lines.filter((line) => line.key !== null), ...total];
}

type TurnNumbers = {
  answers: number;
  first_answer: number[] | null;
  next_answer: number[] | null;
  first_answer_working: number[] | null;
  next_answer_working: number[] | null;
  levels_met: number;
  levels_missed: number;
};

/** Answers, by when they were given. */
export function turnNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<TurnNumbers>[]> {
  const wall = 'extract(epoch FROM t.closed_at - t.asked_at)::float8';
  const columns = `count(*) AS answers,
    ${spread(wall, 't.is_first')} AS first_answer, ${spread(wall, 'NOT t.is_first')} AS next_answer,
    ${spread('t.working_seconds', 't.is_first AND t.working_seconds IS NOT NULL')} AS first_answer_working,
    ${spread('t.working_seconds', 'NOT t.is_first AND t.working_seconds IS NOT NULL')} AS next_answer_working,
    count(*) FILTER (WHERE t.is_met) AS levels_met, count(*) FILTER (WHERE NOT t.is_met) AS levels_missed`;
  const where = `t.closed_at >= $1 AND t.closed_at < $2 AND t.expert IS NOT NULL AND ${among('t.expert')}`;
  return grouped(query, scope, keyOf(scope, 't.closed_at', 't.expert', 'b.label'), columns, 'report_turns t', labelled(scope, 't.room'), where);
}

/** Messages of the clients (all of them, or none where single experts are asked for) and of experts. */
export function messageNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ client_messages: number; expert_messages: number }>[]> {
  const columns = `coalesce(sum(m.messages) FILTER (WHERE m.sender = 0), 0)::bigint AS client_messages, coalesce(sum(m.messages) FILTER (WHERE m.sender <> 0), 0)::bigint AS expert_messages`;
  const where = `m.quarter >= $1 AND m.quarter < $2 AND ${among('m.sender')}`;
  return grouped(query, scope, keyOf(scope, 'm.quarter', 'nullif(m.sender, 0)', null), columns, 'report_messages m', '', where);
}

/** Orders, by when they were made. */
export function orderNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ orders: number }>[]> {
  const labels = scope.by === 'label' ? `JOIN rooms r ON r."order" = o.id JOIN room_labels b ON b.room = r.id` : '';
  return grouped(query, scope, keyOf(scope, 'o.created_at', 'o.expert', 'b.label'), 'count(*) AS orders', 'orders o', labels, `o.created_at >= $1 AND o.created_at < $2 AND ${among('o.expert')}`);
}

/** Rooms that an expert marked done, unless that was undone; from the client's first message behind the time before. */
export function resolutionNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ resolved: number; resolution: number[] | null }>[]> {
  const source = `(SELECT e.room, e.actor, e.created_at, (
      SELECT m.created_at FROM messages m WHERE m.room = e.room AND m.side = 'client' AND m.seq <= e.after_seq AND m.seq > coalesce((
          SELECT max(p.after_seq) FROM room_events p WHERE p.room = e.room AND p.id < e.id AND p.kind = 'room_done'
             AND NOT EXISTS (SELECT 1 FROM room_events v WHERE v.room = e.room AND v.kind = 'triage_undone' AND (v.data->>'event')::bigint = p.id)), 0)
       ORDER BY m.seq LIMIT 1) AS begun_at
      FROM room_events e WHERE e.kind = 'room_done' AND e.created_at >= $1 AND e.created_at < $2
       AND NOT EXISTS (SELECT 1 FROM room_events u WHERE u.room = e.room AND u.kind = 'triage_undone' AND (u.data->>'event')::bigint = e.id)) d`;
  const columns = `count(*) AS resolved, ${spread('extract(epoch FROM d.created_at - d.begun_at)::float8', 'd.begun_at IS NOT NULL')} AS resolution`;
  return grouped(query, scope, keyOf(scope, 'd.created_at', 'd.actor', 'b.label'), columns, source, labelled(scope, 'd.room'), among('d.actor'));
}

/** Promises, by when they were due; one that was cancelled before its time is none. */
export function promiseNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ promises_kept: number; promises_late: number }>[]> {
  const columns = `count(*) FILTER (WHERE w.closed_at <= w.due_at AND NOT w.is_cancelled) AS promises_kept,
    count(*) FILTER (WHERE w.closed_at > w.due_at OR (w.closed_at IS NULL AND w.due_at < now())) AS promises_late`;
  return grouped(query, scope, keyOf(scope, 'w.due_at', 'w."user"', 'b.label'), columns, 'promises w', labelled(scope, 'w.room'), `w.due_at >= $1 AND w.due_at < $2 AND ${among('w."user"')}`);
}

/** Ratings, by when they were given first, of the order's expert. */
export function ratingNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ ratings: number; rating: number | null }>[]> {
  const labels = scope.by === 'label' ? `JOIN rooms r ON r."order" = o.id JOIN room_labels b ON b.room = r.id` : '';
  const where = `g.created_at >= $1 AND g.created_at < $2 AND ${among('o.expert')}`;
  return grouped(query, scope, keyOf(scope, 'g.created_at', 'o.expert', 'b.label'), 'count(*) AS ratings, avg(g.rating)::float8 AS rating', 'ratings g JOIN orders o ON o.id = g."order"', labels, where);
}

/** Clients who waited within the range: on which day they began to, and on which they were answered (null: not yet). */
export async function waitsByDay(query: ReportQuery, scope: ReportScope): Promise<{ asked: string; closed: string | null; waits: number }[]> {
  const day = (moment: string) => `to_char(${moment} AT TIME ZONE $3, 'YYYY-MM-DD')`;
  return query(
    `SELECT ${day('greatest(w.asked_at, $1)')} AS asked, ${day('least(w.closed_at, $2)')} AS closed, count(*) AS waits FROM (
       SELECT t.asked_at, t.closed_at FROM report_turns t WHERE t.closed_at >= $1 AND t.asked_at < $2
       UNION ALL
       SELECT c.asked_at, 'infinity' FROM report_rooms c JOIN rooms r ON r.id = c.room
        WHERE c.asked_at < $2 AND r.owed_since IS NOT NULL AND NOT r.is_done) w
      WHERE ${ALL} GROUP BY 1, 2`,
    bindOf(scope),
  );
}

/** The first moment of a day in a zone, and the first behind the last one. */
export async function boundsOf(query: ReportQuery, from: string, to: string, zone: string): Promise<{ from: Date; to: Date }> {
  return (await query<{ from: Date; to: Date }>(`SELECT ($1::date)::timestamp AT TIME ZONE $3 AS "from", ($2::date + 1)::timestamp AT TIME ZONE $3 AS "to"`, [from, to, zone]))[0]!;
}

/** What experts or labels are called. */
export async function namesOf(query: ReportQuery, by: 'expert' | 'label', ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  return by === 'expert'
    ? query(`SELECT id, first_name || ' ' || last_name AS name FROM users WHERE id = ANY($1::bigint[])`, [[...ids]])
    : query(`SELECT id, name FROM labels WHERE id = ANY($1::bigint[])`, [[...ids]]);
}
