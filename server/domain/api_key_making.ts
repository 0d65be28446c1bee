import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { ApiKeys, MadeKey, keyBody } from '../../protocol/admin';
import { KEYS_MAX } from '../../protocol/limits';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { ApiKeyRow } from '../models/account';
import type { Parts } from '../parts';
import { presentApiKey } from '../present/admin';
import { Refusal } from '../refusal';
import { expireApiKey, insertApiKey, listApiKeys, lockApiKey, lockApiKeys, revokeApiKey } from '../sql/api_keys';
import { by } from './administration';
import { audit } from './audit';
import { tokenHash } from './opaque';

const HINT = 4;

/** Every key that may still be used. */
export async function listKeys(parts: Parts): Promise<ApiKeys> {
  return { keys: (await listApiKeys(parts.db, null)).map(presentApiKey), has_environment_key: parts.config.MARKETPLACE_API_KEY !== undefined };
}

/** Makes a key and says it, once. Refuses with `conflict` when a key of this name is in use, or when there are too many. */
export async function makeKey(parts: Parts, caller: Caller, { name, scopes }: z.output<typeof keyBody>): Promise<MadeKey> {
  return parts.db.transaction(async (within) => {
    await lockApiKeys(parts.db, within);
    const known = await listApiKeys(parts.db, within);
    if (known.length >= KEYS_MAX || known.some((key) => key.name === name)) throw new Refusal('conflict');
    const made = await insert(parts, within, { name, scopes: [...new Set(scopes)] });
    await audit(parts, within, { ...by(caller), kind: 'key_made', data: { key: made.key.id, name, scopes: made.key.scopes.join(' ') } });
    return made;
  });
}

/** Another key in place of this one, which is good for some hours more. Refuses with `not_found`, and `conflict` when it was replaced before. */
export async function rotateKey(parts: Parts, caller: Caller, id: number, overlapHours: number): Promise<MadeKey> {
  return parts.db.transaction(async (within) => {
    await lockApiKeys(parts.db, within);
    const before = await lockApiKey(parts.db, within, id);
    if (before === undefined) throw new Refusal('not_found');
    if (before.expires_at !== null) throw new Refusal('conflict');
    await expireApiKey(parts.db, within, id, overlapHours);
    const made = await insert(parts, within, before);
    await audit(parts, within, { ...by(caller), kind: 'key_rotated', data: { key: made.key.id, before: id, name: before.name, overlap_hours: overlapHours } });
    return made;
  });
}

/** Ends a key at once. Refuses with `not_found`. */
export async function revokeKey(parts: Parts, caller: Caller, id: number): Promise<void> {
  await parts.db.transaction(async (within) => {
    const key = await lockApiKey(parts.db, within, id);
    if (key === undefined) throw new Refusal('not_found');
    await revokeApiKey(parts.db, within, id);
    await audit(parts, within, { ...by(caller), kind: 'key_revoked', data: { key: id, name: key.name } });
  });
}

async function insert(parts: Parts, within: Within, { name, scopes }: Pick<ApiKeyRow, 'name' | 'scopes'>): Promise<MadeKey> {
  const secret = `olk_${randomBytes(32).toString('base64url')}`;
  const row = await insertApiKey(parts.db, within, { name, scopes, hash: tokenHash(secret), hint: secret.slice(-HINT) });
  return { key: presentApiKey(row), secret };
}
