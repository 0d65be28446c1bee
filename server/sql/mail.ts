import type { Language } from '../../protocol/errors';
import type { Database, Within } from '../database/database';

/** Somebody who has to be told of a room by letter, up to which message, and what may be said. */
export type MailDue = {
  user: number;
  room: number;
  order: number;
  seq: number;
  count: number;
  email: string;
  first_name: string;
  last_name: string;
  language: Language | null;
  message: string;
  sender_name: string;
};

export type MailTimes = {
  /** How long a message has to stand unread. */
  after: number;
  /** At most one letter per person and room in this time. */
  every: number;
  /** For how long nobody else tries. */
  lease: number;
  /** What is older than this is no news. */
  newest: number;
};

/**
 * Claims letters: to clients who are in the room now, about messages of others that stand unread. Whoever asks first has it for the lease;
 * if he dies, somebody else has it then. All times in milliseconds.
 */
export async function claimMail(db: Database, { after, every, lease, newest }: MailTimes, limit: number): Promise<MailDue[]> {
  return db.rows<MailDue>(
    null,
    `WITH due AS (
       SELECT me."user", r.id AS room, r."order", found.seq, found.count
         FROM rooms r
         JOIN participants me ON me.room = r.id AND me.role = 'client' AND me.left_at IS NULL AND NOT me.is_muted AND me.read_seq < r.last_seq
         JOIN users u ON u.id = me."user" AND u.role = 'client' AND u.disabled_at IS NULL
         LEFT JOIN mail_notices n ON n."user" = me."user" AND n.room = r.id
         CROSS JOIN LATERAL (
           SELECT max(m.seq) FILTER (WHERE m.created_at <= now() - $1 * interval '1 millisecond') AS seq, count(*)::int AS count FROM messages m
            WHERE m.room = r.id AND m.seq > me.read_seq AND m.sender <> me."user" AND m.deleted_at IS NULL
              AND m.created_at > now() - $4 * interval '1 millisecond') found
        WHERE r.updated_at > now() - $4 * interval '1 millisecond' AND found.seq > coalesce(n.mailed_seq, 0)
          AND (n.not_before IS NULL OR n.not_before <= now()) AND (n.mailed_at IS NULL OR n.mailed_at <= now() - $2 * interval '1 millisecond')
        ORDER BY r.updated_at LIMIT $5
     ), claimed AS (
       INSERT INTO mail_notices ("user", room, not_before) SELECT "user", room, now() + $3 * interval '1 millisecond' FROM due
       ON CONFLICT ("user", room) DO UPDATE SET not_before = excluded.not_before
         WHERE mail_notices.not_before <= now() AND (mail_notices.mailed_at IS NULL OR mail_notices.mailed_at <= now() - $2 * interval '1 millisecond')
       RETURNING "user", room
     )
     SELECT due.*, u.email, u.first_name, u.last_name, u.language, m.message, s.first_name || ' ' || s.last_name AS sender_name
       FROM due JOIN claimed USING ("user", room)
       JOIN users u ON u.id = due."user" JOIN messages m ON m.room = due.room AND m.seq = due.seq JOIN users s ON s.id = m.sender`,
    [after, every, lease, newest, limit],
  );
}

/** Whether the letter still has something to say: he is in the room, has not read so far, and the message stands. */
export async function isStillUnread(db: Database, within: Within, { user, room, seq }: MailDue): Promise<boolean> {
  const rows = await db.rows(
    within,
    `SELECT 1 FROM participants me JOIN messages m ON m.room = me.room AND m.seq = $3 AND m.deleted_at IS NULL
      WHERE me."user" = $1 AND me.room = $2 AND me.role = 'client' AND me.left_at IS NULL AND NOT me.is_muted AND me.read_seq < $3`,
    [user, room, seq],
  );
  return rows.length > 0;
}

/** He has been told up to this message; the next letter has to wait. */
export async function markMailed(db: Database, within: Within, { user, room, seq }: MailDue): Promise<void> {
  await db.rows(within, `UPDATE mail_notices SET mailed_seq = greatest(mailed_seq, $3), mailed_at = now(), not_before = now(), failures = 0 WHERE "user" = $1 AND room = $2`, [user, room, seq]);
}

/** Gives a claim back: to be looked at again after `waitMs`, doubled with each failure in a row up to `mostMs`. */
export async function putBackMail(db: Database, { user, room }: MailDue, { waitMs, mostMs, isFailure }: { waitMs: number; mostMs: number; isFailure: boolean }): Promise<void> {
  await db.rows(
    null,
    `UPDATE mail_notices SET not_before = now() + least($4, $3 * 2 ^ least(failures, 20)) * interval '1 millisecond', failures = failures + $5 WHERE "user" = $1 AND room = $2`,
    [user, room, waitMs, mostMs, isFailure ? 1 : 0],
  );
}
