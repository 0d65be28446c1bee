import type { Caller } from '../caller';
import type { Database, Within } from '../database/database';
import type { FloorRoomRow, FloorRow, ReceiverRow } from '../models/floor';
import type { OrderRow, RoomRow } from '../models/room';
import { CLOSED, IS_OPEN } from './queue';

const IS_AWAY = `coalesce(s.away_since IS NOT NULL AND (s.away_until IS NULL OR s.away_until > now()), false)`;
/** Found in the index of open orders alone: it costs by what he has, and not by what he ever had. */
const OPEN = `(SELECT count(*) FROM orders o WHERE o.expert = u.id AND ${IS_OPEN})`;
const OWED_NOW = `r.owed_since IS NOT NULL AND NOT r.is_done AND (r.snoozed_until IS NULL OR r.snoozed_until <= now())`;

/**
 * Whether `lead` leads a team in which `member` is: the one place that says so. A lead has the role still, and an open account; a closed team
 * has no leads. Nobody leads himself.
 */
const leads = (lead: string, member: string) => `
  (${lead} <> ${member} AND EXISTS (
    SELECT 1 FROM team_members l JOIN teams t ON t.id = l.team AND t.closed_at IS NULL JOIN team_members m ON m.team = l.team
      JOIN users lu ON lu.id = l."user" AND lu.role IN ('lead', 'admin') AND lu.disabled_at IS NULL
     WHERE l."user" = ${lead} AND l.is_lead AND m."user" = ${member}))`;

/** The caller's session is alive, and a full one. $2 is the session, $3 its order. */
const LIVES = `$3::bigint IS NULL AND EXISTS (SELECT 1 FROM sessions e WHERE e.id = $2 AND e.revoked_at IS NULL AND e.expires_at > now())`;

const STANDING = (capacity: string) => `
  u.id, u.first_name, u.last_name, u.role, ${IS_AWAY} AS is_away, s.away_until, ${OPEN} AS open, coalesce(s.capacity, ${capacity}::int) AS capacity, s.last_given_at`;
const ANSWERING = `u.role IN ('expert', 'lead') AND u.disabled_at IS NULL`;

/** Everybody who answers orders, by name. Who waits for whom is found once for all of them, from the rooms that are owed. */
export async function floorOf(db: Database, within: Within, reader: number, capacity: number | null): Promise<FloorRow[]> {
  return db.rows<FloorRow>(
    within,
    `WITH waiting AS MATERIALIZED (
       SELECT o.expert, count(*) AS owed, min(r.owed_since) AS oldest_owed_since FROM rooms r JOIN orders o ON o.id = r."order"
        WHERE ${OWED_NOW} AND o.expert IS NOT NULL GROUP BY o.expert
     )
     SELECT ${STANDING('$2')}, ${leads('$1::bigint', 'u.id')} AS is_led, coalesce(w.owed, 0) AS owed, w.oldest_owed_since
       FROM users u LEFT JOIN expert_states s ON s."user" = u.id LEFT JOIN waiting w ON w.expert = u.id
      WHERE ${ANSWERING} ORDER BY u.first_name, u.last_name, u.id`,
    [reader, capacity],
  );
}

/** Locks what is kept of an expert, and makes it where there was nothing. */
export async function lockState(db: Database, within: Within, user: number): Promise<{ capacity: number | null }> {
  await db.rows(within, `INSERT INTO expert_states ("user") VALUES ($1) ON CONFLICT DO NOTHING`, [user]);
  return (await db.rows<{ capacity: number | null }>(within, `SELECT capacity FROM expert_states WHERE "user" = $1 FOR UPDATE`, [user]))[0]!;
}

/** How many open orders the user has. */
export async function countOpen(db: Database, within: Within, user: number): Promise<number> {
  const rows = await db.rows<{ open: number }>(within, `SELECT count(*) AS open FROM orders o WHERE o.expert = $1 AND ${IS_OPEN}`, [user]);
  return rows[0]!.open;
}

/** He was given an order now. */
export async function markGiven(db: Database, within: Within, user: number): Promise<void> {
  await db.rows(
    within,
    `INSERT INTO expert_states ("user", last_given_at) VALUES ($1, clock_timestamp()) ON CONFLICT ("user") DO UPDATE SET last_given_at = clock_timestamp()`,
    [user],
  );
}

/** Marks an expert away, until this moment or until he is back, or back again. */
export async function saveAway(db: Database, within: Within, user: number, isAway: boolean, until: string | null): Promise<void> {
  await db.rows(
    within,
    `INSERT INTO expert_states ("user", away_since, away_until) VALUES ($1, CASE WHEN $2::boolean THEN now() END, $3)
     ON CONFLICT ("user") DO UPDATE SET away_until = excluded.away_until,
       away_since = CASE WHEN $2::boolean THEN coalesce(expert_states.away_since, now()) END`,
    [user, isAway, until],
  );
}

/** How many open orders an expert takes; null: as many as is usual. */
export async function saveCapacity(db: Database, within: Within, user: number, capacity: number | null): Promise<void> {
  await db.rows(within, `INSERT INTO expert_states ("user", capacity) VALUES ($1, $2) ON CONFLICT ("user") DO UPDATE SET capacity = excluded.capacity`, [user, capacity]);
}

