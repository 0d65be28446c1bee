import type { ReportKey } from '../../protocol/reports';
import type { ReportQuery } from '../database/report_pool';

/* The numbers of a report, each statement one kind of them. `is_total`: of all lines together. docs/reports.md says what each number means. */

/**
 * `experts`: whose numbers; null: everybody's. `from` is the first moment, `to` the first one behind; `starts`: where each day begins, and last
 * where the one behind the range does; `lines`: where each line begins, when lines are days or weeks.
 */
export type ReportScope = { from: Date; to: Date; by: ReportKey; experts: readonly number[] | null; starts: readonly Date[]; lines: readonly Date[] };

/** How a line is called: by its place among the lines, or by whom or what it is about. */
function keyOf({ by }: ReportScope, moment: string, expert: string | null, label: string | null): string | null {
  switch (by) {
    case 'day':
    case 'week':
      return `width_bucket(${moment}, $3::timestamptz[])::text`;
    case 'expert':
      return expert && `(${expert})::text`;
    case 'label':
      return label && `(${label})::text`;
  }
}

const bindOf = ({ from, to, lines, experts }: ReportScope) => [from, to, [...lines], experts === null ? null : [...experts]];
/** Every statement takes all four, so that they are bound in one way. */
const ALL = `($1::timestamptz IS NULL OR $2::timestamptz IS NULL OR $3::timestamptz[] IS NULL OR $4::bigint[] IS NULL OR true)`;
const among = (expert: string) => `($4::bigint[] IS NULL OR ${expert} = ANY($4::bigint[]))`;
/** A room with several labels counts for each of them, and once in the total. */
const labelled = ({ by }: ReportScope, room: string) => (by === 'label' ? `JOIN room_labels b ON b.room = ${room}` : '');
const spread = (seconds: string, filter: string) => `percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${seconds}) FILTER (WHERE ${filter})`;

export type Keyed<T> = T & { key: string | null; is_total: boolean };

/** Lines by key, and the same over all in one line more: from one pass over the source, but for labels, of which a room may have several. */
async function grouped<T>(query: ReportQuery, scope: ReportScope, key: string | null, columns: string, source: string, labels: string, where: string): Promise<Keyed<T>[]> {
  const bind = bindOf(scope);
  if (key !== null && scope.by !== 'label')
    return query<Keyed<T>>(`SELECT ${key} AS key, GROUPING(${key}) = 1 AS is_total, ${columns} FROM ${source} WHERE ${where} AND ${ALL} GROUP BY GROUPING SETS ((${key}), ())`, bind);
  const total = await query<Keyed<T>>(`SELECT NULL::text AS key, true AS is_total, ${columns} FROM ${source} WHERE ${where} AND ${ALL}`, bind);
  if (key === null) return total;
  return [...(await query<Keyed<T>>(`SELECT ${key} AS key, false AS is_total, ${columns} FROM ${source} ${labels} WHERE ${where} AND ${ALL} GROUP BY 1`, bind)), ...total];
}

/** The waits that one expert ended on one UTC day (counted from 1970); `rooms` only where it is asked for. */
export type TurnDay = { day: number; expert: number; turns: Buffer; rooms?: Buffer };

/** The packed waits of some UTC days, counted from 1970; with the rooms where these are asked for. */
export function turnDays(query: ReportQuery, { experts }: ReportScope, [first, last]: readonly [number, number], withRooms: boolean): Promise<TurnDay[]> {
  return query(
    `SELECT day - date '1970-01-01' AS day, expert, turns${withRooms ? ', rooms' : ''} FROM report_days
      WHERE day BETWEEN date '1970-01-01' + $1::int AND date '1970-01-01' + $2::int AND ($3::bigint[] IS NULL OR expert = ANY($3::bigint[]))`,
    [first, last, experts === null ? null : [...experts]],
  );
}

/** Which rooms have which labels. */
export function labelledRooms(query: ReportQuery): Promise<{ room: number; label: number }[]> {
  return query(`SELECT room, label FROM room_labels`);
}

