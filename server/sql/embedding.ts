import type { Database, Within } from '../database/database';
import type { UserRow } from '../models/account';

/** Writes down that this identity was used; false when it had been before. Those whose time is over are forgotten. */
export async function takeIdentity(db: Database, within: Within, jti: string, keptMs: number): Promise<boolean> {
  await db.rows(within, `DELETE FROM embed_identities WHERE jti IN (SELECT jti FROM embed_identities WHERE expires_at < now() ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)`);
  const rows = await db.rows(within, `INSERT INTO embed_identities (jti, expires_at) VALUES ($1, now() + $2 * interval '1 millisecond') ON CONFLICT DO NOTHING RETURNING jti`, [jti, keptMs]);
  return rows.length > 0;
}

/** The order's client, when he is the one who is meant (by id, by address, or by both) and his account is a client's and open. */
export async function clientOfOrder(db: Database, within: Within, order: number, { id, email }: { id: number | null; email: string | null }): Promise<UserRow | undefined> {
  const rows = await db.rows<UserRow>(
    within,
    `SELECT u.* FROM orders o JOIN users u ON u.id = o.client AND u.role = 'client' AND u.disabled_at IS NULL
      WHERE o.id = $1 AND ($2::bigint IS NOT NULL OR $3::text IS NOT NULL)
        AND ($2::bigint IS NULL OR u.id = $2) AND ($3::text IS NULL OR u.email = $3)
      FOR SHARE OF u`,
    [order, id, email],
  );
  return rows[0];
}

/** Lets an embedded session of this client and order live on; false when there is none. */
export async function prolongEmbedded(db: Database, within: Within, session: number, user: number, order: number, lifeMs: number): Promise<boolean> {
  const rows = await db.rows(
    within,
    `UPDATE sessions SET last_used_at = now(), expires_at = now() + $4 * interval '1 millisecond'
      WHERE id = $1 AND "user" = $2 AND "order" = $3 AND is_embedded AND revoked_at IS NULL AND expires_at > now() RETURNING id`,
    [session, user, order, lifeMs],
  );
  return rows.length > 0;
}
