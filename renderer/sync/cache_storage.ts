import { deleteDB, openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Room } from '../../protocol/entities';
import type { KeptInbox, KeptLists, KeptWindow } from '../store/kept_state';
import { DISK_WINDOWS, READ_SLICE } from './cache_limits';

/** What is read before anything else: the sums, and the rooms at the top of the list. */
export type CacheHead = { inbox: KeptInbox; rooms: readonly Room[] };

/** One writing: all of it comes to the disk, or nothing. */
export type CacheChange = {
  rooms: readonly Room[];
  gone: readonly number[];
  windows: readonly KeptWindow[];
  /** Rooms that are shown, with the time. */
  shown: ReadonlyMap<number, number>;
  head?: CacheHead;
  lists?: KeptLists;
  /** Rooms that are not among these go, and their windows. */
  only?: ReadonlySet<number>;
};

/** What one user's page has kept on one device of one server. */
export type CacheStorage = {
  /** Null: nothing that could be used. */
  head(): Promise<CacheHead | null>;
  /** All rooms as of one moment, with the inbox of that moment. */
  load(): Promise<{ inbox: KeptInbox; rooms: readonly Room[]; lists: KeptLists } | null>;
  window(room: number): Promise<KeptWindow | undefined>;
  write(change: CacheChange): Promise<void>;
  /** Takes all conversations out, and the cursor with them. */
  dropWindows(): Promise<void>;
  clear(): Promise<void>;
  close(): void;
};

/** To be raised when what is kept changes its shape: what an older or newer version has kept is dropped. */
const SHAPE = 2;

interface Schema extends DBSchema {
  rooms: { key: number; value: Room };
  windows: { key: number; value: KeptWindow };
  shown: { key: number; value: { room: number; at: number }; indexes: { at: number } };
  single: { key: string; value: CacheHead | KeptLists };
}
const STORES = ['rooms', 'windows', 'shown', 'single'] as const;

const nameOf = (server: string, user: number) => `orderline-cache ${server} ${user}`;
const noLists: KeptLists = { replies: [], scheduled: [] };

/** The cache of this browser; `onGone`: somebody else has taken it away, and nothing may be written any more. */
export async function openCacheStorage(server: string, user: number, onGone: () => void): Promise<CacheStorage> {
  const name = nameOf(server, user);
  const db = await connect(name, onGone).catch(async () => {
    // Made by a later version, or broken.
    await deleteDB(name);
    return connect(name, onGone);
  });
  const headOf = (value: unknown) => value as CacheHead | undefined;
  return {
    head: async () => headOf(await db.get('single', 'head')) ?? null,
    async load() {
      // One transaction sees one moment.
      const tx = db.transaction(['rooms', 'single']);
      const single = tx.objectStore('single');
      const [head, lists] = [headOf(await single.get('head')), (await single.get('lists')) as KeptLists | undefined];
      if (!head) return null;
      const rooms: Room[] = [];
      for (let page: Room[] = []; rooms.length === 0 || page.length === READ_SLICE; ) {
        page = await tx.objectStore('rooms').getAll(IDBKeyRange.lowerBound(rooms.at(-1)?.id ?? 0, true), READ_SLICE);
        rooms.push(...page);
        if (page.length === 0) break;
      }
      return { inbox: head.inbox, rooms, lists: lists ?? noLists };
    },
    window: (room) => db.get('windows', room),
    async write(change) {
      const tx = db.transaction(STORES, 'readwrite');
      const [rooms, windows, shown, single] = [tx.objectStore('rooms'), tx.objectStore('windows'), tx.objectStore('shown'), tx.objectStore('single')];
      const forget = (room: number) => [rooms.delete(room), windows.delete(room), shown.delete(room)];
      const work: Promise<unknown>[] = [];
      for (const room of change.rooms) work.push(rooms.put(room));
      for (const room of change.gone) work.push(...forget(room));
      for (const window of change.windows) work.push(windows.put(window));
      for (const [room, at] of change.shown) work.push(shown.put({ room, at }));
      if (change.head) work.push(single.put(change.head, 'head'));
      if (change.lists) work.push(single.put(change.lists, 'lists'));
      const evict = async () => {
        const others = change.only ? (await rooms.getAllKeys()).filter((room) => !change.only?.has(room)) : [];
        const many = change.shown.size > 0 ? (await shown.count()) - DISK_WINDOWS : 0;
        const old = many > 0 ? (await shown.index('at').getAll(null, many)).map(({ room }) => room) : [];
        await Promise.all([...others.flatMap(forget), ...old.flatMap((room) => [windows.delete(room), shown.delete(room)])]);
      };
      // All of it fails together; whichever says so first is heard.
      await Promise.all([...work, evict(), tx.done]);
    },
    async dropWindows() {
      const tx = db.transaction(STORES, 'readwrite');
      await Promise.all([tx.objectStore('windows').clear(), tx.objectStore('shown').clear(), tx.objectStore('single').clear(), tx.done]);
    },
    async clear() {
      const tx = db.transaction(STORES, 'readwrite');
      await Promise.all([...STORES.map((store) => tx.objectStore(store).clear()), tx.done]);
    },
    close: () => db.close(),
  };
}

/** Takes everything away that was kept of the user. */
export function eraseCacheStorage(server: string, user: number): Promise<void> {
  return deleteDB(nameOf(server, user));
}

function connect(name: string, onGone: () => void): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, SHAPE, {
    upgrade(fresh, from) {
      if (from > 0) for (const store of STORES) fresh.deleteObjectStore(store);
      fresh.createObjectStore('rooms', { keyPath: 'id' });
      fresh.createObjectStore('windows', { keyPath: 'room' });
      fresh.createObjectStore('shown', { keyPath: 'room' }).createIndex('at', 'at');
      fresh.createObjectStore('single');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
}
