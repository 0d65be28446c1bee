import { z } from 'zod';
import { ACCOUNTS_MAX } from '../protocol/limits';

/** Which accounts this program has. The first one of an install is 1; its files and its session are those from before there were several. */
export const keptAccounts = z.array(z.number().int().min(1).max(ACCOUNTS_MAX)).min(1).transform((ids) => [...new Set(ids)]);

export const FIRST_ACCOUNT = 1;

export type Accounts = {
  ids(): readonly number[];
  /** The number of a new account; null: there are as many as there may be. */
  add(): number | null;
  /** False: it is the only one, and stays. */
  remove(id: number): boolean;
};

export function createAccounts(slot: { get(): number[]; set(ids: number[]): boolean }): Accounts {
  return {
    ids: () => slot.get(),
    add() {
      const taken = slot.get();
      const id = Array.from({ length: ACCOUNTS_MAX }, (_each, index) => index + 1).find((each) => !taken.includes(each));
      if (id === undefined) return null;
      slot.set([...taken, id]);
      return id;
    },
    remove(id) {
      const left = slot.get().filter((each) => each !== id);
      if (left.length === 0) return false;
      return slot.set(left) || true;
    },
  };
}

/** Who is signed in to an account, and where. */
export type Who = { server: string; user: number; name: string };

/** What accounts are called: by their user; where two would be the same, or nobody is known, with the server. */
export function accountNames(accounts: readonly { id: number; who: Who | null; server: string | null }[]): ReadonlyMap<number, string> {
  const host = (server: string | null) => (server !== null && URL.canParse(server) ? new URL(server).host : '');
  const own = (who: Who | null) => who?.name ?? '';
  return new Map(
    accounts.map(({ id, who, server }) => {
      const isShared = accounts.some((other) => other.id !== id && own(other.who) === own(who));
      return [id, [own(who), own(who) === '' || isShared ? host(server) : ''].filter((part) => part !== '').join(' · ')];
    }),
  );
}
