/** Lets this process's clock, and so that of all its clients, go wrong by this much; answers what sets it right again. */
export function shiftClock(byMs: number): () => void {
  const Right = Date;
  class Shifted extends Right {
    constructor(...given: [] | [number | string | Date]) {
      if (given.length === 0) super(Right.now() + byMs);
      else super(given[0]);
    }
    static override now(): number {
      return Right.now() + byMs;
    }
  }
  globalThis.Date = Shifted as DateConstructor;
  return () => {
    globalThis.Date = Right;
  };
}
