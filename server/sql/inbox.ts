import type { Database, Within } from '../database/database';
import type { RoomViewRow } from '../present/room';
import type { RoomState, Totals } from '../../protocol/entities';
import { OWED_SINCE, ROOM_VIEW, STATE, UNREAD_COUNT } from './rooms';
import { isoOrNull } from '../present/time';

/** The rooms a caller holds: $1 user, $2 the order of an invite's session or null. */
const HELD = `me."user" = $1 AND me.left_at IS NULL AND ($2::bigint IS NULL OR r."order" = $2)`;

/** The last transaction that changed the room or its order; for an expert also what only experts see. */
const MOVED = `greatest(r.changed_xid, CASE WHEN me.role = 'expert' THEN r.experts_xid END)`;
/** The last transaction that changed anything the caller sees: any participant's cursor too. */
const CHANGED = `greatest(${MOVED}, (SELECT p.changed_xid FROM participants p WHERE p.room = r.id ORDER BY p.changed_xid DESC LIMIT 1))`;

export type Holding = { user: number; order: number | null };
export type ChangedRow = RoomViewRow & { changed: string };

/**
 * Transaction ids that bound the current snapshot. Everything below `xmin` is finished, so whoever has read this snapshot needs, next
 * time, only what was written by transactions from `xmin` on: ids and clocks cannot say that, a lower one may commit later.
 */
export async function snapshotBounds(db: Database, within: Within): Promise<{ xmin: string; xmax: string; now: Date; history: string }> {
  const rows = await db.rows<{ xmin: string; xmax: string; now: Date; history: string }>(
    within,
    `SELECT pg_snapshot_xmin(s)::text AS xmin, pg_snapshot_xmax(s)::text AS xmax, now() AS now, ${HISTORY} AS history FROM pg_current_snapshot() s`,
  );
  return rows[0]!;
}

/**
 * Which history the ids belong to: of another cluster, another database, or one that was restored to an earlier moment (a new timeline),
 * the same ids mean other changes.
 */
const HISTORY = `to_hex((SELECT system_identifier FROM pg_control_system())) || to_hex((SELECT oid::bigint FROM pg_database WHERE datname = current_database()))
  || to_hex((SELECT timeline_id FROM pg_control_checkpoint()))`;

/** What was touched by transaction $3 or later: two sets that are found as such, which is far less work than asking each room for its last change. */
const TOUCHED = `
  SELECT me.room FROM participants me JOIN rooms r ON r.id = me.room
   WHERE ${HELD} AND (r.changed_xid >= $3::text::xid8 OR (me.role = 'expert' AND r.experts_xid >= $3::text::xid8))
  UNION
  SELECT me.room FROM participants me JOIN participants p ON p.room = me.room AND p.changed_xid >= $3::text::xid8
   WHERE me."user" = $1 AND me.left_at IS NULL`;

/** Rooms changed by transaction `from` or later, the latest change first, behind the place `after` in that order. */
export async function changedRooms(
  db: Database,
  within: Within,
  holding: Holding,
  from: string,
  after: { changed: string; room: number } | null,
  limit: number,
): Promise<ChangedRow[]> {
  // Whoever has nothing yet gets all, in an order that asks the rooms alone: what changes under his pages comes with the next catch-up.
  const among = from === '0' ? 'participants me JOIN rooms r ON r.id = me.room' : `(${TOUCHED}) t JOIN rooms r ON r.id = t.room JOIN participants me ON me.room = r.id`;
  // The whole is asked for in many pages, and planned once; of what has changed since, a plan that knows the moment finds far less.
  const ask = from === '0' ? db.planned : db.rows;
  return ask(
    within,
    `WITH page AS (
       SELECT r.id, ${from === '0' ? MOVED : CHANGED} AS changed FROM ${among} WHERE ${HELD} OFFSET 0
     ), picked AS MATERIALIZED (
       SELECT * FROM page WHERE changed >= $3::text::xid8 AND ($4::text IS NULL OR (changed, id) < ($4::text::xid8, $5::bigint)) ORDER BY changed DESC, id DESC LIMIT $6
     )
     SELECT picked.changed::text AS changed, ${ROOM_VIEW}
       FROM picked JOIN rooms r ON r.id = picked.id JOIN participants me ON me.room = r.id AND me."user" = $1
      ORDER BY picked.changed DESC, picked.id DESC`,
    [holding.user, holding.order, from, after?.changed ?? null, after?.room ?? null, limit],
  );
}

