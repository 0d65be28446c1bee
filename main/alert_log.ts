import type { AlertDay, AlertEntry } from '../protocol/desktop';

const ENTRIES_KEPT = 500;
const DAYS_KEPT = 14;

export type AlertLogParts = {
  entries: { get(): AlertEntry[]; set(entries: AlertEntry[]): boolean };
  days: { get(): AlertDay[]; set(days: AlertDay[]): boolean };
  now(): number;
};

export type AlertLog = { add(entry: Omit<AlertEntry, 'at'>): void; read(): { entries: AlertEntry[]; days: AlertDay[] }; erase(): void };

/** What became of each alert, newest last, and how many of a day ended how: the answer to "why did I hear nothing?". */
export function createAlertLog({ entries, days, now }: AlertLogParts): AlertLog {
  return {
    add(entry) {
      const at = now();
      entries.set([...entries.get(), { at: new Date(at).toISOString(), ...entry }].slice(-ENTRIES_KEPT));
      days.set(counted(days.get(), dayOf(at), entry.outcome).slice(-DAYS_KEPT));
    },
    erase() {
      entries.set([]);
      days.set([]);
    },
    read: () => ({ entries: entries.get(), days: days.get() }),
  };
}

/** The days with one more outcome on this one, oldest first. */
export function counted(days: readonly AlertDay[], day: string, outcome: AlertEntry['outcome']): AlertDay[] {
  const counts = days.find((each) => each.day === day)?.counts ?? {};
  const others = days.filter((each) => each.day !== day);
  return [...others, { day, counts: { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 } }].sort((one, two) => (one.day < two.day ? -1 : 1));
}

/** The day of this machine's calendar. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
