import type { DBSchema } from 'idb';
import type { PendingChange } from '../store/chat';
import { browserDatabase, diskOrMemory } from './browser_database';

/** Where edits and deletions are kept until the server has them, one per user and message. */
export type ChangesStorage = {
  load(user: number): Promise<PendingChange[]>;
  get(user: number, message: number): Promise<PendingChange | undefined>;
  put(change: PendingChange): Promise<void>;
  remove(user: number, message: number): Promise<void>;
  close(): void;
};

interface Schema extends DBSchema {
  changes: { key: [number, number]; value: PendingChange };
}

/** Changes live as long as the page. */
export function memoryChanges(): ChangesStorage {
  const kept = new Map<string, PendingChange>();
  return {
    load: (user) => Promise.resolve([...kept.values()].filter((one) => one.user === user)),
    get: (user, message) => Promise.resolve(kept.get(`${user} ${message}`)),
    put: (change) => Promise.resolve(void kept.set(`${change.user} ${change.message}`, change)),
    remove: (user, message) => Promise.resolve(void kept.delete(`${user} ${message}`)),
    close() {},
  };
}

/** Changes live on the disk of this browser; where that cannot be, in memory. */
export function openChangesStorage(server: string): Promise<ChangesStorage> {
  return diskOrMemory(openOnDisk(`orderline-changes ${server}`), memoryChanges);
}

async function openOnDisk(name: string): Promise<ChangesStorage> {
  const { open, close } = browserDatabase<Schema>(name, (fresh) => void fresh.createObjectStore('changes', { keyPath: ['user', 'message'] }));
  const writing = async () => (await open()).transaction('changes', 'readwrite', { durability: 'strict' });
  await open();
  return {
    load: async (user) => (await open()).getAll('changes', IDBKeyRange.bound([user, 0], [user, Infinity])),
    get: async (user, message) => (await open()).get('changes', [user, message]),
    async put(change) {
      const tx = await writing();
      await tx.store.put(change);
      await tx.done;
    },
    async remove(user, message) {
      const tx = await writing();
      await tx.store.delete([user, message]);
      await tx.done;
    },
    close,
  };
}

/** What the disk does not take, because it is full or closed to us, lives as long as the page. */
export function withMemoryBeside(disk: ChangesStorage): ChangesStorage {
  const memory = memoryChanges();
  return {
    async load(user) {
      const here = await memory.load(user);
      return [...(await disk.load(user)).filter((one) => !here.some(({ message }) => message === one.message)), ...here];
    },
    get: async (user, message) => (await memory.get(user, message)) ?? disk.get(user, message),
    put: (change) =>
      disk.put(change).then(
        () => memory.remove(change.user, change.message),
        () => memory.put(change),
      ),
    async remove(user, message) {
      await memory.remove(user, message);
      await disk.remove(user, message);
    },
    close: disk.close,
  };
}
