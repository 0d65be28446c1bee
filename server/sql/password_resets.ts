import type { Database, Within } from '../database/database';

/** Stores the hash of a link for a new password. */
export async function insertReset(db: Database, within: Within, user: number, hash: Buffer, lifeMs: number): Promise<number> {
  const rows = await db.rows<{ id: number }>(
    within,
    `INSERT INTO password_resets ("user", hash, expires_at) VALUES ($1, $2, now() + $3 * interval '1 millisecond') RETURNING id`,
    [user, hash, lifeMs],
  );
  return rows[0]!.id;
}

/** Whose new password a usable link sets. */
export async function userOfReset(db: Database, within: Within, hash: Buffer): Promise<number | undefined> {
  return (await db.rows<{ user: number }>(within, `SELECT "user" FROM password_resets WHERE hash = $1 AND expires_at > now()`, [hash]))[0]?.user;
}

/** Takes back a link that reached nobody. */
export async function deleteReset(db: Database, reset: number): Promise<void> {
  await db.rows(null, `DELETE FROM password_resets WHERE id = $1`, [reset]);
}

/** Makes all links of a user worthless. */
export async function deleteResetsOf(db: Database, within: Within, user: number): Promise<void> {
  await db.rows(within, `DELETE FROM password_resets WHERE "user" = $1`, [user]);
}

/** Forgets links whose time is over. */
export async function deleteExpiredResets(db: Database): Promise<void> {
  await db.rows(null, `DELETE FROM password_resets WHERE expires_at <= now()`);
}
