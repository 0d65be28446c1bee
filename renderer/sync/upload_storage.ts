import type { DBSchema } from 'idb';
import type { Upload } from '../store/uploads';
import { browserDatabase, diskOrMemory } from './browser_database';

/** Where files wait until their message is stored: what is known of them, and apart from it their bytes. */
export type UploadStorage = {
  /** Whether what is kept here outlives the page. */
  isKept: boolean;
  load(user: number): Promise<Upload[]>;
  /** Keeps a new file with its bytes. */
  add(upload: Upload, bytes: Blob): Promise<void>;
  put(upload: Upload): Promise<void>;
  bytes(key: string): Promise<Blob | undefined>;
  remove(key: string): Promise<void>;
  close(): void;
};

interface Schema extends DBSchema {
  uploads: { key: string; value: Upload; indexes: { user: number } };
  bytes: { key: string; value: Blob };
}

/** Files live as long as the page. */
export function memoryUploads(): UploadStorage {
  const uploads = new Map<string, Upload>();
  const blobs = new Map<string, Blob>();
  return {
    isKept: false,
    load: (user) => Promise.resolve([...uploads.values()].filter((upload) => upload.user === user)),
    add(upload, bytes) {
      uploads.set(upload.key, upload);
      blobs.set(upload.key, bytes);
      return Promise.resolve();
    },
    put(upload) {
      if (uploads.has(upload.key)) uploads.set(upload.key, upload);
      return Promise.resolve();
    },
    bytes: (key) => Promise.resolve(blobs.get(key)),
    remove(key) {
      uploads.delete(key);
      blobs.delete(key);
      return Promise.resolve();
    },
    close() {},
  };
}

/** Files live on the disk of this browser, those of different servers apart; where that cannot be, in memory. */
export function openUploadStorage(server: string): Promise<UploadStorage> {
  return diskOrMemory(openOnDisk(`orderline-files ${server}`), memoryUploads);
}

async function openOnDisk(name: string): Promise<UploadStorage> {
  const { open, close } = browserDatabase<Schema>(name, (fresh) => {
    fresh.createObjectStore('uploads', { keyPath: 'key' }).createIndex('user', 'user');
    fresh.createObjectStore('bytes');
  });
  const writing = async () => (await open()).transaction(['uploads', 'bytes'], 'readwrite', { durability: 'strict' });
  await open();
  return {
    isKept: true,
    load: async (user) => (await open()).getAllFromIndex('uploads', 'user', user),
    async add(upload, bytes) {
      const tx = await writing();
      await tx.objectStore('uploads').put(upload);
      await tx.objectStore('bytes').put(bytes, upload.key);
      await tx.done;
    },
    async put(upload) {
      const tx = await writing();
      // What was taken out meanwhile stays out.
      if ((await tx.objectStore('uploads').getKey(upload.key)) !== undefined) await tx.objectStore('uploads').put(upload);
      await tx.done;
    },
    bytes: async (key) => (await open()).get('bytes', key),
    async remove(key) {
      const tx = await writing();
      await tx.objectStore('uploads').delete(key);
      await tx.objectStore('bytes').delete(key);
      await tx.done;
    },
    close,
  };
}
