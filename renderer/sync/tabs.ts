import type { Message } from '../../protocol/entities';

/** What the tabs of one browser tell each other: the kept entries changed, or one of them is stored now. */
export type TabWord = { kind: 'changed' } | { kind: 'stored'; message: Message };

export type Tabs = {
  tell(word: TabWord): void;
  isSender(): boolean;
  /** Takes the sending over from a tab that is asleep. */
  takeOver(): void;
  stop(): void;
};

/** One tab of several sends: whoever holds the lock; without locks everyone does, and the server sorts out repeats. */
export function joinTabs(name: string, heard: (word: TabWord) => void, becameSender: () => void): Tabs {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  const channel = typeof window === 'undefined' || typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  let isSender = !locks;
  let isOver = false;
  let release: (() => void) | null = null;
  let queued = new AbortController();

  if (channel) channel.onmessage = (event: MessageEvent<TabWord>) => heard(event.data);

  function hold(): Promise<void> {
    if (isOver) return Promise.resolve();
    isSender = true;
    becameSender();
    return new Promise((resolve) => (release = resolve));
  }

  function becomeSender(): void {
    if (isOver) return;
    isSender = true;
    becameSender();
  }

  async function queue(options: LockOptions): Promise<void> {
    try {
      await locks?.request(name, options, hold);
    } catch (error) {
      // Taken over by another tab, or not waited for any longer.
      if (options.signal?.aborted) return;
      // A frame in a foreign page may have locks that are refused: like a browser without any.
      if ((error as DOMException).name !== 'AbortError') return becomeSender();
    }
    isSender = false;
    if (isOver) return;
    queued = new AbortController();
    void queue({ signal: queued.signal });
  }

  if (locks) void queue({ signal: queued.signal });
  return {
    tell: (word) => channel?.postMessage(word),
    isSender: () => isSender,
    takeOver() {
      if (!locks || isSender || isOver) return;
      queued.abort();
      void queue({ steal: true });
    },
    stop() {
      isOver = true;
      queued.abort();
      release?.();
      isSender = false;
      channel?.close();
    },
  };
}
