import type { ChatStore } from '../store/chat';

export type FactQueue = {
  /** Applies it now, or together with those that come right after others. */
  add(apply: () => void): void;
  /** Applies what waits: whatever is judged next has to know of it. */
  flush(): void;
};

/** So often a page that is told a hundred things a second is drawn anew. */
const TOGETHER_MS = 40;

/** Facts that come in quick succession are applied together, so that the page is drawn once for all of them; the first one is applied at once. */
export function createFactQueue(store: ChatStore): FactQueue {
  let waiting: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let appliedAt = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const facts = waiting;
    waiting = [];
    appliedAt = Date.now();
    store.batch(() => facts.forEach((apply) => apply()));
  }

  return {
    add(apply) {
      waiting.push(apply);
      // A hidden page draws nothing, and its timers are slow.
      const isHidden = typeof document !== 'undefined' && document.visibilityState === 'hidden';
      if (isHidden || Date.now() - appliedAt >= TOGETHER_MS) flush();
      else timer ??= setTimeout(flush, TOGETHER_MS);
    },
    flush,
  };
}
