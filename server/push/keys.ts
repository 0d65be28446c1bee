import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import webPush from 'web-push';
import type { Environment } from '../config';

/** What the server signs its pushes with; browsers are bound to the public half. */
export type VapidKeys = { public_key: string; private_key: string };

/** The keys of the environment, or ones generated into `DATA_DIR` once and kept there. */
export async function loadVapidKeys(environment: Pick<Environment, 'DATA_DIR' | 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY'>): Promise<VapidKeys> {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = environment;
  if (VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY !== undefined) return { public_key: VAPID_PUBLIC_KEY, private_key: VAPID_PRIVATE_KEY };
  const path = join(environment.DATA_DIR, 'vapid.json');
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
  if (kept !== null) return JSON.parse(kept) as VapidKeys;
  const made = webPush.generateVAPIDKeys();
  await mkdir(environment.DATA_DIR, { recursive: true });
  // Written in full under another name and then linked: of two processes at once one wins, and nobody reads a half.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify({ public_key: made.publicKey, private_key: made.privateKey }), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return JSON.parse(await readFile(path, 'utf8')) as VapidKeys;
}
