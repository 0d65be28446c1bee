import type { Account, Room } from '../../protocol/entities';
import type { ChatState, ChatStore } from '../store/chat';
import { keptRoom, keptWindow, withKeptRooms, withKeptWindow } from '../store/kept_state';
import type { KeptInbox, KeptWindow } from '../store/kept_state';
import { totalsOf } from '../store/room_lists';
import { changedRooms, withEntries } from '../store/room_map';
import { withPolicies } from '../store/deadlines';
import { roomsSorted } from '../store/select';
import { DISK_WINDOW, HEAD_ROOMS, READ_MS, SLICE, WRITE_AFTER_MS } from './cache_limits';
import { openCacheStorage } from './cache_storage';
import type { CacheHead, CacheStorage } from './cache_storage';
import { firstPageOf } from './first_page';
import type { FirstPage } from './first_page';
import { idle, inTime } from './idle';
import { lastUserOf } from './last_user';
import type { LastUser } from './last_user';
import { becomeWriter } from './writer';
import type { Writer } from './writer';

export type Cache = {
  /** Puts what is kept of the last user into the store, once. `cursor`: where his inbox goes on, null for everything; null: nothing is kept. */
  restore(): Promise<{ user: number; cursor: string | null } | null>;
  /** Puts the kept window of a room into the store, if there is one and none has come. */
  restoreWindow(room: number): Promise<void>;
  /** Keeps this user's inbox from now on. */
  belongTo(user: Account): void;
  /** The room is shown: its window stays longer than others. */
  shown(room: number): void;
  /** The server is another one than the conversations came from. */
  dropWindows(): Promise<void>;
  /** Everything that is shown by now is on the disk. */
  flush(): Promise<void>;
  /** Gives its place on the disk to what has not been sent. */
  yieldPlace(): Promise<void>;
  stop(): void;
};

export type CacheParts = {
  server: string;
  store: ChatStore;
  /** The cursor at which everything in the store is known; null while there is none. */
  position(): string | null;
  open?: typeof openCacheStorage;
  last?: LastUser;
  firstPage?: (user: number) => FirstPage;
  writer?: typeof becomeWriter;
  /** Rooms of one writing. */
  slice?: number;
};

type Written = Pick<ChatState, 'rooms' | 'timelines' | 'notes' | 'replies' | 'labels' | 'views' | 'policies' | 'scheduled' | 'as_of'>;

/** Windows of one writing. */
const WINDOWS_AT_ONCE = 4;
/** Rooms that were shown last and are read before the others. */
const SHOWN_FIRST = 8;

/**
 * What the page has loaded, kept on this device: a page begins with it, and then goes on by numbers from where it stood. Rooms are written
 * before the cursor that knows them, each writing as a whole, so that what is found after a sudden end is never ahead of its rooms.
 */
