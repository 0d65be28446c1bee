/** Lanes keep the order of arrival: work of one lane begins when the one before it has ended, other lanes do not wait. */
export function createLanes<Key>(): { run<T>(lane: Key, work: () => Promise<T>): Promise<T> } {
  const tails = new Map<Key, Promise<unknown>>();
  return {
    run(lane, work) {
      const turn = (tails.get(lane) ?? Promise.resolve()).then(work, work);
      const tail: Promise<unknown> = turn.then(
        () => tails.get(lane) === tail && tails.delete(lane),
        () => tails.get(lane) === tail && tails.delete(lane),
      );
      tails.set(lane, tail);
      return turn;
    },
  };
}
