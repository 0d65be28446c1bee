import type { Database, Within } from '../database/database';
import type { UserRow } from '../models/account';

/** Takes everything off an account by which a person could be known, and closes it. */
export async function eraseAccount(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(
    within,
    `UPDATE users SET email = 'erased-' || id || '@erased.invalid', first_name = 'Deleted', last_name = 'user ' || id, password_hash = NULL, language = NULL, time_zone = NULL,
        disabled_at = coalesce(disabled_at, now()), erased_at = coalesce(erased_at, now()), updated_at = now() WHERE id = $1`,
    [id],
  );
}

/** Removes what belongs to the person and to nothing else: one statement for each table. */
export async function eraseBelongings(db: Database, within: Within, id: number): Promise<void> {
  for (const statement of [
    `DELETE FROM push_subscriptions WHERE "user" = $1`,
    `UPDATE drafts SET message = '', reply_to = NULL, attachments = '{}', version = version + 1 WHERE "user" = $1`,
    `DELETE FROM mail_notices WHERE "user" = $1`,
    `DELETE FROM password_resets WHERE "user" = $1`,
    `DELETE FROM second_factors WHERE "user" = $1`,
    `DELETE FROM refresh_tokens USING sessions s WHERE refresh_tokens.session = s.id AND s."user" = $1`,
    `UPDATE sessions SET user_agent = '' WHERE "user" = $1`,
    `UPDATE invites SET revoked_at = coalesce(revoked_at, now()) WHERE client = $1`,
    `UPDATE ratings SET comment = '' WHERE client = $1 AND comment <> ''`,
    `UPDATE attachments SET state = 'dropped' WHERE "user" = $1 AND message IS NULL AND state <> 'dropped'`,
    `UPDATE transfers SET draft = NULL, comment = '' WHERE giver = $1 AND (draft IS NOT NULL OR comment <> '')`,
    `UPDATE scheduled_messages SET message = '', state = CASE state WHEN 'scheduled' THEN 'cancelled' ELSE state END WHERE "user" = $1`,
    `UPDATE room_events e SET data = e.data - 'name' FROM participants p WHERE p."user" = $1 AND e.room = p.room AND e.data->>'user' = $1::text`,
    `DELETE FROM team_members WHERE "user" = $1`,
    `DELETE FROM views WHERE "user" = $1`,
    `DELETE FROM replies WHERE owner = $1`,
  ]) {
    await db.rows(within, statement, [id]);
  }
}

/** Whether an order that goes on names him as its expert. */
export async function hasOpenOrders(db: Database, within: Within, id: number, closed: readonly string[]): Promise<boolean> {
  return (await db.rows(within, `SELECT 1 FROM orders WHERE expert = $1 AND status <> ALL ($2::text[]) LIMIT 1`, [id, closed])).length > 0;
}

/** Nothing of an erased person is left to be emptied. */
export async function markErasureDone(db: Database, id: number): Promise<void> {
  await db.rows(null, `UPDATE users SET erasure_done_at = coalesce(erasure_done_at, now()) WHERE id = $1 AND erased_at IS NOT NULL`, [id]);
}

export type PersonRow = UserRow & { time_zone: string | null };

/** A time as everything else shows it. */
const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What is known of a person beside what he wrote, each kind as one list. */
export async function belongingsOf(db: Database, id: number): Promise<Record<string, unknown>> {
  const rows = await db.rows<{ all: Record<string, unknown> }>(
    null,
    `SELECT json_build_object(
       'sessions', (SELECT coalesce(json_agg(json_build_object('device', device, 'user_agent', user_agent, 'created_at', ${iso('created_at')}, 'last_used_at', ${iso('last_used_at')}, 'revoked_at', ${iso('revoked_at')}) ORDER BY id), '[]') FROM sessions WHERE "user" = $1),
       'orders', (SELECT coalesce(json_agg(json_build_object('id', id, 'title', title, 'status', status, 'created_at', ${iso('created_at')}) ORDER BY id), '[]') FROM orders WHERE client = $1),
       'ratings', (SELECT coalesce(json_agg(json_build_object('order', "order", 'rating', rating, 'comment', comment, 'created_at', ${iso('created_at')}) ORDER BY "order"), '[]') FROM ratings WHERE client = $1),
       'drafts', (SELECT coalesce(json_agg(json_build_object('room', room, 'message', message, 'updated_at', ${iso('updated_at')}) ORDER BY id), '[]') FROM drafts WHERE "user" = $1 AND message <> ''),
       'push_subscriptions', (SELECT coalesce(json_agg(json_build_object('endpoint', endpoint, 'language', language, 'created_at', ${iso('created_at')}) ORDER BY id), '[]') FROM push_subscriptions WHERE "user" = $1)
     ) AS all`,
    [id],
  );
  return rows[0]!.all;
}

/** The rooms in which he has ever been, on which side, and until when (null: he still is). */
export async function roomsOfPerson(db: Database, id: number): Promise<{ room: number; role: 'client' | 'expert'; left_at: Date | null }[]> {
  return db.rows(null, `SELECT room, role, left_at FROM participants WHERE "user" = $1 ORDER BY room`, [id]);
}
