import type { Database, Within } from '../database/database';
import type { EventKind } from '../../protocol/entities';
import type { EventViewRow } from '../present/event';

const VIEW = `
  SELECT e.id, e.room, e.after_seq, e.kind, e.actor, e.data, e.created_at,
    (SELECT json_build_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'role', u.role)
       FROM users u WHERE u.id = e.actor) AS actor_user
  FROM room_events e`;

/** The newest events of a room, oldest first. */
export async function newestEvents(db: Database, within: Within, room: number, limit: number): Promise<EventViewRow[]> {
  return (await db.rows<EventViewRow>(within, `${VIEW} WHERE e.room = $1 ORDER BY e.id DESC LIMIT $2`, [room, limit])).reverse();
}

/** Adds an event behind the room's last message; the room is locked. An actor of null is the marketplace. */
export async function insertEvent(
  db: Database,
  within: Within,
  event: { room: number; after_seq: number; kind: EventKind; actor: number | null; data: Record<string, unknown> },
): Promise<EventViewRow> {
  const rows = await db.rows<{ id: number }>(
    within,
    `INSERT INTO room_events (room, after_seq, kind, actor, data) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [event.room, event.after_seq, event.kind, event.actor, JSON.stringify(event.data)],
  );
  return (await db.rows<EventViewRow>(within, `${VIEW} WHERE e.id = $1`, [rows[0]!.id]))[0]!;
}
