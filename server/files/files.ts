import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Config, Environment } from '../config';
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
async function openBucket(environment: Environment): Promise<Storage> {
  return (await import('./s3')).createS3(environment);
}

/** Opens the store that the environment names: a bucket, or a folder of `DATA_DIR`. */
export async function openStorage(environment: Environment, db: Database): Promise<Storage> {
  if (environment.S3_BUCKET !== undefined) return openBucket(environment);
  return createDisk(join(environment.DATA_DIR, 'files'), (key) => uploadByKey(db, key));
}

/** Files in this store. */
export function createFiles(config: Config, storage: Storage, clock: Clock): Files {
  const running = new Map<string, Promise<unknown>>();
  return {
    storage,
    takePicture: createTakePicture(),
    scan: createScan(config),
    ...createSigning(config.authSecret, config.publicUrl, clock),
    once<T>(key: string, work: () => Promise<T>) {
      const started = running.get(key) ?? work().finally(() => running.delete(key));
      running.set(key, started);
      return started as Promise<T>;
    },
  };
}
