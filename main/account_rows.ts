import type { AccountEntry, Settings } from '../protocol/desktop';
import { accountNames, type Accounts, type Who } from './accounts';
import { numberOf, type AccountState } from './desk_view';

/** What is asked of an account's profile. */
export type RowsProfile = {
  id: number;
  who(): Who | null;
  server(): string | null;
  send(signal: 'accountsChanged', value: { accounts: AccountEntry[] }): void;
};

export type AccountRowsParts = {
  accounts: Accounts;
  profiles: ReadonlyMap<number, RowsProfile>;
  /** What the desk knows of the accounts. */
  states(): readonly AccountState[];
  counts(): Settings['badge'];
};

/** The accounts as people see them. */
export type AccountRows = {
  /** What they are called; '' where nobody has signed in. */
  names(): ReadonlyMap<number, string>;
  /** The row of accounts in the page of one of them. */
  entriesFor(own: number): AccountEntry[];
  /** Tells the pages what their row of accounts shows; one alone shows none. */
  tell(states: readonly AccountState[]): void;
};

/** Names the accounts, and tells each page of all of them. */
export function createAccountRows({ accounts, profiles, states: statesNow, counts }: AccountRowsParts): AccountRows {
  let told = '';
  const entriesFor = (own: number, states: readonly AccountState[]): AccountEntry[] =>
    states.map(({ id, name, connection, ...state }) => ({
      id,
      name,
      server: profiles.get(id)?.server() ?? null,
      connection,
      number: numberOf({ id, name, connection, ...state }, counts()),
      is_own: id === own,
    }));

  return {
    names: () => accountNames(accounts.ids().map((id) => ({ id, who: profiles.get(id)?.who() ?? null, server: profiles.get(id)?.server() ?? null }))),
    entriesFor: (own) => entriesFor(own, statesNow()),
    tell(states) {
      const next = states.length < 2 ? '' : JSON.stringify(entriesFor(0, states));
      if (next === told) return;
      told = next;
      for (const profile of profiles.values()) profile.send('accountsChanged', { accounts: entriesFor(profile.id, states) });
    },
  };
}
