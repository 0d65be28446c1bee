import { UNSENT_FILE_MS } from '../../protocol/files';
import type { Parts } from '../parts';
import { dropOld, droppedFiles, forgetDropped } from '../sql/attachments';
import { forgetLostUploads } from '../sql/upload_locks';

const EVERY_MS = 10 * 60_000;
const AT_ONCE = 100;

/** Removes the bytes of a dropped file, and then what is known of it. Interrupted, it is done again by the next round. */
export async function removeDropped(parts: Pick<Parts, 'db' | 'files'>, key: string): Promise<void> {
  await parts.files.storage.remove(key);
  await forgetDropped(parts.db, key);
}

/** Removes them beside what else is done: nobody waits for it, and what fails is left to the next round. */
export function removeSoon(parts: Pick<Parts, 'db' | 'files' | 'log'>, keys: readonly string[]): void {
  void (async () => {
    // One after the other: a store and the database have other work.
    for (const key of keys) await removeDropped(parts, key).catch((error) => parts.log.warn({ err: error }, 'removing a file failed'));
  })();
}

/** Removes what was never posted within a day, and what was dropped: files of deleted messages, refused and abandoned uploads. Rejects at the end when some could not be removed. */
export async function collectFiles(parts: Pick<Parts, 'db' | 'files'>): Promise<void> {
  await dropOld(parts.db, UNSENT_FILE_MS);
  await forgetLostUploads(parts.db);
  const failures: unknown[] = [];
  for (let after = 0; ; ) {
    const files = await droppedFiles(parts.db, after, AT_ONCE);
    // One that cannot be removed keeps none behind it.
    for (const { key } of files) await removeDropped(parts, key).catch((error) => failures.push(error));
    if (files.length < AT_ONCE) break;
    after = files.at(-1)!.id;
  }
  if (failures.length > 0) throw failures[0];
}

/** Collects now and from time to time. Answers how to stop, which waits for a round under way. */
export function startCollecting(parts: Pick<Parts, 'db' | 'files' | 'log'>): () => Promise<void> {
  let round = Promise.resolve();
  const collect = () => {
    round = round.then(() => collectFiles(parts)).catch((error) => parts.log.warn({ err: error }, 'collecting files failed'));
  };
  collect();
  const timer = setInterval(collect, EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return round;
  };
}
