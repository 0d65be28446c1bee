import type { Database, Within } from '../database/database';
import type { SessionRow, UserRow } from '../models/account';

/** A session together with what its holder may do now. */
export type LiveSession = Pick<SessionRow, 'id' | 'user' | 'order'> & Pick<UserRow, 'role'>;

/** A session counts while it is neither revoked nor expired and its user is not disabled. */
const IS_LIVE = `s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`;

/** The session, when it is alive. */
export async function liveSession(db: Database, session: number, within: Within = null): Promise<LiveSession | undefined> {
  const rows = await db.rows<LiveSession>(
    within,
    `SELECT s.id, s."user", s."order", u.role FROM sessions s JOIN users u ON u.id = s."user" WHERE s.id = $1 AND ${IS_LIVE}`,
    [session],
  );
  return rows[0];
}

/** Those of the sessions that are alive. */
export async function liveSessionsAmong(db: Database, sessions: readonly number[]): Promise<LiveSession[]> {
  return db.rows(null, `SELECT s.id, s."user", s."order", u.role FROM sessions s JOIN users u ON u.id = s."user" WHERE s.id = ANY($1::bigint[]) AND ${IS_LIVE}`, [[...sessions]]);
}

/** Locks the session until the transaction ends: whoever refreshes, signs out or revokes goes one after another. */
export async function lockLiveSession(db: Database, within: Within, session: number): Promise<SessionRow | undefined> {
  await db.rows(within, `SELECT id FROM sessions WHERE id = $1 FOR UPDATE`, [session]);
  // Read again with a fresh snapshot: the user may have been disabled while this waited.
  const rows = await db.rows<SessionRow>(within, `SELECT s.* FROM sessions s JOIN users u ON u.id = s."user" WHERE s.id = $1 AND ${IS_LIVE}`, [session]);
  return rows[0];
}

type NewSession = Pick<SessionRow, 'user' | 'device' | 'order' | 'user_agent' | 'invite' | 'is_embedded'> & { life_ms: number };

/** Opens a session. */
export async function insertSession(db: Database, within: Within, session: NewSession): Promise<SessionRow> {
  const rows = await db.rows<SessionRow>(
    within,
    `INSERT INTO sessions ("user", device, "order", user_agent, expires_at, invite, is_embedded)
     VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond', $6, $7) RETURNING *`,
    [session.user, session.device, session.order, session.user_agent, session.life_ms, session.invite, session.is_embedded],
  );
  return rows[0]!;
}

/** The session was used: it lives on for `lifeMs` from now. */
export async function prolongSession(db: Database, within: Within, session: number, lifeMs: number): Promise<void> {
  await db.rows(within, `UPDATE sessions SET last_used_at = now(), expires_at = now() + $2 * interval '1 millisecond' WHERE id = $1`, [session, lifeMs]);
}

/** Ends a session; undefined when it had ended before or is another user's. */
export async function revokeSession(
  db: Database,
  within: Within,
  session: number,
  reason: string,
  ofUser: number | null = null,
): Promise<Pick<SessionRow, 'id' | 'user'> | undefined> {
  const rows = await db.rows<Pick<SessionRow, 'id' | 'user'>>(
    within,
    `UPDATE sessions SET revoked_at = now(), revoked_reason = $2
      WHERE id = $1 AND revoked_at IS NULL AND ($3::bigint IS NULL OR "user" = $3) RETURNING id, "user"`,
    [session, reason, ofUser],
  );
  return rows[0];
}

/** Ends all sessions of a user but `except`; answers which. */
export async function revokeSessionsOf(db: Database, within: Within, user: number, reason: string, except: number | null = null): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    within,
    `UPDATE sessions SET revoked_at = now(), revoked_reason = $2
      WHERE "user" = $1 AND revoked_at IS NULL AND ($3::bigint IS NULL OR id <> $3) RETURNING id`,
    [user, reason, except],
  );
  return rows.map(({ id }) => id);
}

/** Ends the sessions that came by these invites; answers which. */
export async function revokeSessionsOfInvites(db: Database, within: Within, invites: readonly number[], reason: string): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    within,
    `UPDATE sessions SET revoked_at = now(), revoked_reason = $2 WHERE invite = ANY ($1::bigint[]) AND revoked_at IS NULL AND expires_at > now() RETURNING id`,
    [invites, reason],
  );
  return rows.map(({ id }) => id);
}

/** The live sessions of a user, the last used first. */
export async function liveSessionsOf(db: Database, user: number): Promise<SessionRow[]> {
  return db.rows<SessionRow>(
    null,
    `SELECT s.* FROM sessions s JOIN users u ON u.id = s."user" WHERE s."user" = $1 AND ${IS_LIVE} ORDER BY s.last_used_at DESC, s.id DESC`,
    [user],
  );
}
