import type { Database, Within } from '../database/database';
import type { Actor } from '../caller';
import type { ParticipantRow, RoomRow } from '../models/room';

/**
 * The one place that says who may touch a room `r`: a current participant, whose session is alive and, when it came by an invite, holds this
 * room's order. Takes what stands for the user, for the session's order or null, and for the session; null when the server acts for the user,
 * who need not be signed in then. Each is looked up as a value, by its key: of an EXISTS the planner may make a join that reads all sessions, or
 * all rooms of the user, to find one.
 */
export const isMember = (user: string, order: string, session: string) => `
  (SELECT p.left_at IS NULL FROM participants p WHERE p.room = r.id AND p."user" = ${user})
  AND (SELECT u.disabled_at IS NULL FROM users u WHERE u.id = ${user})
  AND (${session} IS NULL OR (SELECT s."user" = ${user} AND s.revoked_at IS NULL AND s.expires_at > now() FROM sessions s WHERE s.id = ${session}))
  AND (${order} IS NULL OR r."order" = ${order})`;

/** $1 room, $2 user, $3 the session's order, $4 session. */
const IS_MEMBER = isMember('$2', '$3::bigint', '$4::bigint');

const bind = (caller: Actor, room: number) => [room, caller.user, caller.order, caller.session];

/** The room, when the caller may touch it. */
export async function findRoom(db: Database, within: Within, caller: Actor, room: number): Promise<RoomRow | undefined> {
  const rows = await db.rows<RoomRow>(within, `SELECT r.* FROM rooms r WHERE r.id = $1 AND ${IS_MEMBER}`, bind(caller, room));
  return rows[0];
}

/**
 * Locks the room for the rest of the transaction and reads it as it stands then. The membership is asked twice: before the lock, so that a
 * stranger holds nothing up, and after it with a fresh snapshot, because he may have been removed while this waited.
 */
export async function lockRoom(db: Database, within: Within, caller: Actor, room: number): Promise<RoomRow | undefined> {
  const locked = await db.rows<RoomRow>(within, `SELECT r.id FROM rooms r WHERE r.id = $1 AND ${IS_MEMBER} FOR UPDATE OF r`, bind(caller, room));
  return locked.length === 0 ? undefined : findRoom(db, within, caller, room);
}

/** Locks a room for an admin with a live session, who need not be in it; undefined for everybody else. */
export async function lockRoomForAdmin(db: Database, within: Within, caller: Actor, room: number): Promise<RoomRow | undefined> {
  const rows = await db.rows<RoomRow>(
    within,
    `SELECT r.* FROM rooms r WHERE r.id = $1 AND $3::bigint IS NULL AND EXISTS (
       SELECT 1 FROM users u JOIN sessions s ON s."user" = u.id
        WHERE u.id = $2 AND u.role = 'admin' AND u.disabled_at IS NULL AND s.id = $4 AND s.revoked_at IS NULL AND s.expires_at > now()) FOR UPDATE OF r`,
    bind(caller, room),
  );
  return rows[0];
}

/** The current participants of a room. */
export async function currentParticipants(db: Database, within: Within, room: number): Promise<ParticipantRow[]> {
  return db.rows<ParticipantRow>(
    within,
    `SELECT id, room, "user", role, read_seq, last_read_at, joined_at, left_at FROM participants WHERE room = $1 AND left_at IS NULL ORDER BY id`,
    [room],
  );
}