/** Rooms the caller lost by transaction `from` or later. */
export async function lostRooms(db: Database, within: Within, { user, order }: Holding, from: string): Promise<number[]> {
  const rows = await db.rows<{ room: number }>(
    within,
    `SELECT p.room FROM participants p JOIN rooms r ON r.id = p.room
      WHERE p."user" = $1 AND p.left_at IS NOT NULL AND p.changed_xid >= $2::text::xid8 AND ($3::bigint IS NULL OR r."order" = $3)`,
    [user, from, order],
  );
  return rows.map((row) => row.room);
}

/** The sums over all rooms of the caller. `OFFSET 0`: each room's unread is counted once, and not wherever it is named. */
export async function inboxTotals(db: Database, within: Within, holding: Holding): Promise<Totals> {
  const rows = await db.planned<Omit<Totals, 'oldest_owed_since'> & { oldest_owed_since: Date | null }>(
    within,
    `SELECT coalesce(sum(unread), 0)::bigint AS unread_count, count(*) FILTER (WHERE unread > 0) AS unread_rooms,
            count(owed_since) AS owed_rooms, min(owed_since) AS oldest_owed_since
       FROM (SELECT ${OWED_SINCE} AS owed_since, ${UNREAD_COUNT} AS unread
               FROM participants me JOIN rooms r ON r.id = me.room WHERE ${HELD} OFFSET 0) x`,
    [holding.user, holding.order],
  );
  const row = rows[0]!;
  return { ...row, oldest_owed_since: isoOrNull(row.oldest_owed_since) };
}

export type RoomSort = 'recent' | 'owed';
export type RoomFilter = 'all' | 'unread' | RoomState;
export type ListedRow = RoomViewRow & { sort_key: string };

/** One page of the caller's rooms, planned anew for its filter (a plan for all filters would try each on every room), in the asked order; `after` is the sort key and id of the last room of the page before. */
export async function listRooms(
  db: Database,
  within: Within,
  holding: Holding,
  query: { sort: RoomSort; filter: RoomFilter; q: string | undefined; after: { key: string; room: number } | null; limit: number },
): Promise<ListedRow[]> {
  // Both orders by a time; the place between two pages is its seconds. What is owed nothing stands at the end of all times.
  const moment = query.sort === 'owed' ? `coalesce(${OWED_SINCE}, to_timestamp(1e12))` : 'r.updated_at';
  const [behind, direction] = query.sort === 'owed' ? (['>', 'ASC'] as const) : (['<', 'DESC'] as const);
  return db.rows(
    within,
    `WITH listed AS (
       SELECT r.id, ${moment} AS moment FROM participants me JOIN rooms r ON r.id = me.room
        WHERE ${HELD} AND ($3 <> 'owed' OR ${OWED_SINCE} IS NOT NULL) AND ($3 NOT IN ('waiting', 'snoozed', 'done') OR ${STATE} = $3)
          AND ($3 <> 'unread' OR me.unread_from IS NOT NULL OR ${UNREAD_COUNT} > 0)
          AND ($4::text IS NULL OR position(lower($4) IN lower(
                (SELECT o.id || ' ' || o.title || ' ' || u.first_name || ' ' || u.last_name
                   FROM orders o JOIN users u ON u.id = o.client WHERE o.id = r."order"))) > 0)
     ), picked AS MATERIALIZED (
       SELECT * FROM listed WHERE $5::float8 IS NULL OR (moment, id) ${behind} (to_timestamp($5::float8), $6::bigint)
        ORDER BY moment ${direction}, id ${direction} LIMIT $7
     )
     SELECT extract(epoch FROM picked.moment)::text AS sort_key, ${ROOM_VIEW}
       FROM picked JOIN rooms r ON r.id = picked.id JOIN participants me ON me.room = r.id AND me."user" = $1
      ORDER BY picked.moment ${direction}, picked.id ${direction}`,
    [holding.user, holding.order, query.filter, query.q ?? null, query.after?.key ?? null, query.after?.room ?? null, query.limit],
  );
}
