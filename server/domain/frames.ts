import type { z } from 'zod';
import type { AllowedFrame, AllowedFrames, frameBody } from '../../protocol/admin';
import { isLocalOrigin } from '../../protocol/frames';
import { FRAMES_MAX } from '../../protocol/limits';
import type { Caller } from '../caller';
import type { Config } from '../config';
import { createGathering } from '../gathering';
import type { Parts } from '../parts';
import { presentFrame } from '../present/admin';
import { Refusal } from '../refusal';
import { deleteFrame, frameOrigins, insertFrame, listFrames, lockFrames } from '../sql/frames';
import { by } from './administration';
import { audit } from './audit';

/** A database that says nothing for this long is not waited for by a page. */
const ANSWER_MS = 2_000;

const takesLocal = (config: Config) => config.NODE_ENV !== 'production';

/** The sites that may show the chat, and what an administrator has to know beside them. */
export async function listAllowedFrames({ config, db }: Parts): Promise<AllowedFrames> {
  return {
    frames: (await listFrames(db, null)).map(presentFrame),
    configured: [...config.embedParents],
    has_secret: config.EMBED_SECRET !== undefined,
    takes_local: takesLocal(config),
    script: `${config.publicUrl}/embed.js`,
  };
}

/** Allows one more site. Refuses with `bad_request` a site without https where it will not do, and with `conflict` when it is allowed already, or there are too many. */
export async function allowFrame(parts: Parts, caller: Caller, { origin, note }: z.output<typeof frameBody>): Promise<AllowedFrame> {
  const { config, db } = parts;
  if (isLocalOrigin(origin) && !takesLocal(config)) throw new Refusal('bad_request');
  return db.transaction(async (within) => {
    await lockFrames(db, within);
    const known = await listFrames(db, within);
    if (known.length >= FRAMES_MAX || config.embedParents.includes(origin) || known.some((frame) => frame.origin === origin)) throw new Refusal('conflict');
    const id = await insertFrame(db, within, { origin, note, added_by: caller.user });
    await audit(parts, within, { ...by(caller), kind: 'frame_allowed', data: { frame: id, origin } });
    return presentFrame((await listFrames(db, within)).find((frame) => frame.id === id)!);
  });
}

/** Takes a site away. Refuses with `not_found`. */
export async function removeFrame(parts: Parts, caller: Caller, id: number): Promise<void> {
  await parts.db.transaction(async (within) => {
    const origin = await deleteFrame(parts.db, within, id);
    if (origin === undefined) throw new Refusal('not_found');
    await audit(parts, within, { ...by(caller), kind: 'frame_removed', data: { frame: id, origin } });
  });
}

/**
 * Whose pages may show the chat, asked of the table each time, by those who ask at once together: so a change counts at once on every node, with
 * nothing to be told and nothing to grow stale. While the database is away it is what was known last.
 */
export function allowedParents({ config, db, log }: Pick<Parts, 'config' | 'db' | 'log'>): () => Promise<readonly string[]> {
  let known: readonly string[] = [];
  const { add } = createGathering<null, readonly string[]>({
    async together(askers) {
      known = await frameOrigins(db);
      return askers.map(() => known);
    },
  });
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_MS)));
    const added = await Promise.race([add(null), silence]).catch((error: unknown) => {
      log.warn({ err: error }, 'the allowed sites could not be read: what was known of them last counts');
      return known;
    });
    clearTimeout(timer);
    return [...config.embedParents, ...added];
  };
}
