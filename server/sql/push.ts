import type { Database, Within } from '../database/database';
import type { Language } from '../../protocol/errors';

export type PushSubscriptionRow = { id: number; user: number; session: number; endpoint: string; p256dh: string; auth: string; language: Language };
/** A device that has to be told of a room, and what may be said of the newest message there. */
export type PushDue = Pick<PushSubscriptionRow, 'id' | 'endpoint' | 'p256dh' | 'auth' | 'language'> & { room: number; order: number; message: string; sender_name: string };

/** Keeps a browser's address for this session; an address that comes again belongs to whoever brings it last. */
export async function keepSubscription(db: Database, within: Within, row: Omit<PushSubscriptionRow, 'id'>, most: number): Promise<void> {
  await db.rows(
    within,
    `INSERT INTO push_subscriptions ("user", session, endpoint, p256dh, auth, language) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (endpoint) DO UPDATE SET "user" = $1, session = $2, p256dh = $4, auth = $5, language = $6`,
    [row.user, row.session, row.endpoint, row.p256dh, row.auth, row.language],
  );
  await db.rows(
    within,
    `DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions WHERE session = $1 ORDER BY id DESC OFFSET $2)`,
    [row.session, most],
  );
}

/** Forgets an address; with a session only when it is that session's. */
export async function dropSubscription(db: Database, within: Within, endpoint: string, session: number | null): Promise<void> {
  await db.rows(within, `DELETE FROM push_subscriptions WHERE endpoint = $1 AND ($2::bigint IS NULL OR session = $2)`, [endpoint, session]);
}

/** Forgets the addresses of sessions that have ended. */
export async function dropEndedSubscriptions(db: Database): Promise<void> {
  await db.rows(null, `DELETE FROM push_subscriptions x USING sessions s WHERE s.id = x.session AND (s.revoked_at IS NOT NULL OR s.expires_at <= now())`);
}

/**
 * Claims what is to be pushed: messages of others that have stood unread for `afterMs`. A device is told once of each, whoever asks
 * first; a session that came by an invite hears of its own order only.
 */
export async function claimPushes(db: Database, afterMs: number, limit: number): Promise<PushDue[]> {
  return db.rows<PushDue>(
    null,
    `WITH due AS (
       SELECT s.id, s.endpoint, s.p256dh, s.auth, s.language, r.id AS room, r."order", newest.seq
         FROM push_subscriptions s
         JOIN sessions ss ON ss.id = s.session AND ss.revoked_at IS NULL AND ss.expires_at > now()
         JOIN users u ON u.id = s."user" AND u.disabled_at IS NULL
         JOIN participants me ON me."user" = s."user" AND me.left_at IS NULL AND NOT me.is_muted
         JOIN rooms r ON r.id = me.room AND r.last_seq > me.read_seq AND (ss."order" IS NULL OR ss."order" = r."order")
         LEFT JOIN push_notices n ON n.subscription = s.id AND n.room = r.id
         CROSS JOIN LATERAL (
           SELECT max(m.seq) AS seq FROM messages m
            WHERE m.room = r.id AND m.seq > greatest(me.read_seq, coalesce(n.pushed_seq, 0)) AND m.sender <> s."user" AND m.deleted_at IS NULL
              AND m.created_at >= s.created_at AND m.created_at <= now() - $1 * interval '1 millisecond') newest
        WHERE newest.seq IS NOT NULL
        ORDER BY s.id LIMIT $2 FOR UPDATE OF s SKIP LOCKED
     ), claimed AS (
       INSERT INTO push_notices (subscription, room, pushed_seq) SELECT id, room, seq FROM due
       ON CONFLICT (subscription, room) DO UPDATE SET pushed_seq = excluded.pushed_seq WHERE push_notices.pushed_seq < excluded.pushed_seq
       RETURNING subscription, room
     )
     SELECT due.id, due.endpoint, due.p256dh, due.auth, due.language, due.room, due."order", m.message, u.first_name || ' ' || u.last_name AS sender_name
       FROM due JOIN claimed c ON c.subscription = due.id AND c.room = due.room
       JOIN messages m ON m.room = due.room AND m.seq = due.seq JOIN users u ON u.id = m.sender`,
    [afterMs, limit],
  );
}
