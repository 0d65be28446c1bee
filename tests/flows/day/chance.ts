/** Numbers that are the same at each run with this seed. */
export type Chance = {
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  one<T>(list: readonly T[]): T;
  some<T>(list: readonly T[], count: number): T[];
};

export function chanceOf(seed: number): Chance {
  let state = seed;
  // Mulberry32: small, and even enough to choose rooms by.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const one = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new Error('there is nothing to choose from');
    return found;
  };
  return {
    below,
    one,
    some(list, count) {
      const left = [...list];
      return Array.from({ length: Math.min(count, list.length) }, () => left.splice(below(left.length), 1)).flat();
    },
  };
}
