import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Action } from './action';
import type { Combo } from './combo';
import { refusalOf } from './reserved';

/** The user's own keys, by action; whatever is not in here has its default. An empty list: no key at all. */
export type OwnKeys = Readonly<Record<string, readonly Combo[]>>;

/** What each action is bound to now. */
export type Bindings = ReadonlyMap<string, readonly Combo[]>;

/** Own keys go before defaults: a default that somebody has given to another action is no longer one. */
export function bindingsOf(actions: readonly Action[], own: OwnKeys): Bindings {
  const taken = new Set<Combo>();
  const result = new Map<string, readonly Combo[]>();
  const take = (id: string, wanted: readonly Combo[]) => {
    const free = wanted.filter((combo) => !taken.has(combo));
    free.forEach((combo) => taken.add(combo));
    result.set(id, free);
  };
  for (const { id } of actions) {
    const keys = own[id];
    if (keys) take(id, keys);
  }
  for (const { id, keys } of actions) if (!own[id]) take(id, keys);
  return result;
}

/** Who has this combination. */
export function holderOf(bindings: Bindings, combo: Combo): string | null {
  for (const [id, keys] of bindings) if (keys.includes(combo)) return id;
  return null;
}

/** What was kept, as far as it still makes sense; anything else is as if nobody had changed anything. */
export function parseOwnKeys(text: string | null, isMac: boolean): OwnKeys {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    const entries = Object.entries(value).filter((entry): entry is [string, Combo[]] => {
      const keys: unknown = entry[1];
      return Array.isArray(keys) && keys.length <= 3 && keys.every((combo) => typeof combo === 'string' && refusalOf(combo, isMac) === null);
    });
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

export type KeyStore = StoreApi<{ own: OwnKeys; bindings: Bindings }> & {
  /** Gives an action these keys; others that hold one of them lose it. */
  bind(id: string, keys: readonly Combo[]): void;
  /** Gives an action this key, and the one that holds it what the action had. */
  swap(id: string, combo: Combo): void;
  /** Back to the default. */
  reset(id: string): void;
  resetAll(): void;
};

const storageKey = (user: number) => `orderline.keys.${user}`;

/** The keys of this user on this device. */
export function createKeyStore(user: number, actions: readonly Action[], isMac: boolean): KeyStore {
  const of = (own: OwnKeys) => ({ own, bindings: bindingsOf(actions, own) });
  const store = createStore<{ own: OwnKeys; bindings: Bindings }>()(() => of(parseOwnKeys(read(user), isMac)));
  const set = (own: OwnKeys) => {
    store.setState(of(own));
    write(user, own);
  };
  const current = (id: string) => store.getState().bindings.get(id) ?? [];
  return {
    ...store,
    bind(id, keys) {
      const { own, bindings } = store.getState();
      const losers = [...bindings].filter(([other, held]) => other !== id && held.some((combo) => keys.includes(combo)));
      const left = losers.map(([other, held]) => [other, held.filter((combo) => !keys.includes(combo))] as const);
      set({ ...own, ...Object.fromEntries(left), [id]: keys });
    },
    swap(id, combo) {
      const { own, bindings } = store.getState();
      const [had] = current(id);
      const holder = holderOf(bindings, combo);
      const theirs = holder === null ? [] : current(holder).flatMap((one) => (one !== combo ? one : (had ?? [])));
      set({ ...own, ...(holder === null ? {} : { [holder]: theirs }), [id]: [combo] });
    },
    reset(id) {
      set(Object.fromEntries(Object.entries(store.getState().own).filter(([other]) => other !== id)));
    },
    resetAll: () => set({}),
  };
}

function read(user: number): string | null {
  try {
    return localStorage.getItem(storageKey(user));
  } catch {
    return null;
  }
}

function write(user: number, own: OwnKeys): void {
  try {
    localStorage.setItem(storageKey(user), JSON.stringify(own));
  } catch {
    // Private mode: the keys last as long as the page.
  }
}
