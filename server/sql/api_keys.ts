import type { Database, Within } from '../database/database';
import type { ApiKeyRow } from '../models/account';

/** A key counts until it is revoked, or the one that replaced it has taken over. */
const IS_GOOD = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;

/** The key of this hash, if it still counts. */
export async function findApiKey(db: Database, hash: Buffer): Promise<Pick<ApiKeyRow, 'id' | 'name' | 'scopes' | 'last_used_at'> | undefined> {
  const rows = await db.rows<Pick<ApiKeyRow, 'id' | 'name' | 'scopes' | 'last_used_at'>>(
    null,
    `SELECT id, name, scopes, last_used_at FROM api_keys WHERE hash = $1 AND ${IS_GOOD}`,
    [hash],
  );
  return rows[0];
}

/** Notes that the key is in use; once a minute at most, or every request would write. */
export async function touchApiKey(db: Database, id: number): Promise<void> {
  await db.rows(
    null,
    `UPDATE api_keys SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

/** Every key that may still be used, the newest first. */
export async function listApiKeys(db: Database, within: Within): Promise<ApiKeyRow[]> {
  return db.rows<ApiKeyRow>(within, `SELECT * FROM api_keys WHERE ${IS_GOOD} ORDER BY id DESC`);
}

/** One of those, locked until the transaction ends. */
export async function lockApiKey(db: Database, within: Within, id: number): Promise<ApiKeyRow | undefined> {
  return (await db.rows<ApiKeyRow>(within, `SELECT * FROM api_keys WHERE id = $1 AND ${IS_GOOD} FOR UPDATE`, [id]))[0];
}

/** Whoever makes keys goes one after another: names and their number are looked at first. */
export async function lockApiKeys(db: Database, within: Within): Promise<void> {
  await db.rows(within, `SELECT pg_advisory_xact_lock(hashtext('api_keys'))`);
}

/** Stores a new key by its hash. */
export async function insertApiKey(db: Database, within: Within, key: Pick<ApiKeyRow, 'name' | 'hash' | 'scopes' | 'hint'>): Promise<ApiKeyRow> {
  const rows = await db.rows<ApiKeyRow>(within, `INSERT INTO api_keys (name, hash, scopes, hint) VALUES ($1, $2, $3::text[], $4) RETURNING *`, [key.name, key.hash, key.scopes, key.hint]);
  return rows[0]!;
}

/** The key is good for so many hours more. */
export async function expireApiKey(db: Database, within: Within, id: number, hours: number): Promise<void> {
  await db.rows(within, `UPDATE api_keys SET expires_at = now() + $2 * interval '1 hour' WHERE id = $1`, [id, hours]);
}

/** Ends a key. */
export async function revokeApiKey(db: Database, within: Within, id: number): Promise<void> {
  await db.rows(within, `UPDATE api_keys SET revoked_at = now() WHERE id = $1`, [id]);
}
