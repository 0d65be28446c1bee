import { createHash } from 'node:crypto';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { giveKeyBack, keepAnswer, takeKey } from '../sql/idempotency';
import { seal, unseal } from './sealing';

/** A request that did not end in this time never will. */
const LOST_MS = 60_000;

export type Kept = { status: number; body: unknown };
type Request = { api_key: string; key: string; content: unknown };

/**
 * Does a request once under its key: a repeat within a day is given the answer of the first, `again` says so. Refuses with `conflict` another
 * request under the same key, and one whose first is still under way. What was refused is not kept.
 */
export async function once<T extends { status?: number; body: unknown }>(parts: Pick<Parts, 'config' | 'db'>, { api_key, key, content }: Request, work: () => Promise<T>): Promise<{ fresh: T } | { again: Kept }> {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest();
  const about = `${api_key} ${key}`;
  const kept = await takeKey(parts.db, api_key, key, hash, LOST_MS);
  if (kept !== undefined) {
    if (!kept.request_hash.equals(hash) || kept.status === null || kept.body === null) throw new Refusal('conflict');
    const text = unseal(parts.config, 'answer', about, kept.body);
    if (text === undefined) throw new Refusal('conflict');
    return { again: { status: kept.status, body: JSON.parse(text) as unknown } };
  }
  try {
    const fresh = await work();
    await keepAnswer(parts.db, api_key, key, fresh.status ?? 200, seal(parts.config, 'answer', about, JSON.stringify(fresh.body ?? null)));
    return { fresh };
  } catch (error) {
    await giveKeyBack(parts.db, api_key, key);
    throw error;
  }
}
