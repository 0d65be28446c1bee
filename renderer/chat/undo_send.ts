import { useEffect, useState, useSyncExternalStore } from 'react';
import type { OutboxEntry } from '../store/chat';
import { holdLeft } from '../store/outbox';

/** For how many seconds a message can be taken back after Enter; the reader of this browser chooses. */
export const UNDO_SECONDS = [0, 5, 10] as const;
export type UndoSeconds = (typeof UNDO_SECONDS)[number];

const KEY = 'orderline-undo-send';
const watchers = new Set<() => void>();
let unkept: UndoSeconds = 0;

/** The chosen seconds. */
export function undoSeconds(): UndoSeconds {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return UNDO_SECONDS.find((seconds) => seconds === kept) ?? 0;
  } catch {
    return unkept;
  }
}

/** Chooses the seconds, on this device. */
export function setUndoSeconds(seconds: UndoSeconds): void {
  unkept = seconds;
  try {
    localStorage.setItem(KEY, String(seconds));
  } catch {
    // As long as the page lives.
  }
  for (const watcher of watchers) watcher();
}

/** The chosen seconds, as they change. */
export function useUndoSeconds(): UndoSeconds {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, undoSeconds);
}

/** Whether an entry is still held back. */
export function useIsHeld(entry: OutboxEntry): boolean {
  const left = entry.state === 'pending' ? holdLeft(entry, Date.now()) : 0;
  const [, setNow] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setNow(Date.now()), left);
    return () => clearTimeout(timer);
  });
  return left > 0;
}
