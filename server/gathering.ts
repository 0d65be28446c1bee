import { createBatches } from './batches';

const LANES = 2;
const TOGETHER = 200;
const WAITING = 20_000;

/**
 * Answers questions together that are asked while others are being answered, when each could stand alone and all of them fail together. After an
 * outage everybody comes at once. `keyOf`: those of one key follow each other; absent: none waits for another. `together` answers in the order of its items.
 */
export function createGathering<Item, Result>({ together, keyOf }: { together(items: readonly Item[]): Promise<Result[]>; keyOf?(item: Item): number }): { add(this: void, item: Item): Promise<Result> } {
  const batches = createBatches<Item, Result>({
    lanes: LANES,
    lanesAlone: 0,
    most: TOGETHER,
    waiting: WAITING,
    mayJoin: () => true,
    together: async (items) => (await together(items)).map((value) => ({ ok: true, value })),
    alone: () => Promise.reject(new Error('nothing is done alone')),
    isOfAll: () => true,
  });
  let count = 0;
  return { add: (item) => batches.add(keyOf?.(item) ?? (count += 1), item) };
}
