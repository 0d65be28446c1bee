import type { Place } from './link';

export type FindingParts = {
  /** The accounts that could have what a link names: whoever is signed in. */
  candidates(): readonly number[];
  /** Asks the page of an account; false: nobody is there to be asked yet. */
  ask(account: number, ask: number, place: Place): boolean;
  /** Asks the user which of these it shall be; null: none. */
  choose(accounts: readonly number[], place: Place): Promise<number | null>;
  open(account: number, place: Place): void;
};

export type Finding = {
  find(place: Place): void;
  answer(account: number, ask: number, isHere: boolean): void;
  /** The page of an account has come to know its rooms. */
  ready(account: number): void;
  stop(): void;
};

/** So long pages may take to say whether a link is theirs; on a cold start they sign in first. */
const PATIENCE_MS = 8_000;

/** Finds the account to which a link belongs: numbers of rooms and orders are each server's own. Pages are asked; where that does not tell, the user is. */
export function createFinding(parts: FindingParts): Finding {
  let count = 0;
  let search: { ask: number; place: Place; open: Set<number>; here: number[]; timer: ReturnType<typeof setTimeout> } | null = null;

  function end(): void {
    if (search === null) return;
    const { place, here, timer } = search;
    clearTimeout(timer);
    search = null;
    const among = here.length > 0 ? here : parts.candidates();
    const [only] = among;
    if (among.length === 1 && only !== undefined) return parts.open(only, place);
    void parts.choose(among, place).then((chosen) => chosen !== null && parts.open(chosen, place));
  }

  return {
    find(place) {
      if (search !== null) clearTimeout(search.timer);
      const candidates = parts.candidates();
      count += 1;
      search = { ask: count, place, open: new Set(candidates), here: [], timer: setTimeout(end, PATIENCE_MS) };
      if (candidates.length <= 1) return end();
      for (const account of candidates) parts.ask(account, count, place);
    },
    answer(account, ask, isHere) {
      if (search?.ask !== ask || !search.open.delete(account)) return;
      if (isHere) search.here.push(account);
      if (search.open.size === 0) end();
    },
    ready(account) {
      if (search?.open.has(account) === true) parts.ask(account, search.ask, search.place);
    },
    stop() {
      if (search !== null) clearTimeout(search.timer);
      search = null;
    },
  };
}
