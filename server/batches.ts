import { Refusal } from './refusal';

/** What became of an item that was worked on together with others; `alone`: it has to be done by itself. */
export type Done<Result> = { ok: true; value: Result } | { ok: false; error: unknown } | { ok: null; alone: true };

export type BatchOptions<Item, Result> = {
  /** How many batches are under way at once. */
  lanes: number;
  /** How many items are done alone at once, beside the batches. */
  lanesAlone: number;
  /** How many items go together at most. */
  most: number;
  /** How many may wait; what comes beyond is refused with `unavailable`. */
  waiting: number;
  /** Whether this item may go together with others. */
  mayJoin(item: Item): boolean;
  /** Does several, each of another key. When it throws, each is done alone, so that one bad item harms no other. */
  together(items: readonly Item[]): Promise<Done<Result>[]>;
  alone(item: Item): Promise<Result>;
  /** Whether a failure of several is one of all of them, which doing them one by one would only repeat. */
  isOfAll(error: unknown): boolean;
};

export type Batches<Item, Result> = { add(key: number, item: Item): Promise<Result>; readonly waiting: number };

type Entry<Item, Result> = { key: number; item: Item; resolve(value: Result): void; reject(error: unknown): void };

/**
 * Collects items while others are being done, and does together what has come. Items of one key are done one after the other, in the order
 * in which they came; each batch takes at most one of a key, and the keys take turns. What has to be done alone has lanes of its own: it may
 * wait for somebody, and the batches do not.
 */
export function createBatches<Item, Result>(options: BatchOptions<Item, Result>): Batches<Item, Result> {
  const queues = new Map<number, Entry<Item, Result>[]>();
  const lonely: Entry<Item, Result>[] = [];
  const busy = new Set<number>();
  let waiting = 0;
  let batches = 0;
  let alone = 0;

  function add(key: number, item: Item): Promise<Result> {
    if (waiting >= options.waiting) return Promise.reject(new Refusal('unavailable', { retry_after: 1 }));
    return new Promise((resolve, reject) => {
      const queue = queues.get(key) ?? [];
      queue.push({ key, item, resolve, reject });
      queues.set(key, queue);
      waiting += 1;
      next();
    });
  }

  /** Begins what can be begun. */
  function next(): void {
    while (batches < options.lanes) {
      const batch = take();
      if (batch.length === 0) break;
      batches += 1;
      void doTogether(batch).finally(() => {
        batches -= 1;
        next();
      });
    }
    while (alone < options.lanesAlone && lonely.length > 0) {
      alone += 1;
      void doAlone(lonely.shift()!).finally(() => {
        alone -= 1;
        next();
      });
    }
  }

  /** The first item of each key that nobody works on; keys of which more waits go to the end. */
  function take(): Entry<Item, Result>[] {
    const batch: Entry<Item, Result>[] = [];
    for (const [key, queue] of queues) {
      if (batch.length >= options.most) break;
      if (busy.has(key)) continue;
      const entry = queue.shift()!;
      queues.delete(key);
      if (queue.length > 0) queues.set(key, queue);
      waiting -= 1;
      busy.add(key);
      (options.mayJoin(entry.item) ? batch : lonely).push(entry);
    }
    return batch;
  }

  async function doTogether(batch: readonly Entry<Item, Result>[]): Promise<void> {
    const done = await options.together(batch.map(({ item }) => item)).catch((error: unknown) =>
      batch.map((): Done<Result> => (options.isOfAll(error) ? { ok: false, error } : { ok: null, alone: true })),
    );
    for (const [index, entry] of batch.entries()) {
      const one = done[index]!;
      if (one.ok === null) lonely.push(entry);
      else if (one.ok) end(entry, () => entry.resolve(one.value));
      else end(entry, () => entry.reject(one.error));
    }
  }

  async function doAlone(entry: Entry<Item, Result>): Promise<void> {
    await options.alone(entry.item).then(
      (value) => end(entry, () => entry.resolve(value)),
      (error: unknown) => end(entry, () => entry.reject(error)),
    );
  }

  function end({ key }: Entry<Item, Result>, answer: () => void): void {
    busy.delete(key);
    answer();
  }

  return {
    add,
    get waiting() {
      return waiting;
    },
  };
}
