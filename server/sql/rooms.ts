import type { Database, Within } from '../database/database';
import type { RoomRow } from '../models/room';
import type { RoomViewRow } from '../present/room';
import { MESSAGE_VIEW } from './messages';

/**
 * Others' undeleted messages behind my cursor: all numbers behind it, less what does not count. It is reckoned, never kept: a stored number
 * could lie. Messages themselves are not gone through; the few that do not count stand in an index of their own (`messages_uncounted`).
 */
export const UNREAD_COUNT = `
  (CASE WHEN me.read_seq >= r.last_seq THEN 0 ELSE r.last_seq - me.read_seq - (SELECT count(*) FROM messages m
    WHERE m.room = r.id AND m.seq > me.read_seq AND (m.deleted_at IS NOT NULL OR m.is_ahead) AND (m.deleted_at IS NOT NULL OR m.sender = me."user")) END)`;

/** When the oldest client message came that nobody answered; for clients, to whom what experts waive, snooze or end is none of theirs. */
const UNANSWERED_SINCE = `
  CASE WHEN r.waived_seq <= r.answered_seq THEN r.owed_since ELSE
    (SELECT m.created_at FROM messages m WHERE m.room = r.id AND m.seq > r.answered_seq AND m.side = 'client' AND m.deleted_at IS NULL ORDER BY m.seq LIMIT 1) END`;

/** Since when the room is owed for its reader, at the transaction's moment; `present/triage` says the same. */
export const OWED_SINCE = `
  CASE WHEN me.role = 'client' THEN ${UNANSWERED_SINCE} WHEN r.is_done OR r.snoozed_until > now() THEN NULL ELSE r.owed_since END`;

/** What the room asks of its expert; null for clients. */
export const STATE = `
  CASE WHEN me.role = 'client' THEN NULL WHEN r.is_done THEN 'done' WHEN r.snoozed_until > now() THEN 'snoozed'
    WHEN r.owed_since IS NOT NULL THEN 'owed' ELSE 'waiting' END`;

/** Everything of a room that its holder sees, in one statement; `r` is the room, `me` his participation. */
export const ROOM_VIEW = `
  r.id, r."order", r.last_seq, r.last_rev, r.owed_since, r.snoozed_until, r.is_done, now() AS at, me.role AS side,
  CASE WHEN me.role = 'client' THEN ${UNANSWERED_SINCE} END AS unanswered_since, r.created_at, r.updated_at, me.read_seq, me.is_muted, me.is_pinned, me.unread_from,
  (SELECT title FROM orders o WHERE o.id = r."order") AS order_title,
  (SELECT status FROM orders o WHERE o.id = r."order") AS order_status,
  CASE WHEN me.role = 'expert' THEN (SELECT min(w.due_at) FROM promises w WHERE w.room = r.id AND w.closed_at IS NULL) END AS due_at,
  CASE WHEN me.role = 'expert' THEN (SELECT priority FROM orders o WHERE o.id = r."order") END AS priority,
  CASE WHEN me.role = 'expert' THEN (SELECT team FROM orders o WHERE o.id = r."order") END AS team,
  CASE WHEN me.role = 'expert' THEN r.answered_seq > 0 END AS is_answered,
  CASE WHEN me.role = 'expert' THEN (SELECT coalesce(json_agg(b.label ORDER BY b.label), '[]') FROM room_labels b WHERE b.room = r.id) END AS labels,
  ${UNREAD_COUNT} AS unread_count,
  (SELECT coalesce(json_agg(x ORDER BY x.id), '[]') FROM (
    SELECT p.id, p.room, p."user", p.role, p.read_seq, p.last_read_at, p.joined_at, p.left_at, u.first_name, u.last_name, u.role AS user_role, u.time_zone,
           p."user" IS NOT DISTINCT FROM (SELECT o.expert FROM orders o WHERE o.id = r."order") AS is_responsible
      FROM participants p JOIN users u ON u.id = p."user" WHERE p.room = r.id AND p.left_at IS NULL) x) AS participants,
  (SELECT row_to_json(x) FROM (
    SELECT ${MESSAGE_VIEW} FROM messages m JOIN users u ON u.id = m.sender WHERE m.room = r.id AND m.seq = r.last_seq) x) AS last_message`;

