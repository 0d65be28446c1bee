import type { Actor } from '../caller';
import type { Database, Within } from '../database/database';
import type { EventKind } from '../../protocol/entities';
import type { EventViewRow } from '../present/event';

export const EVENT_VIEW = `
  SELECT e.id, e.room, e.after_seq, e.kind, e.actor, e.data, e.created_at,
    (SELECT json_build_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'role', u.role)
       FROM users u WHERE u.id = e.actor) AS actor_user
  FROM room_events e`;

/** Internal events are for the experts' side alone, with a session that holds no single order. $1 user, $2 the session's order. */
export const READS_EVENT = `
  (NOT e.is_internal OR ($2::bigint IS NULL AND EXISTS (
    SELECT 1 FROM participants p WHERE p.room = e.room AND p."user" = $1 AND p.role = 'expert' AND p.left_at IS NULL)))`;

/** The newest events of a room that the caller may see, oldest first. */
export async function newestEvents(db: Database, within: Within, caller: Actor, room: number, limit: number): Promise<EventViewRow[]> {
  const rows = await db.planned<EventViewRow>(within, `${EVENT_VIEW} WHERE e.room = $3 AND ${READS_EVENT} ORDER BY e.id DESC LIMIT $4`, [caller.user, caller.order, room, limit]);
  return rows.reverse();
}

/** The newest event of these kinds. */
export async function newestOf(db: Database, within: Within, room: number, kinds: readonly EventKind[]): Promise<EventViewRow | undefined> {
  return (await db.planned<EventViewRow>(within, `${EVENT_VIEW} WHERE e.room = $1 AND e.kind = ANY($2) ORDER BY e.id DESC LIMIT 1`, [room, [...kinds]]))[0];
}

/** Adds an event behind the room's last message; the room is locked. An actor of null is the marketplace. */
export async function insertEvent(
  db: Database,
  within: Within,
  event: { room: number; after_seq: number; kind: EventKind; actor: number | null; data: Record<string, unknown>; is_internal?: boolean },
): Promise<EventViewRow> {
  const rows = await db.rows<{ id: number }>(
    within,
    `INSERT INTO room_events (room, after_seq, kind, actor, data, is_internal) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [event.room, event.after_seq, event.kind, event.actor, JSON.stringify(event.data), event.is_internal ?? false],
  );
  return (await db.planned<EventViewRow>(within, `${EVENT_VIEW} WHERE e.id = $1`, [rows[0]!.id]))[0]!;
}