/** How much a sender (0: all clients) wrote in each quarter of an hour of a UTC day, packed as migration 0042 says. */
export type MessageDay = { day: number; sender: number; counts: Buffer };

/** The packed messages of some UTC days, counted from 1970: of all senders, or of these experts. */
export function messageDays(query: ReportQuery, { experts }: ReportScope, [first, last]: readonly [number, number]): Promise<MessageDay[]> {
  return query(
    `SELECT day - date '1970-01-01' AS day, sender, counts FROM report_message_days
      WHERE day BETWEEN date '1970-01-01' + $1::int AND date '1970-01-01' + $2::int AND ($3::bigint[] IS NULL OR sender = ANY($3::bigint[]))`,
    [first, last, experts === null ? null : [...experts]],
  );
}

/** Orders, by when they were made. */
export function orderNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ orders: number }>[]> {
  const labels = scope.by === 'label' ? `JOIN rooms r ON r."order" = o.id JOIN room_labels b ON b.room = r.id` : '';
  return grouped(query, scope, keyOf(scope, 'o.created_at', 'o.expert', 'b.label'), 'count(*) AS orders', 'orders o', labels, `o.created_at >= $1 AND o.created_at < $2 AND ${among('o.expert')}`);
}

/** Rooms that an expert marked done, unless that was undone; from the client's first message behind the time before. */
export function resolutionNumbers(query: ReportQuery, scope: ReportScope): Promise<Keyed<{ resolved: number; resolution: number[] | null }>[]> {
  const columns = `count(*) AS resolved, ${spread('extract(epoch FROM d.resolved_at - d.begun_at)::float8', 'd.begun_at IS NOT NULL')} AS resolution`;
  return grouped(query, scope, keyOf(scope, 'd.resolved_at', 'd.expert', 'b.label'), columns, 'report_resolutions d', labelled(scope, 'd.room'), `d.resolved_at >= $1 AND d.resolved_at < $2 AND ${among('d.expert')}`);
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

/** Of waits that are over: how many more began than ended on each day of the range (the first is 1) and in all the time behind it. */
export async function endedWaits(query: ReportQuery, { from, starts }: ReportScope): Promise<Map<number, number>> {
  const rows = await query<{ day: number; more: number }>(`SELECT width_bucket(quarter, $2::timestamptz[]) AS day, sum(asked - closed)::bigint AS more FROM report_waits WHERE quarter >= $1 GROUP BY 1`, [from, [...starts]]);
  return new Map(rows.map(({ day, more }) => [day, more]));
}

/** Who waits still: on which day of the range it began, 0 before it. */
export async function openWaits(query: ReportQuery, { to, starts }: ReportScope): Promise<Map<number, number>> {
  const rows = await query<{ day: number; waits: number }>(
    `SELECT width_bucket(c.asked_at, $2::timestamptz[]) AS day, count(*) AS waits FROM report_rooms c JOIN rooms r ON r.id = c.room
      WHERE c.asked_at IS NOT NULL AND c.asked_at < $1 AND r.owed_since IS NOT NULL AND NOT r.is_done GROUP BY 1`,
    [to, [...starts]],
  );
  return new Map(rows.map(({ day, waits }) => [day, waits]));
}

/** The first moment of each day in a zone, and of the one behind the last. */
export async function dayStarts(query: ReportQuery, from: string, to: string, zone: string): Promise<Date[]> {
  const rows = await query<{ start: Date }>(`SELECT ($1::date + n)::timestamp AT TIME ZONE $3 AS start FROM generate_series(0, $2::date - $1::date + 1) n ORDER BY n`, [from, to, zone]);
  return rows.map(({ start }) => start);
}

/** What experts or labels are called. */
export async function namesOf(query: ReportQuery, by: 'expert' | 'label', ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  return by === 'expert'
    ? query(`SELECT id, first_name || ' ' || last_name AS name FROM users WHERE id = ANY($1::bigint[])`, [[...ids]])
    : query(`SELECT id, name FROM labels WHERE id = ANY($1::bigint[])`, [[...ids]]);
}
