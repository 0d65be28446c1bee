import type { Database } from '../database/database';
import type { Happening, Holder } from '../happening';
import { sharersAmong, sharersOf } from '../sql/participants';

/** Who has a device connected, here or to another process. Never stored: a process that dies takes its connections along. */
export type Presence = {
  isOnline(this: void, user: number): boolean;
  /** How many connections to this process the user holds. */
  count(this: void, user: number): number;
  /** Counts a connection; true when it is the user's first anywhere. */
  connected(user: number): boolean;
  /** Takes one away; true when it was the user's last anywhere. */
  disconnected(user: number): boolean;
  /** From now on `listener` is called when a user's first connection here has come, or his last one has gone. */
  watch(listener: (user: number, isHere: boolean) => void): void;
  /** Whoever is connected here. */
  here(): number[];
  /** What another process says of its own connections. */
  heard(node: string, came: readonly number[], gone: readonly number[]): void;
  /** The same, all of them at once; nobody: the process is gone. Answers whose standing it changed. */
  replace(node: string, users: readonly number[]): number[];
};

export function createPresence(): Presence {
  let changed: (user: number, isHere: boolean) => void = () => undefined;
  const connections = new Map<number, number>();
  const elsewhere = new Map<string, Set<number>>();
  const isElsewhere = (user: number) => [...elsewhere.values()].some((users) => users.has(user));
  const isOnline = (user: number) => connections.has(user) || isElsewhere(user);
  return {
    isOnline,
    count: (user) => connections.get(user) ?? 0,
    connected(user) {
      const before = connections.get(user) ?? 0;
      connections.set(user, before + 1);
      if (before === 0) changed(user, true);
      return before === 0 && !isElsewhere(user);
    },
    disconnected(user) {
      const left = (connections.get(user) ?? 0) - 1;
      if (left > 0) connections.set(user, left);
      else connections.delete(user);
      if (left === 0) changed(user, false);
      return left === 0 && !isElsewhere(user);
    },
    watch(listener) {
      changed = listener;
    },
    here: () => [...connections.keys()],
    heard(node, came, gone) {
      const users = elsewhere.get(node) ?? new Set();
      elsewhere.set(node, users);
      for (const user of came) users.add(user);
      for (const user of gone) users.delete(user);
    },
    replace(node, users) {
      const touched = [...new Set([...(elsewhere.get(node) ?? []), ...users])];
      const before = touched.map(isOnline);
      if (users.length === 0) elsewhere.delete(node);
      else elsewhere.set(node, new Set(users));
      return touched.filter((user, index) => isOnline(user) !== before[index]);
    },
  };
}

/** Who shares rooms with each of these users. */
export async function sharersBy(db: Database, users: readonly number[]): Promise<Map<number, Holder[]>> {
  return byUser(await sharersOf(db, [...new Set(users)]));
}

/**
 * The facts of users' coming or going, to everyone who shares a room with them. They say how each stands when it is told: of a coming and a
 * going in quick succession the facts may be told in either order.
 */
export function presenceFacts(presence: Presence, users: readonly number[], sharers: ReadonlyMap<number, readonly Holder[]>): Happening[] {
  return users.map((user) => ({ fact: 'presence:changed', payload: { user, is_online: presence.isOnline(user) }, to: [...(sharers.get(user) ?? [])] }));
}

/** The same of one of them. */
export async function presenceChanged({ db, presence }: { db: Database; presence: Presence }, user: number): Promise<Happening[]> {
  return presenceFacts(presence, [user], await sharersBy(db, [user]));
}

/** Who of the sharers is online now, for a device that has just come: it holds marks from before. `order`: the one that an invite's session holds. */
export function onlineAmong(presence: Presence, sharers: readonly Holder[], order: number | null): number[] {
  return [...new Set(sharers.filter((sharer) => presence.isOnline(sharer.user) && (order === null || order === sharer.order)).map(({ user }) => user))];
}

/** The facts of many users' coming or going, to those of them who are connected here: each process tells its own. */
export async function presencesChanged({ db, presence }: { db: Database; presence: Presence }, users: readonly number[]): Promise<Happening[]> {
  if (users.length === 0) return [];
  const holders = byUser(await sharersAmong(db, users, presence.here()));
  return presenceFacts(presence, [...holders.keys()], holders);
}

function byUser(sharers: readonly (Holder & { of: number })[]): Map<number, Holder[]> {
  const found = new Map<number, Holder[]>();
  for (const { of, user, order } of sharers) {
    const holders = found.get(of);
    if (holders === undefined) found.set(of, [{ user, order }]);
    else holders.push({ user, order });
  }
  return found;
}
