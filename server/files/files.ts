import { join } from 'node:path';
import type { Config } from '../config';
import type { Database } from '../database/database';
import { uploadByKey } from '../sql/attachments';
import { createDisk } from './disk';
import { createTakePicture, type TakePicture } from './picture';
import { createScan, type Scan } from './scan';
import { createSigning } from './signing';
import type { Storage } from './storage';

/** Everything that files need and messages do not. */
export type Files = {
  storage: Storage;
  takePicture: TakePicture;
  scan: Scan | undefined;
  /** Runs `work` for a key once at a time: who asks meanwhile gets the same result. */
  once<T>(key: string, work: () => Promise<T>): Promise<T>;
} & ReturnType<typeof createSigning>;

/** The parts that speak to a bucket are large: whoever has none does not wait for them. */
async function openBucket(config: Config): Promise<Storage> {
  return (await import('./s3')).createS3(config);
}

/** Opens the store that the configuration names: a bucket, or a folder of `DATA_DIR`. */
export async function createFiles(config: Config, db: Database): Promise<Files> {
  const running = new Map<string, Promise<unknown>>();
  return {
    storage: config.S3_BUCKET === undefined ? await createDisk(join(config.DATA_DIR, 'files'), (key) => uploadByKey(db, key)) : await openBucket(config),
    takePicture: createTakePicture(),
    scan: createScan(config),
    ...createSigning(config.authSecret, config.publicUrl),
    once<T>(key: string, work: () => Promise<T>) {
      const started = running.get(key) ?? work().finally(() => running.delete(key));
      running.set(key, started);
      return started as Promise<T>;
    },
  };
}
