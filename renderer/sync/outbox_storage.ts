import type { DBSchema } from 'idb';
import type { OutboxEntry } from '../store/chat';
import { browserDatabase, diskOrMemory } from './browser_database';

/** Where unsent posts are kept, each user's in the order of writing. */
export type OutboxStorage = {
  /** Whether what is kept here outlives the page. */
  isKept: boolean;
  load(user: number): Promise<OutboxEntry[]>;
  /** Adds an entry or replaces the one with its id. */
  put(entry: OutboxEntry): Promise<void>;
  remove(client_message_id: string): Promise<void>;
  close(): void;
};

interface Schema extends DBSchema {
  entries: { key: number; value: OutboxEntry & { place?: number }; indexes: { id: string; user: number } };
}

/** Entries live as long as the page. */
export function memoryOutbox(): OutboxStorage {
  let entries: OutboxEntry[] = [];
  return {
    isKept: false,
    load: (user) => Promise.resolve(entries.filter((entry) => entry.user === user)),
    put(entry) {
      const place = entries.findIndex((one) => one.client_message_id === entry.client_message_id);
      entries = place < 0 ? [...entries, entry] : entries.with(place, entry);
      return Promise.resolve();
    },
    remove(id) {
      entries = entries.filter((entry) => entry.client_message_id !== id);
      return Promise.resolve();
    },
    close() {},
  };
}

/** Entries live on the disk of this browser, those of different servers apart; where that cannot be, in memory. */
export function openOutboxStorage(server: string): Promise<OutboxStorage> {
  return diskOrMemory(openOnDisk(`orderline-outbox ${server}`), memoryOutbox);
}

async function openOnDisk(name: string): Promise<OutboxStorage> {
  const { open, close } = browserDatabase<Schema>(name, (fresh) => {
    const entries = fresh.createObjectStore('entries', { keyPath: 'place', autoIncrement: true });
    entries.createIndex('id', 'client_message_id', { unique: true });
    entries.createIndex('user', 'user');
  });
  const writing = async () => {
    const tx = (await open()).transaction('entries', 'readwrite', { durability: 'strict' });
    return { tx, entries: tx.objectStore('entries') };
  };
  await open();
  return {
    isKept: true,
    async load(user) {
      // By user, and within the index in the order of the key, which is the order of writing.
      const rows = await (await open()).getAllFromIndex('entries', 'user', user);
      return rows.map(withoutPlace);
    },
    async put(entry) {
      const { tx, entries } = await writing();
      const place = await entries.index('id').getKey(entry.client_message_id);
      await entries.put(place === undefined ? entry : { ...entry, place });
      await tx.done;
    },
    async remove(id) {
      const { tx, entries } = await writing();
      const place = await entries.index('id').getKey(id);
      if (place !== undefined) await entries.delete(place);
      await tx.done;
    },
    close,
  };
}

function withoutPlace(row: OutboxEntry & { place?: number }): OutboxEntry {
  const entry = { ...row };
  delete entry.place;
  return entry;
}
