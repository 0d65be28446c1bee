import type { Caller } from '../caller';
import type { Database } from '../database/database';
import type { Happening } from '../happening';
import { sharersOf } from '../sql/participants';

/** Who has a device connected to this process. Never stored: a process that dies takes its connections along. */
export type Presence = {
  isOnline(this: void, user: number): boolean;
  /** How many connections the user holds. */
  count(this: void, user: number): number;
  /** Counts a connection; true when it is the user's first. */
  connected(user: number): boolean;
  /** Takes one away; true when it was the user's last. */
  disconnected(user: number): boolean;
};

export function createPresence(): Presence {
  const connections = new Map<number, number>();
  return {
    isOnline: (user) => connections.has(user),
    count: (user) => connections.get(user) ?? 0,
    connected(user) {
      const before = connections.get(user) ?? 0;
      connections.set(user, before + 1);
      return before === 0;
    },
    disconnected(user) {
      const left = (connections.get(user) ?? 0) - 1;
      if (left > 0) connections.set(user, left);
      else connections.delete(user);
      return left === 0;
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
