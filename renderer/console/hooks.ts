import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;
const NARROW = '(max-width: 719px)';

let now = Date.now();
const clockListeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function watchClock(listener: () => void): () => void {
  clockListeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    clockListeners.forEach((call) => call());
  }, TICK_MS);
  return () => {
    clockListeners.delete(listener);
    if (clockListeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, moved on a few times a minute for all who look at it. */
export function useNow(): number {
  return useSyncExternalStore(watchClock, () => now);
}

function watchWidth(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** True where list and chat do not fit beside each other. */
export const isNarrowNow = (): boolean => window.matchMedia(NARROW).matches;

/** The same, kept up to date. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(watchWidth, isNarrowNow);
}