export function createCache({ server, store, position, open = openCacheStorage, last = lastUserOf(server), firstPage = (id) => firstPageOf(server, id), writer = becomeWriter, slice = SLICE }: CacheParts): Cache {
  let user: number | null = null;
  let storage: Promise<CacheStorage | null> = Promise.resolve(null);
  let turn: Promise<Writer | null> = Promise.resolve(null);
  /** What stands on the disk; null: unknown, everything has to be written. */
  let written: Written | null = null;
  let shownAt = new Map<number, number>();
  let lately: number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isLeaving = false;
  let restored: Promise<unknown> = Promise.resolve();
  /** The disk has refused once: not again in this page. */
  let isSpent = false;
  let stopWatching = () => {};

  function belongTo(id: number): void {
    if (user === id || isSpent) return;
    stop();
    user = id;
    storage = open(server, id, () => user === id && off()).catch(() => null);
    turn = writer(`orderline-cache ${server} ${id}`, (first) => {
      // Somebody else has written meanwhile.
      if (!first) written = null;
      schedule();
    });
    stopWatching = store.subscribe(watch);
    globalThis.window?.addEventListener('pagehide', leave);
  }

  function stop(): void {
    stopWatching();
    globalThis.window?.removeEventListener('pagehide', leave);
    clearTimeout(timer);
    timer = undefined;
    off();
  }

  /** Nothing is read or written any more. */
  function off(): void {
    user = null;
    written = null;
    shownAt = new Map();
    lately = [];
    void storage.then((open) => open?.close());
    void turn.then((one) => one?.stop());
    [storage, turn] = [Promise.resolve(null), Promise.resolve(null)];
  }

  function watch(state: ChatState, before: ChatState): void {
    if (partsOf(state).some((part, place) => part !== partsOf(before)[place])) schedule();
  }

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void idle().then(flush);
    }, WRITE_AFTER_MS);
  }

  function leave(): void {
    isLeaving = true;
    void flush().finally(() => (isLeaving = false));
  }

  function flush(): Promise<void> {
    const done = writing.then(write).catch(drop);
    writing = done;
    return done;
  }

  async function write(): Promise<void> {
    const mine = user;
    const [place, one] = [await storage, await turn];
    const now = store.getState();
    const { me } = now;
    if (!place || !me || me.id !== mine || user !== mine || !one?.isMine() || !now.has_all_rooms) return;
    const base = written;
    const inbox = inboxOf(now, me, position());
    const shown = shownAt;
    shownAt = new Map();
    const put = (change: Partial<Parameters<CacheStorage['write']>[0]>) => place.write({ rooms: [], gone: [], windows: [], shown: new Map(), ...change });
    const pause = () => (isLeaving ? Promise.resolve() : idle());
    const changed = base ? [...changedRooms(base.rooms, now.rooms)] : [...now.rooms.keys()];
    // Until all of it is written, what stands there is of no certain moment.
    if (!base) await put({ head: { inbox: { ...inbox, cursor: null }, rooms: headOf(now, lately) } });
    for (let from = 0; from < changed.length - slice; from += slice) {
      await put(roomsOf(now, changed.slice(from, from + slice)));
      await pause();
      if (user !== mine) return;
    }
    const windows = windowsOf(now, base);
    for (let from = 0; from < windows.length - WINDOWS_AT_ONCE; from += WINDOWS_AT_ONCE) {
      await put({ windows: windows.slice(from, from + WINDOWS_AT_ONCE) });
      await pause();
      if (user !== mine) return;
    }
    const head = { inbox, rooms: headOf(now, lately) };
    await put({
      ...roomsOf(now, lastPart(changed, slice)),
      windows: lastPart(windows, WINDOWS_AT_ONCE),
      shown,
      head,
      ...(base?.replies === now.replies && base.labels === now.labels && base.views === now.views && base.policies === now.policies && base.scheduled === now.scheduled
        ? {}
        : { lists: { replies: now.replies, labels: now.labels, views: now.views, policies: now.policies, scheduled: [...now.scheduled.values()] } }),
      ...(base ? {} : { only: new Set(now.rooms.keys()) }),
    });
    if (user !== mine) return;
    written = now;
    firstPage(me.id).keep(head);
    if (!isLeaving && partsOf(store.getState()).some((part, index) => part !== partsOf(now)[index])) schedule();
  }

  /** The disk is full, or does not do what it should: nothing is kept any more, and a later page begins without it. */
  async function drop(): Promise<void> {
    isSpent = true;
    if (user !== null) firstPage(user).drop();
    const place = await storage;
    await place?.clear().catch(() => undefined);
    stop();
  }

  async function read(me: Account): Promise<{ user: number; cursor: string | null } | null> {
    const first = firstPage(me.id).read();
    if (first) begin(first);
    const place = await storage;
    const head = await place?.head();
    if (!place || !head || head.inbox.me.id !== me.id) return null;
    if (!first) begin(head);
    await turn;
    const all = await place.load();
    if (!all || user !== me.id) return null;
    const scheduled = new Map(all.lists.scheduled.map((one) => [one.id, one]));
    store.setState((state) => ({ ...withKeptRooms({ ...state, rooms: withoutOthers(state.rooms, all.rooms) }, all.rooms), has_all_rooms: true, replies: all.lists.replies, labels: all.lists.labels ?? [], views: all.lists.views ?? [], ...withPolicies(all.lists.policies ?? []), scheduled, as_of: all.inbox.as_of }));
    if ((await turn)?.isMine()) written = store.getState();
    return { user: me.id, cursor: all.inbox.cursor };
  }

  /** The top of the list, before the rest of it is read. */
  function begin({ inbox, rooms }: CacheHead): void {
    store.setState((state) => withKeptRooms({ ...state, me: inbox.me, server_totals: inbox.totals, edit_ms: inbox.edit_ms, as_of: inbox.as_of }, rooms));
  }

  return {
    async restore() {
      const me = last.get();
      // A page that has stood still goes on with what it has.
      if (!me || store.getState().me) return null;
      belongTo(me.id);
      const reading = inTime(read(me), READ_MS).catch(() => undefined);
      restored = reading;
      const kept = await reading;
      // Too slow or broken: the server has everything, and what stands there is written anew.
      if (kept === undefined) await drop();
      return kept ?? (store.getState().me ? { user: me.id, cursor: null } : null);
    },
    async restoreWindow(room) {
      if (!store.getState().rooms.has(room)) await restored;
      const kept = await inTime(storage.then((place) => place?.window(room)), READ_MS).catch(() => undefined);
      if (kept) store.setState((state) => withKeptWindow(state, kept));
    },
    belongTo(me) {
      last.set(me);
      belongTo(me.id);
    },
    shown(room) {
      shownAt.set(room, Date.now());
      lately = [...lately.filter((one) => one !== room), room].slice(-SHOWN_FIRST);
      if (user !== null) schedule();
    },
    async dropWindows() {
      written = null;
      if (user !== null) firstPage(user).drop();
      await (await storage)?.dropWindows();
    },
    flush,
    yieldPlace: drop,
    stop,
  };
}

