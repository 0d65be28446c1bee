import type { AlertEntry, AlertOutcome } from '../../../protocol/desktop';

/** How the log groups its outcomes. */
export type LogGroup = 'shown' | 'folded' | 'silent';

export type LogFilter = { group: LogGroup | 'all'; outcome: AlertOutcome | null; query: string };

export const NO_LOG_FILTER: LogFilter = { group: 'all', outcome: null, query: '' };

/** The group to which an outcome belongs; what failed was not shown either. */
export function groupOf(outcome: AlertOutcome): LogGroup {
  if (outcome === 'shown' || outcome === 'replaced' || outcome === 'shown_quietly') return 'shown';
  return outcome === 'folded' ? 'folded' : 'silent';
}

/** The entries that pass the filter. The query is an order's number, or a part of what stands in the title. */
export function filterLog(entries: readonly AlertEntry[], { group, outcome, query }: LogFilter): readonly AlertEntry[] {
  return entries.filter((entry) => (group === 'all' || groupOf(entry.outcome) === group) && (outcome === null || entry.outcome === outcome) && isFound(entry, query));
}

/** The newest word about a chat that was asked for: the answer to "why was there no alert?". Null: the log knows nothing of it. */
export function answerOf(entries: readonly AlertEntry[], query: string): AlertEntry | null {
  return entries.find((entry) => entry.room !== null && isFound(entry, query)) ?? null;
}

function isFound({ order, title }: AlertEntry, query: string): boolean {
  const word = query.trim().replace(/^#/, '').toLocaleLowerCase();
  if (word === '') return true;
  return /^\d+$/.test(word) ? String(order ?? '').startsWith(word) : title.toLocaleLowerCase().includes(word);
}

/** How many alerts of a day were shown, folded and not shown. */
export function sumsOf(counts: Partial<Record<AlertOutcome, number>>): Record<LogGroup, number> {
  const sums = { shown: 0, folded: 0, silent: 0 };
  for (const [outcome, count] of Object.entries(counts)) sums[groupOf(outcome as AlertOutcome)] += count;
  return sums;
}
