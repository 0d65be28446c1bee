import { createHmac } from 'node:crypto';
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
  // With a key: a request may hold a password, which a plain hash would let anybody guess who reads the table.
  const hash = createHmac('sha256', `idempotency ${parts.config.authSecret}`).update(JSON.stringify(content)).digest();
  const about = `${api_key} ${key}`;
  const kept = await takeKey(parts.db, api_key, key, hash, LOST_MS);
  if (kept !== undefined) {
    if (!kept.request_hash.equals(hash) || kept.status === null || kept.body === null) throw new Refusal('conflict');
    const text = unseal(parts.config, 'answer', about, kept.body);
    if (text === undefined) throw new Refusal('conflict');
    return { again: { status: kept.status, body: JSON.parse(text) as unknown } };
  }
  let fresh: T;
  try {
    fresh = await work();
  } catch (error) {
    await giveKeyBack(parts.db, api_key, key);
    throw error;
  }
  // Done is done: a key that could not be given its answer stays taken, so that a repeat does nothing a second time.
  await keepAnswer(parts.db, api_key, key, fresh.status ?? 200, seal(parts.config, 'answer', about, JSON.stringify(fresh.body ?? null)));
  return { fresh };
}
