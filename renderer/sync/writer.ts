/** Whose turn it is to write: one tab or window of several. */
export type Writer = {
  isMine(): boolean;
  stop(): void;
};

/**
 * Waits for the right to write. `first` says whether it was free at once: only then is what this page has read the last thing that was
 * written. Pages without locks (neither https nor loopback) never write.
 */
export async function becomeWriter(name: string, taken: (first: boolean) => void): Promise<Writer> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  let isMine = false;
  let isOver = false;
  let release = () => {};
  const giveUp = new AbortController();

  const hold = (first: boolean) => {
    if (isOver) return undefined;
    isMine = true;
    taken(first);
    return new Promise<void>((resolve) => (release = resolve));
  };
  const settled = new Promise<void>((resolve) => {
    if (!locks) return resolve();
    void locks.request(name, { ifAvailable: true }, (lock) => {
      const held = lock ? hold(true) : undefined;
      resolve();
      if (!lock && !isOver) locks.request(name, { signal: giveUp.signal }, () => hold(false)).catch(() => undefined);
      return held;
    });
  });
  await settled;
  return {
    isMine: () => isMine,
    stop() {
      isOver = true;
      isMine = false;
      giveUp.abort();
      release();
    },
  };
}
