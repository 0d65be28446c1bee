import type { Database, Within } from '../database/database';

/** Databases that have had one: that does not change any more, and everybody who opens the console asks. */
const known = new WeakSet<Database>();

/** Whether there has ever been an administrator: a closed one counts, so that nobody comes in by closing him. */
export async function hasAdmin(db: Database, within: Within): Promise<boolean> {
  if (known.has(db)) return true;
  const has = (await db.rows(within, `SELECT 1 FROM users WHERE role = 'admin' LIMIT 1`)).length > 0;
  if (has && within === null) known.add(db);
  return has;
}

/** Whoever would be the first goes one after another. */
export async function lockFirstAdmin(db: Database, within: Within): Promise<void> {
  await db.rows(within, `SELECT pg_advisory_xact_lock(hashtext('first_admin'))`);
}

/** Stores the hash of a code that makes the first admin. */
export async function insertSetupCode(db: Database, hash: Buffer, lifeMs: number): Promise<void> {
  await db.rows(null, `DELETE FROM setup_codes WHERE expires_at <= now()`);
  await db.rows(null, `INSERT INTO setup_codes (hash, expires_at) VALUES ($1, now() + $2 * interval '1 millisecond')`, [hash, lifeMs]);
}

/** Whether there is such a code and its time is not over. */
export async function isSetupCode(db: Database, within: Within, hash: Buffer): Promise<boolean> {
  return (await db.rows(within, `SELECT 1 FROM setup_codes WHERE hash = $1 AND expires_at > now()`, [hash])).length > 0;
}

/** No code makes an admin any more. */
export async function deleteSetupCodes(db: Database, within: Within): Promise<void> {
  await db.rows(within, `DELETE FROM setup_codes`);
}