function partsOf({ rooms, timelines, notes, replies, labels, views, policies, scheduled, as_of }: Written): readonly unknown[] {
  return [rooms, timelines, notes, replies, labels, views, policies, scheduled, as_of];
}

function inboxOf(state: ChatState, me: Account, cursor: string | null): KeptInbox {
  const isFresh = state.connection === 'online' && state.is_caught_up;
  return { me, cursor, as_of: isFresh ? Date.now() : (state.as_of ?? Date.now()), totals: totalsOf(state.rooms), edit_ms: state.edit_ms };
}

function roomsOf(state: ChatState, ids: readonly number[]): { rooms: Room[]; gone: number[] } {
  const entries = ids.map((id) => state.rooms.get(id));
  return { rooms: entries.flatMap((entry) => (entry ? [keptRoom(entry)] : [])), gone: ids.filter((_, place) => !entries[place]) };
}

/** The rooms at the top of the list, however it is sorted, and those that were shown last. */
function headOf(state: ChatState, shown: readonly number[]): Room[] {
  const top = (rooms: readonly Room[]) => rooms.slice(0, HEAD_ROOMS).map(({ id }) => id);
  const ids = new Set([...top(roomsSorted(state)), ...top(roomsSorted(state, 'owed')), ...shown]);
  return roomsOf(state, [...ids]).rooms;
}

/** Without rooms of the first page that the cache does not know: it may be from another moment. */
function withoutOthers(rooms: ChatState['rooms'], kept: readonly Room[]): ChatState['rooms'] {
  const known = new Set(kept.map(({ id }) => id));
  return withEntries(rooms, [...rooms.keys()].filter((id) => !known.has(id)).map((id) => [id, null]));
}

function windowsOf(state: ChatState, base: Written | null): KeptWindow[] {
  return [...state.timelines].flatMap(([room, timeline]) => {
    const notes = state.notes.get(room) ?? [];
    if (base && base.timelines.get(room) === timeline && (base.notes.get(room) ?? notes) === notes) return [];
    return keptWindow(room, timeline, notes, DISK_WINDOW) ?? [];
  });
}

/** What is left for the last writing. */
function lastPart<T>(list: readonly T[], size: number): readonly T[] {
  return list.length === 0 ? list : list.slice(Math.floor((list.length - 1) / size) * size);
}
