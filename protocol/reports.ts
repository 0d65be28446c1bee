import { z } from 'zod';
import { idText, timeZone } from './fields';
import { REPORT_DAYS_MAX } from './limits';

/** Reports over a stretch of days; docs/reports.md says what each number means. For experts, leads and admins. */

export const REPORT_KEYS = ['day', 'week', 'expert', 'label'] as const;
export type ReportKey = (typeof REPORT_KEYS)[number];

const DAY_MS = 86_400_000;

/** Both days are among it, by the calendar of the zone. */
export const reportQuery = z
  .strictObject({ from: z.iso.date(), to: z.iso.date(), zone: timeZone, by: z.enum(REPORT_KEYS).default('day'), expert: idText.optional() })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < REPORT_DAYS_MAX * DAY_MS);

/** Seconds; null where nothing is to be measured. */
export type Spread = { median: number | null; p90: number | null };

/** One line, and the sum of all. A number is null where the line's key, or the reader, has none of it. */
export type ReportRow = {
  orders: number | null;
  client_messages: number | null;
  expert_messages: number | null;
  answers: number;
  first_answer: Spread;
  next_answer: Spread;
  /** The same in the working time of the policies. */
  first_answer_working: Spread;
  next_answer_working: Spread;
  resolved: number;
  resolution: Spread;
  levels_met: number;
  levels_missed: number;
  promises_kept: number;
  promises_late: number;
  ratings: number;
  rating: number | null;
  /** Clients who waited when the day or the week ended. */
  owed_at_end: number | null;
};

export type ReportLine = ReportRow & {
  /** The day (of a week: its Monday), or the id of the expert or the label. */
  key: string;
  /** Of an expert or a label. */
  name: string | null;
};

/** What an expert has now: clients who wait for him, open orders, and how many of these he may have (null: as many as come). */
export type ExpertLoad = { expert: number; name: string; owed: number; open_orders: number; capacity: number | null };

export type Report = { lines: ReportLine[]; total: ReportRow; load: ExpertLoad[] };
