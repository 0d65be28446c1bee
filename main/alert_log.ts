import type { AlertEntry } from '../protocol/desktop';

const KEPT = 200;

export type AlertLog = { add(entry: Omit<AlertEntry, 'at'>): void; entries(): AlertEntry[] };

/** What became of each alert, newest last: the answer to "why did I hear nothing?". */
export function createAlertLog(slot: { get(): AlertEntry[]; set(entries: AlertEntry[]): boolean }, now: () => number): AlertLog {
  return {
    add: (entry) => void slot.set([...slot.get(), { at: new Date(now()).toISOString(), ...entry }].slice(-KEPT)),
    entries: () => slot.get(),
  };
}
