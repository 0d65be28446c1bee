import type { Database } from '../database/database';

/** A request that was made under this key. */
export type KeptRow = { request_hash: Buffer; status: number | null; body: Buffer | null };

/**
 * Takes the key for a request; undefined: it is this one's now. Otherwise what has it. Keys older than a day are forgotten, and one whose
 * request has not ended after `lostMs` is given away: whoever was at it has died.
 */
export async function takeKey(db: Database, api_key: string, key: string, hash: Buffer, lostMs: number): Promise<KeptRow | undefined> {
  await db.rows(null, `DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours' OR (api_key = $1 AND key = $2 AND status IS NULL AND created_at < now() - $3 * interval '1 millisecond')`, [api_key, key, lostMs]);
  const taken = await db.rows(null, `INSERT INTO idempotency_keys (api_key, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`, [api_key, key, hash]);
  if (taken.length > 0) return undefined;
  const [kept] = await db.rows<KeptRow>(null, `SELECT request_hash, status, body FROM idempotency_keys WHERE api_key = $1 AND key = $2`, [api_key, key]);
  // Given back between the two: as good as under way.
  return kept ?? { request_hash: hash, status: null, body: null };
}

/** Keeps the answer under its key. */
export async function keepAnswer(db: Database, api_key: string, key: string, status: number, body: Buffer): Promise<void> {
  await db.rows(null, `UPDATE idempotency_keys SET status = $3, body = $4 WHERE api_key = $1 AND key = $2`, [api_key, key, status, body]);
}

/** Gives the key back: its request was refused, and may be made again. */
export async function giveKeyBack(db: Database, api_key: string, key: string): Promise<void> {
  await db.rows(null, `DELETE FROM idempotency_keys WHERE api_key = $1 AND key = $2 AND status IS NULL`, [api_key, key]);
}
