import { timingSafeEqual } from 'node:crypto';
import type { Language } from '../../protocol/errors';
import { SCOPES, type KeyCaller } from '../caller';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { findApiKey, touchApiKey } from '../sql/api_keys';
import { tokenHash } from './opaque';

/** How the key of the environment is called in the audit log. */
const FIRST_KEY = 'MARKETPLACE_API_KEY';
const TOUCH_MS = 60_000;

/** The marketplace's backend by its key: the one of the environment, which may do everything, or one of the table. Refuses with `unauthorized`. */
export async function authenticateKey(parts: Pick<Parts, 'config' | 'db'>, bearer: string, language: Language): Promise<KeyCaller> {
  const hash = tokenHash(bearer);
  const first = parts.config.MARKETPLACE_API_KEY;
  if (first !== undefined && timingSafeEqual(hash, tokenHash(first))) return { key: FIRST_KEY, scopes: SCOPES, language };
  const found = await findApiKey(parts.db, hash);
  if (found === undefined) throw new Refusal('unauthorized');
  if (found.last_used_at === null || Date.now() - found.last_used_at.getTime() > TOUCH_MS) await touchApiKey(parts.db, found.id);
  return { key: found.name, scopes: found.scopes, language };
}