/** Whether the user answers orders, and whether the caller leads him. */
export async function standingOf(db: Database, within: Within, caller: Caller, user: number): Promise<{ is_led: boolean } | undefined> {
  const rows = await db.rows<{ is_led: boolean }>(
    within,
    `SELECT ${leads('$1::bigint', 'u.id')} AS is_led FROM users u WHERE u.id = $4 AND u.role IN ('expert', 'lead') AND u.disabled_at IS NULL AND ${LIVES}`,
    [caller.user, caller.session, caller.order, user],
  );
  return rows[0];
}

/** The rooms of a member's orders for whoever leads him, the longest owed first, then the last used. */
export async function roomsOfMember(db: Database, within: Within, caller: Caller, user: number, limit: number): Promise<FloorRoomRow[]> {
  return db.rows<FloorRoomRow>(
    within,
    `SELECT r.id AS room, o.id AS "order", o.title AS order_title, o.status AS order_status, c.id, c.first_name, c.last_name, c.role,
       CASE WHEN ${OWED_NOW} THEN r.owed_since END AS owed_since,
       (SELECT m.created_at FROM messages m WHERE m.room = r.id AND m.seq = r.last_seq) AS last_message_at
       FROM orders o JOIN rooms r ON r."order" = o.id JOIN users c ON c.id = o.client
      WHERE o.expert = $4 AND ${leads('$1::bigint', 'o.expert')} AND ${LIVES}
      ORDER BY (CASE WHEN ${OWED_NOW} THEN r.owed_since END) NULLS LAST, r.updated_at DESC LIMIT $5`,
    [caller.user, caller.session, caller.order, user, limit],
  );
}

/** The room, when its order's expert is in a team that the caller leads. */
export async function findLedRoom(db: Database, within: Within, caller: Caller, room: number): Promise<RoomRow | undefined> {
  const rows = await db.rows<RoomRow>(
    within,
    `SELECT r.* FROM rooms r JOIN orders o ON o.id = r."order" WHERE r.id = $4 AND ${leads('$1::bigint', 'o.expert')} AND ${LIVES}`,
    [caller.user, caller.session, caller.order, room],
  );
  return rows[0];
}

/** The same of an order, locked. It is asked again once it is locked: it may have changed hands meanwhile. */
export async function lockLedOrder(db: Database, within: Within, caller: Caller, order: number): Promise<OrderRow | undefined> {
  const bind = [caller.user, caller.session, caller.order, order];
  const where = `o.id = $4 AND ${leads('$1::bigint', 'o.expert')} AND ${LIVES}`;
  if ((await db.rows(within, `SELECT o.id FROM orders o WHERE ${where} FOR UPDATE OF o`, bind)).length === 0) return undefined;
  return (await db.rows<OrderRow>(within, `SELECT o.* FROM orders o WHERE ${where}`, bind))[0];
}

/**
 * The longest-waiting order that the server gives out itself, locked, and none that another server has locked; `passed`: teams in which
 * nobody has a free place (0: everybody's queue).
 */
export async function lockNextToAssign(db: Database, within: Within, isAssigning: boolean, passed: readonly number[]): Promise<OrderRow | undefined> {
  const rows = await db.rows<OrderRow>(
    within,
    `SELECT o.* FROM orders o LEFT JOIN teams t ON t.id = o.team
      WHERE o.queued_at IS NOT NULL AND o.status <> ALL ($1::text[]) AND coalesce(t.is_assigning, $2) AND coalesce(o.team, 0) <> ALL ($3::bigint[])
      ORDER BY o.queued_at, o.id LIMIT 1 FOR UPDATE OF o SKIP LOCKED`,
    [[...CLOSED], isAssigning, [...passed]],
  );
  return rows[0];
}

/** Locks what is kept of whoever may get an order of this team (null: of everybody's queue); whom another server is giving one to is passed over. */
export async function lockReceivers(db: Database, within: Within, team: number | null): Promise<number[]> {
  await db.rows(within, `INSERT INTO expert_states ("user") SELECT id FROM users WHERE role IN ('expert', 'lead') AND disabled_at IS NULL ON CONFLICT DO NOTHING`);
  const rows = await db.rows<{ user: number }>(
    within,
    `SELECT s."user" FROM expert_states s JOIN users u ON u.id = s."user" AND u.role IN ('expert', 'lead') AND u.disabled_at IS NULL
      WHERE $1::bigint IS NULL OR EXISTS (SELECT 1 FROM team_members m WHERE m.team = $1 AND m."user" = s."user")
      ORDER BY s."user" FOR UPDATE OF s SKIP LOCKED`,
    [team],
  );
  return rows.map(({ user }) => user);
}

/** How these stand now, in a snapshot that is younger than their locks; who waits for them is not asked. */
export async function receiversNow(db: Database, within: Within, users: readonly number[], capacity: number | null): Promise<ReceiverRow[]> {
  return db.rows<ReceiverRow>(
    within,
    `SELECT ${STANDING('$2')} FROM users u LEFT JOIN expert_states s ON s."user" = u.id WHERE ${ANSWERING} AND u.id = ANY ($1::bigint[])`,
    [[...users], capacity],
  );
}
