import { join } from 'node:path';
import webPush from 'web-push';
import { z } from 'zod';
import type { Environment } from '../config';
import { keptText } from '../kept_file';

const vapidKeys = z.object({ public_key: z.string().min(1), private_key: z.string().min(1) });
/** What the server signs its pushes with; browsers are bound to the public half. */
export type VapidKeys = z.output<typeof vapidKeys>;

/** The keys of the environment, or ones generated into `DATA_DIR` once and kept there. Throws when what is kept is no pair of keys. */
export async function loadVapidKeys(environment: Pick<Environment, 'DATA_DIR' | 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY'>): Promise<VapidKeys> {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = environment;
  if (VAPID_PUBLIC_KEY !== undefined && VAPID_PRIVATE_KEY !== undefined) return { public_key: VAPID_PUBLIC_KEY, private_key: VAPID_PRIVATE_KEY };
  const path = join(environment.DATA_DIR, 'vapid.json');
  const kept = await keptText(path, () => {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    return JSON.stringify({ public_key: publicKey, private_key: privateKey });
  });
  const keys = readKeys(kept);
  if (keys === undefined) throw new Error(`${path} is damaged: remove it, and browsers subscribe anew`);
  return keys;
}

function readKeys(text: string): VapidKeys | undefined {
  try {
    return vapidKeys.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
