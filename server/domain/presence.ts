import type { Caller } from '../caller';
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

/**
 * The fact of a user's coming or going, to everyone who shares a room with him. It says how he stands when it is told: of a coming and a
 * going in quick succession the facts may be told in either order.
 */
export async function presenceChanged({ db, presence }: { db: Database; presence: Presence }, user: number): Promise<Happening[]> {
  const to = await sharersOf(db, user);
  return [{ fact: 'presence:changed', payload: { user, is_online: presence.isOnline(user) }, to }];
}

/** Who of those that share a room with the caller is online now, for a device that has just come: it holds marks from before. */
export async function onlineAround({ db, presence }: { db: Database; presence: Presence }, caller: Pick<Caller, 'user' | 'order'>): Promise<number[]> {
  const sharers = await sharersOf(db, caller.user);
  const seen = sharers.filter(({ user, order }) => presence.isOnline(user) && (caller.order === null || caller.order === order));
  return [...new Set(seen.map(({ user }) => user))];
}

/** The facts of many users' coming or going, to those of them who are connected here: each process tells its own. */
export async function presencesChanged({ db, presence }: { db: Database; presence: Presence }, users: readonly number[]): Promise<Happening[]> {
  if (users.length === 0) return [];
  const holders = new Map<number, Holder[]>();
  for (const { of, user, order } of await sharersAmong(db, users, presence.here())) holders.set(of, [...(holders.get(of) ?? []), { user, order }]);
  return [...holders].map(([user, to]) => ({ fact: 'presence:changed', payload: { user, is_online: presence.isOnline(user) }, to }));
}
