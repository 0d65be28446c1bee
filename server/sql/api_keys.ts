import type { Database } from '../database/database';
import type { ApiKeyRow } from '../models/account';

/** The key of this hash, unless it was revoked. */
export async function findApiKey(db: Database, hash: Buffer): Promise<Pick<ApiKeyRow, 'id' | 'name' | 'scopes' | 'last_used_at'> | undefined> {
  const rows = await db.rows<Pick<ApiKeyRow, 'id' | 'name' | 'scopes' | 'last_used_at'>>(
    null,
    `SELECT id, name, scopes, last_used_at FROM api_keys WHERE hash = $1 AND revoked_at IS NULL`,
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
