import type { AlertDay, AlertEntry } from '../../protocol/desktop';
import { dayNumberText } from '../chat/dates';
import type { AlertHistory } from './host';

const KEY = 'orderline.alerts';
const ENTRIES_KEPT = 200;
const DAYS_KEPT = 14;

export type BrowserAlertLog = { add(entry: Omit<AlertEntry, 'at'>): void; read(): AlertHistory; erase(): void };

/** What became of each alert in this browser, newest first; kept here, where the browser keeps anything. */
export function browserAlertLog(): BrowserAlertLog {
  let memory: AlertHistory = { entries: [], days: [] };
  const read = () => load() ?? memory;
  return {
    add(entry) {
      const { entries, days } = read();
      const at = new Date();
      memory = { entries: [{ at: at.toISOString(), ...entry }, ...entries].slice(0, ENTRIES_KEPT), days: counted(days, dayNumberText(at), entry.outcome) };
      try {
        localStorage.setItem(KEY, JSON.stringify(memory));
      } catch {
        // Private mode: it lasts as long as the page.
      }
    },
    read,
    erase() {
      memory = { entries: [], days: [] };
      localStorage.removeItem(KEY);
    },
  };
}

function counted(days: readonly AlertDay[], day: string, outcome: AlertEntry['outcome']): AlertDay[] {
  const counts = days.find((each) => each.day === day)?.counts ?? {};
  return [{ day, counts: { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 } }, ...days.filter((each) => each.day !== day)].slice(0, DAYS_KEPT);
}

function load(): AlertHistory | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const history = value as Partial<AlertHistory> | null;
    return Array.isArray(history?.entries) && Array.isArray(history.days) ? { entries: history.entries as AlertEntry[], days: history.days as AlertDay[] } : null;
  } catch {
    return null;
  }
}
