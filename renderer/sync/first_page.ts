import type { CacheHead } from './cache_storage';

/** What the list begins with, read without waiting for a database: a page paints it in its first frame. */
export type FirstPage = { read(): CacheHead | null; keep(head: CacheHead): void; drop(): void };

/** To be raised when what is kept changes its shape. */
const SHAPE = 2;

const keyOf = (server: string, user: number) => `orderline-first-page ${server} ${user}`;

/** The top of this user's list, kept in localStorage; the cache has the same, and stays what is believed. */
export function firstPageOf(server: string, user: number): FirstPage {
  const key = keyOf(server, user);
  const drop = () => {
    try {
      globalThis.localStorage?.removeItem(key);
    } catch {
      // No storage: nothing was kept.
    }
  };
  return {
    read() {
      try {
        const { shape, head } = JSON.parse(globalThis.localStorage?.getItem(key) ?? '{}') as { shape?: number; head?: CacheHead };
        return shape === SHAPE && head?.inbox.me.id === user ? head : null;
      } catch {
        return null;
      }
    },
    keep(head) {
      try {
        globalThis.localStorage?.setItem(key, JSON.stringify({ shape: SHAPE, head }));
      } catch {
        // Full: what stands there is old, and the cache is read a moment later anyway.
        drop();
      }
    },
    drop,
  };
}
