import type { Language } from '../../../protocol/errors';
import type { ReportRow, Spread } from '../../../protocol/reports';

/** The numbers of a report as people read them. */

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** "45 сек", "12 мин", "3,5 ч", "2,1 дн."; null: there is none. */
export function durationText(seconds: number | null, language: Language): string | null {
  if (seconds === null) return null;
  const [unit, value] = seconds < 60 ? (['second', seconds] as const) : seconds < HOUR ? (['minute', seconds / 60] as const) : seconds < 2 * DAY ? (['hour', seconds / HOUR] as const) : (['day', seconds / DAY] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: unit === 'hour' || unit === 'day' ? 1 : 0 }).format(value);
}

/** The part of answers that were in time, 0 to 1; null: none had a time. */
export function partInTime({ levels_met, levels_missed }: Pick<ReportRow, 'levels_met' | 'levels_missed'>): number | null {
  const all = levels_met + levels_missed;
  return all === 0 ? null : levels_met / all;
}

/** True when a report over all its lines has nothing to say. */
export function isNothing(total: ReportRow): boolean {
  const counts = [total.orders, total.client_messages, total.expert_messages, total.answers, total.resolved, total.promises_kept, total.promises_late, total.ratings, total.owed_at_end];
  return counts.every((count) => count === null || count === 0);
}

export const percentText = (part: number | null, language: Language): string | null => (part === null ? null : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(part));

/** What can be drawn, each as a number of one line. */
export const CHARTS = {
  first_answer: (row: ReportRow) => minutes(row.first_answer),
  next_answer: (row: ReportRow) => minutes(row.next_answer),
  answers: (row: ReportRow) => row.answers,
  client_messages: (row: ReportRow) => row.client_messages,
  expert_messages: (row: ReportRow) => row.expert_messages,
  owed_at_end: (row: ReportRow) => row.owed_at_end,
  levels: (row: ReportRow) => {
    const part = partInTime(row);
    return part === null ? null : part * 100;
  },
  orders: (row: ReportRow) => row.orders,
  resolved: (row: ReportRow) => row.resolved,
} as const satisfies Record<string, (row: ReportRow) => number | null>;

export type ChartName = keyof typeof CHARTS;
/** In what each is drawn. */
export const CHART_UNITS: Partial<Record<ChartName, 'minute' | 'percent'>> = { first_answer: 'minute', next_answer: 'minute', levels: 'percent' };

const minutes = ({ median }: Spread) => (median === null ? null : median / 60);

const DAY_MS = 86_400_000;

/** The last so many days of the reader's calendar, today included. */
export function lastDays(count: number, today: string): { from: string; to: string } {
  return { from: new Date(Date.parse(today) - (count - 1) * DAY_MS).toISOString().slice(0, 10), to: today };
}

/** As many days right before these. */
export function daysBefore({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const move = (day: string) => new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
  return { from: move(from), to: move(to) };
}
