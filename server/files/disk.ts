import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Upload, type KvStore } from '@tus/utils';
import { thumbnailKey, type Storage } from './storage';

/** What the store must know of an upload besides its bytes; the table has it. */
export type KnownUpload = (key: string) => Promise<{ size: number; created_at: Date } | undefined>;

/** Files of a folder, one per upload. A half upload lies there under its key like a whole one: only the table tells who may see it. */
export async function createDisk(folder: string, known: KnownUpload): Promise<Storage> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (key: string) => join(folder, key);
  const configstore: KvStore = {
    async get(key) {
      const upload = await known(key);
      return upload && new Upload({ id: key, size: upload.size, offset: 0, creation_date: upload.created_at.toISOString() });
    },
    set: async () => undefined,
    delete: async () => undefined,
  };
  const tus = new FileStore({ directory: folder, configstore });
  tus.extensions = ['creation', 'creation-with-upload', 'termination'];
  return {
    tus,
    received: (key) => stat(path(key)).then(({ size }) => size, absent),
    read: async (key, range) => {
      const file = await open(path(key));
      return createReadStream('', { fd: file, ...range });
    },
    async put(key, bytes) {
      const draft = path(`${key}.draft`);
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path(key));
      await sync(folder);
    },
    async seal(key) {
      await sync(path(key));
      await sync(folder);
    },
    async remove(key) {
      for (const name of [key, thumbnailKey(key), `${thumbnailKey(key)}.draft`]) await rm(path(name), { force: true });
    },
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
