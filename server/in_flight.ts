/** Counts what is being worked on, so that a drain can wait for it. */
export function createInFlight(): { track<T>(work: Promise<T>): Promise<T>; settled(withinMs: number): Promise<boolean>; count(): number } {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      const entry: Promise<unknown> = work.then(
        () => running.delete(entry),
        () => running.delete(entry),
      );
      running.add(entry);
      return work;
    },
    count: () => running.size,
    /** True when everything ended in time. */
    async settled(withinMs) {
      const deadline = Date.now() + withinMs;
      while (running.size > 0 && Date.now() < deadline) {
        const left = new Promise((resolve) => setTimeout(resolve, deadline - Date.now()).unref());
        await Promise.race([Promise.all(running), left]);
      }
      return running.size === 0;
    },
  };
}
