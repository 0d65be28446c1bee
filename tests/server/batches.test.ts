import { describe, expect, it } from 'vitest';
import { createBatches, type BatchOptions, type Done } from '../../server/batches';
import type { Refusal } from '../../server/refusal';

type Gate = { open(): void; fail(error: Error): void; items: readonly string[] };

/** Batches of texts whose work ends when the test says so. */
function build(over: Partial<BatchOptions<string, string>> = {}) {
  const together: Gate[] = [];
  const alone: Gate[] = [];
  const gate = (list: Gate[], items: readonly string[]) => new Promise<void>((open, fail) => list.push({ open, fail, items }));
  const batches = createBatches<string, string>({
    lanes: 1,
    lanesAlone: 1,
    most: 10,
    waiting: 100,
    mayJoin: (item) => !item.startsWith('alone'),
    async together(items) {
      await gate(together, items);
      return items.map((item): Done<string> => (item.startsWith('busy') ? { ok: null, alone: true } : item.startsWith('bad') ? { ok: false, error: new Error(item) } : { ok: true, value: `${item}!` }));
    },
    async alone(item) {
      await gate(alone, [item]);
      return `${item} alone`;
    },
    isOfAll: (error) => (error as Error).message === 'connection lost',
    ...over,
  });
  return { batches, together, alone };
}

/** Lets what was resolved be carried on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('batches', () => {
  it('begin at once, and do together what came meanwhile, the first of each key', async () => {
    const { batches, together } = build();
    const results = [[1, 'a'], [1, 'b'], [2, 'c'], [3, 'd'], [2, 'e']].map(([key, item]) => batches.add(key as number, item as string));
    expect(together.map(({ items }) => items)).toEqual([['a']]);
    expect(batches.waiting).toBe(4);
    for (let index = 0; index < 3; index += 1) {
      together[index]!.open();
      await turn();
    }
    expect(together.map(({ items }) => items)).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
    expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
    expect(batches.waiting).toBe(0);
  });

  it('take no more than they may, and keys of which much waits take turns with the others', async () => {
    const { batches, together } = build({ most: 2 });
    for (const item of ['a1', 'a2', 'a3', 'a4']) void batches.add(1, item);
    for (const [key, item] of [[2, 'b'], [3, 'c'], [4, 'd']] as const) void batches.add(key, item);
    for (let index = 0; index < 4; index += 1) {
      together[index]!.open();
      await turn();
    }
    expect(together.map(({ items }) => items)).toEqual([['a1'], ['a2', 'b'], ['c', 'd'], ['a3'], ['a4']]);
  });

  it('run beside each other without a key of another’s', async () => {
    const { batches, together } = build({ lanes: 2 });
    for (const [key, item] of [[1, 'a'], [2, 'b'], [1, 'c'], [3, 'd']] as const) void batches.add(key, item);
    expect(together.map(({ items }) => items)).toEqual([['a'], ['b']]);
    together[1]!.open();
    await turn();
    expect(together.map(({ items }) => items)).toEqual([['a'], ['b'], ['d']]);
    together[0]!.open();
    await turn();
    expect(together.at(-1)!.items).toEqual(['c']);
  });

  it('answer each item for itself', async () => {
    const { batches, together } = build();
    void batches.add(9, 'first');
    const good = batches.add(1, 'good');
    const bad = batches.add(2, 'bad');
    together[0]!.open();
    await turn();
    together[1]!.open();
    await expect(bad).rejects.toThrow('bad');
    expect(await good).toBe('good!');
  });

  it('that fail as a whole are done one by one, so that one bad item harms no other', async () => {
    const { batches, together, alone } = build();
    void batches.add(9, 'first');
    const [one, two] = [batches.add(1, 'one'), batches.add(2, 'two')];
    together[0]!.open();
    await turn();
    together[1]!.fail(new Error('poisoned'));
    await turn();
    alone[0]!.fail(new Error('mine'));
    await expect(one).rejects.toThrow('mine');
    await turn();
    alone[1]!.open();
    expect(await two).toBe('two alone');
  });

  it('whose connection broke are not repeated: what became of them is not known', async () => {
    const { batches, together, alone } = build();
    void batches.add(9, 'first');
    const [one, two] = [batches.add(1, 'one'), batches.add(2, 'two')];
    together[0]!.open();
    await turn();
    together[1]!.fail(new Error('connection lost'));
    await expect(one).rejects.toThrow('connection lost');
    await expect(two).rejects.toThrow('connection lost');
    expect(alone).toEqual([]);
  });

  it('do not wait for what has to be done alone, and its key does', async () => {
    const { batches, together, alone } = build();
    const busy = batches.add(1, 'busy');
    const after = batches.add(1, 'after');
    const own = batches.add(2, 'alone');
    const other = batches.add(3, 'other');
    together[0]!.open();
    await turn();
    expect(together[1]!.items).toEqual(['other']);
    together[1]!.open();
    expect(await other).toBe('other!');
    alone[0]!.open();
    await turn();
    alone[1]!.open();
    expect(await Promise.all([busy, own])).toEqual(['busy alone', 'alone alone']);
    await turn();
    together[2]!.open();
    expect(await after).toBe('after!');
  });

  it('refuse what comes when too much waits', async () => {
    const { batches } = build({ waiting: 2 });
    for (const key of [1, 2, 3]) void batches.add(key, 'waits');
    await expect(batches.add(4, 'too many')).rejects.toMatchObject({ code: 'unavailable', extra: { retry_after: 1 } } satisfies Partial<Refusal>);
  });
});
