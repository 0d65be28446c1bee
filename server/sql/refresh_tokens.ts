import type { Database, Within } from '../database/database';
import type { RefreshTokenRow } from '../models/account';

/** A refresh token with what decides whether it may be used: of itself, and of the one that followed it. */
export type RefreshTokenState = Pick<RefreshTokenRow, 'id' | 'session' | 'successor' | 'used_at' | 'repeated_at'> & {
  used_ms_ago: number | null;
  is_successor_used: boolean;
};

/** The token as it stands now. */
export async function refreshTokenState(db: Database, within: Within, hash: Buffer): Promise<RefreshTokenState | undefined> {
  const rows = await db.rows<RefreshTokenState>(
    within,
    `SELECT t.id, t.session, t.successor, t.used_at, t.repeated_at,
        (extract(epoch FROM clock_timestamp() - t.used_at) * 1000)::float8 AS used_ms_ago,
        (next.used_at IS NOT NULL) AS is_successor_used
      FROM refresh_tokens t LEFT JOIN refresh_tokens next ON next.id = t.successor WHERE t.hash = $1`,
    [hash],
  );
  return rows[0];
}

/** The session whose family the token belongs to, used or not. */
export async function sessionOfRefreshToken(db: Database, hash: Buffer): Promise<number | undefined> {
  return (await db.rows<{ session: number }>(null, `SELECT session FROM refresh_tokens WHERE hash = $1`, [hash]))[0]?.session;
}

/** Stores the newest token of a session; answers its id. */
export async function insertRefreshToken(db: Database, within: Within, session: number, hash: Buffer): Promise<number> {
  const rows = await db.rows<{ id: number }>(within, `INSERT INTO refresh_tokens (session, hash) VALUES ($1, $2) RETURNING id`, [session, hash]);
  return rows[0]!.id;
}

/** The token has been used and this is what followed it. */
export async function markUsed(db: Database, within: Within, token: number, successor: number): Promise<void> {
  await db.rows(within, `UPDATE refresh_tokens SET used_at = clock_timestamp(), successor = $2 WHERE id = $1`, [token, successor]);
}

/**
 * The token has been presented once more. The successor that was never heard of again is spent, without a successor of its own: should it
 * turn up after all, someone else holds a copy.
 */
export async function markRepeated(db: Database, within: Within, token: number, lost: number, successor: number): Promise<void> {
  await db.rows(within, `UPDATE refresh_tokens SET used_at = clock_timestamp() WHERE id = $1`, [lost]);
  await db.rows(within, `UPDATE refresh_tokens SET repeated_at = clock_timestamp(), successor = $2 WHERE id = $1`, [token, successor]);
}

/** Forgets those of a session that were used so long ago that nothing could come of them any more. */
export async function forgetOldTokens(db: Database, within: Within, session: number, olderThanMs: number): Promise<void> {
  await db.rows(within, `DELETE FROM refresh_tokens WHERE session = $1 AND used_at < now() - make_interval(secs => $2::float8 / 1000)`, [session, olderThanMs]);
}
