/** Chances that a seed decides, so that a run's plan can be had again. */
export type Random = {
  /** At least 0, less than 1. */
  next(): number;
  below(limit: number): number;
  between(low: number, high: number): number;
  pick<T>(all: readonly T[]): T;
  /** Whether something that happens this often happens now. */
  chance(share: number): boolean;
  uuid(): string;
  /** A stream of its own, which does not depend on how often this one was asked. */
  fork(name: string): Random;
};

/** Mulberry32: small, and good enough for plans. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    pick: (all) => all[below(all.length)]!,
    chance: (share) => next() < share,
    uuid() {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    fork(name) {
      return createRandom([...name].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619), seed ^ 0x811c9dc5));
    },
  };
}
