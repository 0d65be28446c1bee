import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../config';

const SECRET_BYTES = 48;
const SHORTEST_BYTES = 32;

/**
 * The secret that signs access tokens: `AUTH_SECRET`, or one generated into `DATA_DIR` once and kept there (the environment's schema
 * does not let production come here without one).
 */
export async function loadAuthSecret(environment: Pick<Environment, 'AUTH_SECRET' | 'DATA_DIR'>): Promise<string> {
  if (environment.AUTH_SECRET !== undefined) return environment.AUTH_SECRET;
  const path = join(environment.DATA_DIR, 'auth_secret');
  const kept = (await readKept(path)) ?? (await generate(environment.DATA_DIR, path));
  if (Buffer.byteLength(kept) < SHORTEST_BYTES) throw new Error(`${path} is damaged: remove it, and everybody signs in again`);
  return kept;
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written in full under another name and then linked: of two processes at once one wins, and nobody reads a half. */
async function generate(directory: string, path: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(SECRET_BYTES).toString('base64url'));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await readFile(path, 'utf8')).trim();
}
