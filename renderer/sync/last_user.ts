import type { Account } from '../../protocol/entities';

/** Who is signed in on this device, so that his page can begin before the server has answered. */
export type LastUser = { get(): Account | null; set(user: Account | null): void };

/** Kept in localStorage, per server. */
export function lastUserOf(server: string): LastUser {
  const key = `orderline-user ${server}`;
  return {
    get() {
      try {
        const text = globalThis.localStorage?.getItem(key);
        return text ? (JSON.parse(text) as Account) : null;
      } catch {
        return null;
      }
    },
    set(user) {
      try {
        if (user) globalThis.localStorage?.setItem(key, JSON.stringify(user));
        else globalThis.localStorage?.removeItem(key);
      } catch {
        // Nothing is kept here: the page begins with the server's answer.
      }
    },
  };
}
