import { Refusal } from './refusal';

/** Lets `atOnce` pieces of work run and `mayWait` wait in order; refuses the next with `unavailable`. */
export function createGate(atOnce: number, mayWait = Infinity): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mayWait) throw new Refusal('unavailable', { retry_after: 3 });
      // Whoever leaves hands his place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
