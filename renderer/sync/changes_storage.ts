import { openDB } from 'idb';
import type { DBSchema } from 'idb';
import type { PendingChange } from '../store/chat';

/** Where edits and deletions are kept until the server has them, one per user and message. */
export type ChangesStorage = {
  load(user: number): Promise<PendingChange[]>;
  get(user: number, message: number): Promise<PendingChange | undefined>;
  put(change: PendingChange): Promise<void>;
  remove(user: number, message: number): Promise<void>;
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
  };
}

/** Changes live on the disk of this browser; where that cannot be, in memory. */
export async function openChangesStorage(server: string): Promise<ChangesStorage> {
  try {
    const db = await openDB<Schema>(`orderline-changes ${server}`, 1, {
      upgrade: (fresh) => void fresh.createObjectStore('changes', { keyPath: ['user', 'message'] }),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    const write = async (work: (changes: { put(value: PendingChange): unknown; delete(key: [number, number]): unknown }) => unknown) => {
      const tx = db.transaction('changes', 'readwrite', { durability: 'strict' });
      await work(tx.store);
      await tx.done;
    };
    return {
      load: (user) => db.getAll('changes', IDBKeyRange.bound([user, 0], [user, Infinity])),
      get: (user, message) => db.get('changes', [user, message]),
      put: (change) => write((changes) => changes.put(change)),
      remove: (user, message) => write((changes) => changes.delete([user, message])),
    };
  } catch {
    return memoryChanges();
  }
}
