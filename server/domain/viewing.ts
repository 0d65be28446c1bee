import type { ViewedRoom, ViewState } from '../../protocol/team';
import type { Caller } from '../caller';
import type { Happening } from '../happening';
import type { Parts } from '../parts';
import { expertsBeside } from '../sql/participants';

/*
 * Which experts have a room before their eyes, and which of them are writing an answer there. Known to the processes' memory and never
 * stored; told to the other experts of the room and to nobody else. What a page says of itself holds for one lease (`edge/socket/viewing_life`)
 * and ends with its connection. A reader forgets what is not repeated, so that a process that died, or a fact that was lost, leaves no ghost.
 */

export type Viewing = {
  /** What this connection shows from now on; an empty list ends it. Answers the rooms it showed before. */
  show(this: void, connection: string, user: number, rooms: readonly ViewedRoom[]): number[];
  /** The most that any connection of the user does in the room. */
  stateOf(this: void, user: number, room: number): ViewState;
  /** Everybody who shows anything, once a room. */
  all(this: void): { room: number; user: number; state: ViewState }[];
  /** From now on `listener` is called when connections to this process show something else of a user than before. */
  watch(listener: (shown: Shown) => void): void;
  /** What each user shows by connections to this process, once a room. */
  here(): Shown[];
  /** What a user shows by connections to another process. */
  heard(node: string, shown: Shown): void;
  /** The same of all its users at once; nobody: the process is gone. */
  replace(node: string, shown: readonly Shown[]): void;
};

/** Another process counts as one connection of each of its users; no connection of ours has such a name. */
const ELSEWHERE = 'node:';

/** What a user shows by one process. */
export type Shown = { user: number; rooms: readonly ViewedRoom[] };

export function createViewing(): Viewing {
  let changed: (shown: Shown) => void = () => undefined;
  /** User to connection to room to whether he writes there. */
  const users = new Map<number, Map<string, Map<number, boolean>>>();
  const stateOf: Viewing['stateOf'] = (user, room) => {
    let state: ViewState = 'gone';
    for (const rooms of users.get(user)?.values() ?? []) {
      if (rooms.get(room) === true) return 'writing';
      if (rooms.has(room)) state = 'viewing';
    }
    return state;
  };
  const take = (connection: string, { user, rooms }: Shown): number[] => {
    const mine = users.get(user) ?? new Map<string, Map<number, boolean>>();
    const before = [...(mine.get(connection)?.keys() ?? [])];
    if (rooms.length === 0) mine.delete(connection);
    else mine.set(connection, new Map(rooms.map(({ room, is_writing }) => [room, is_writing])));
    if (mine.size === 0) users.delete(user);
    else users.set(user, mine);
    return before;
  };
  const shownHere = (user: number): Shown => {
    const rooms = new Map<number, boolean>();
    for (const [connection, shown] of users.get(user) ?? []) {
      if (!connection.startsWith(ELSEWHERE)) for (const [room, isWriting] of shown) rooms.set(room, isWriting || rooms.get(room) === true);
    }
    return { user, rooms: [...rooms].map(([room, is_writing]) => ({ room, is_writing })) };
  };
  return {
    show(connection, user, rooms) {
      const before = take(connection, { user, rooms });
      changed(shownHere(user));
      return before;
    },
    watch(listener) {
      changed = listener;
    },
    here: () => [...users.keys()].map(shownHere).filter(({ rooms }) => rooms.length > 0),
    heard: (node, shown) => void take(ELSEWHERE + node, shown),
    replace(node, shown) {
      for (const user of [...users.keys()]) take(ELSEWHERE + node, { user, rooms: [] });
      for (const one of shown) take(ELSEWHERE + node, one);
    },
    stateOf,
    all: () =>
      [...users].flatMap(([user, connections]) => {
        const rooms = new Set([...connections.values()].flatMap((shown) => [...shown.keys()]));
        return [...rooms].map((room) => ({ room, user, state: stateOf(user, room) }));
      }),
  };
}

/** The facts of what the experts of a room show of it, for one who has just been let in. */
export function viewingOf({ viewing }: Pick<Parts, 'viewing'>, room: number, experts: readonly number[], user: number): Happening[] {
  const shown = experts.filter((one) => one !== user).map((one) => ({ room, user: one, state: viewing.stateOf(one, room) }));
  return shown.filter(({ state }) => state !== 'gone').map((payload) => ({ fact: 'viewing:changed', payload, to: [{ user, order: null }] }));
}

type ViewingParts = Pick<Parts, 'db' | 'viewing'>;

/**
 * Takes over what a connection shows, and says so to the other experts of those rooms. Rooms in which the user is no expert are told
 * nobody of. A fact says how he stands when it is told: of two in quick succession they may be told in either order.
 */
export async function showRooms({ db, viewing }: ViewingParts, connection: string, user: number, rooms: readonly ViewedRoom[]): Promise<Happening[]> {
  const before = viewing.show(connection, user, rooms);
  const touched = [...new Set([...before, ...rooms.map(({ room }) => room)])];
  const beside = touched.length === 0 ? [] : await expertsBeside(db, user, touched);
  return touched.flatMap((room): Happening[] => {
    const to = beside.filter((one) => one.room === room).map((one) => ({ user: one.user, order: null }));
    return to.length === 0 ? [] : [{ fact: 'viewing:changed', payload: { room, user, state: viewing.stateOf(user, room) }, to }];
  });
}

/** What the caller's colleagues have before their eyes now, for a device that has just come. */
export async function viewingAround({ db, viewing }: ViewingParts, caller: Pick<Caller, 'user' | 'role' | 'order'>): Promise<{ room: number; user: number; state: ViewState }[]> {
  if (caller.role === 'client' || caller.order !== null) return [];
  const all = viewing.all().filter(({ user }) => user !== caller.user);
  if (all.length === 0) return [];
  const beside = await expertsBeside(db, caller.user, [...new Set(all.map(({ room }) => room))]);
  return all.filter((one) => beside.some(({ room, user }) => room === one.room && user === one.user));
}
