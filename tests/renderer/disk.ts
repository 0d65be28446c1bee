import type { CacheChange, CacheHead, CacheStorage } from '../../renderer/sync/cache_storage';
import type { FirstPage } from '../../renderer/sync/first_page';
import type { Room } from '../../protocol/entities';
import type { KeptLists, KeptWindow } from '../../renderer/store/kept_state';

/** A disk that outlives the page, takes each writing whole or not at all, and can be pulled out or full. */
export function createDisk() {
  const rooms = new Map<number, Room>();
  const windows = new Map<number, KeptWindow>();
  let head: CacheHead | null = null;
  let lists: KeptLists = { replies: [], scheduled: [] };
  let writings = Infinity;
  let isFull = false;
  const forget = (room: number) => [rooms.delete(room), windows.delete(room)];

  function apply(change: CacheChange): void {
    for (const room of change.rooms) rooms.set(room.id, structuredClone(room));
    for (const room of change.gone) forget(room);
    for (const window of change.windows) windows.set(window.room, structuredClone(window));
    if (change.head) head = structuredClone(change.head);
    if (change.lists) lists = structuredClone(change.lists);
    if (change.only) for (const room of [...rooms.keys()]) if (!change.only.has(room)) forget(room);
  }

  const storage: CacheStorage = {
    head: () => Promise.resolve(structuredClone(head)),
    load: () => Promise.resolve(head && structuredClone({ inbox: head.inbox, rooms: [...rooms.values()], lists })),
    window: (room) => Promise.resolve(structuredClone(windows.get(room))),
    write(change) {
      if (isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      if ((writings -= 1) >= 0) apply(change);
      return Promise.resolve();
    },
    dropWindows() {
      windows.clear();
      head = null;
      return Promise.resolve();
    },
    clear() {
      for (const room of [...rooms.keys()]) forget(room);
      head = null;
      return Promise.resolve();
    },
    close() {},
  };
  let first: CacheHead | null = null;
  const firstPage: FirstPage = {
    read: () => structuredClone(first),
    // A page that was killed leaves an older one behind than its cache.
    keep: (page) => void (writings >= 0 && (first = structuredClone(page))),
    drop: () => void (first = null),
  };
  return {
    storage,
    firstPage,
    rooms,
    windows,
    head: () => head,
    /** The page is killed after so many writings more. */
    killAfter: (count: number) => void (writings = count),
    plugIn: () => void (writings = Infinity),
    fill: () => void (isFull = true),
  };
}

export type Disk = ReturnType<typeof createDisk>;