/** These rooms as the user sees them; rooms he does not hold are left out. */
export async function roomViews(db: Database, within: Within, user: number, rooms: readonly number[]): Promise<RoomViewRow[]> {
  return db.planned(
    within,
    `SELECT ${ROOM_VIEW} FROM participants me JOIN rooms r ON r.id = me.room
      WHERE me."user" = $1 AND me.left_at IS NULL AND r.id = ANY($2::bigint[])`,
    [user, [...rooms]],
  );
}

/** A room as nobody in particular sees it: for the marketplace, which reads nothing and so has nothing unread. Of the experts' decisions it sees what the client does. */
export async function roomViewOfOrder(db: Database, within: Within, order: number): Promise<RoomViewRow | undefined> {
  const rows = await db.planned<RoomViewRow>(
    within,
    `SELECT ${ROOM_VIEW} FROM rooms r CROSS JOIN LATERAL (
      SELECT r.last_seq AS read_seq, 0::bigint AS "user", 'client' AS role, false AS is_muted, false AS is_pinned, NULL::bigint AS unread_from) me WHERE r."order" = $1`,
    [order],
  );
  return rows[0];
}

/** A room as its experts' side sees it, for somebody who is not in it: he has read nothing, and nothing is unread for him. */
export async function roomViewForLead(db: Database, within: Within, room: number): Promise<RoomViewRow | undefined> {
  const rows = await db.rows<RoomViewRow>(
    within,
    `SELECT ${ROOM_VIEW} FROM rooms r CROSS JOIN LATERAL (
      SELECT r.last_seq AS read_seq, 0::bigint AS "user", 'expert' AS role, false AS is_muted, false AS is_pinned, NULL::bigint AS unread_from) me WHERE r.id = $1`,
    [room],
  );
  return rows[0];
}

/** The room of an order, which still says nothing of who may see it. */
export async function roomOfOrder(db: Database, within: Within, order: number): Promise<RoomRow | undefined> {
  return (await db.rows<RoomRow>(within, `SELECT * FROM rooms WHERE "order" = $1`, [order]))[0];
}

/** Makes the order's room; undefined when it already was there. */
export async function insertRoom(db: Database, within: Within, order: number): Promise<RoomRow | undefined> {
  const rows = await db.rows<RoomRow>(within, `INSERT INTO rooms ("order") VALUES ($1) ON CONFLICT DO NOTHING RETURNING *`, [order]);
  return rows[0];
}

/** Locks a room that is known to exist, whoever asks; for changes that come with its order. */
export async function lockRoomOfOrder(db: Database, within: Within, order: number): Promise<RoomRow | undefined> {
  return (await db.rows<RoomRow>(within, `SELECT * FROM rooms WHERE "order" = $1 FOR UPDATE`, [order]))[0];
}

/** Locks a room that is known to exist, whoever asks. */
export async function lockRoomById(db: Database, within: Within, room: number): Promise<RoomRow | undefined> {
  return (await db.rows<RoomRow>(within, `SELECT * FROM rooms WHERE id = $1 FOR UPDATE`, [room]))[0];
}

/** Writes the room's numbers after a post, an edit or a deletion, and marks it changed for the inboxes. */
export async function saveRoom(
  db: Database,
  within: Within,
  room: Pick<RoomRow, 'id' | 'last_seq' | 'last_rev' | 'answered_seq' | 'owed_since' | 'snoozed_until' | 'is_done'>,
): Promise<void> {
  await db.rows(
    within,
    `UPDATE rooms SET last_seq = $2, last_rev = $3, answered_seq = $4, owed_since = $5, snoozed_until = $6, is_done = $7,
        updated_at = CASE WHEN last_seq < $2 THEN clock_timestamp() ELSE updated_at END, changed_xid = pg_current_xact_id()
      WHERE id = $1`,
    [room.id, room.last_seq, room.last_rev, room.answered_seq, room.owed_since, room.snoozed_until, room.is_done],
  );
}

/** Marks a room changed for the experts' inboxes alone: something moved that its client does not see. */
export async function touchRoomForExperts(db: Database, within: Within, room: number): Promise<void> {
  await db.rows(within, `UPDATE rooms SET experts_xid = pg_current_xact_id() WHERE id = $1`, [room]);
}

/** Marks a room changed for the inboxes without a change of its numbers: its order or its participants moved. */
export async function touchRoom(db: Database, within: Within, room: number): Promise<void> {
  await db.rows(within, `UPDATE rooms SET changed_xid = pg_current_xact_id() WHERE id = $1`, [room]);
}
