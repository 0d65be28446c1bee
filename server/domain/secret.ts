import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Environment } from '../config';
import { keptText } from '../kept_file';

const SECRET_BYTES = 48;
const SHORTEST_BYTES = 32;

/**
 * The secret that signs access tokens: `AUTH_SECRET`, or one generated into `DATA_DIR` once and kept there (the environment's schema
 * does not let production come here without one).
 */
export async function loadAuthSecret(environment: Pick<Environment, 'AUTH_SECRET' | 'DATA_DIR'>): Promise<string> {
  if (environment.AUTH_SECRET !== undefined) return environment.AUTH_SECRET;
  const path = join(environment.DATA_DIR, 'auth_secret');
  const kept = (await keptText(path, () => randomBytes(SECRET_BYTES).toString('base64url'))).trim();
  if (Buffer.byteLength(kept) < SHORTEST_BYTES) throw new Error(`${path} is damaged: remove it, and everybody signs in again`);
  return kept;
}
