import { z } from 'zod';
import { count, date, id, idText, timeZone } from './fields';
import { REPORT_DAYS_MAX } from './limits';

/** Reports over a stretch of days; docs/reports.md says what each number means. For experts, leads and admins. */

export const REPORT_KEYS = ['day', 'week', 'expert', 'label'] as const;
export type ReportKey = (typeof REPORT_KEYS)[number];

const DAY_MS = 86_400_000;

/** Both days are among it, by the calendar of the zone. */
export const reportQuery = z
  .strictObject({ from: date, to: date, zone: timeZone, by: z.enum(REPORT_KEYS).default('day'), expert: idText.optional() })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < REPORT_DAYS_MAX * DAY_MS);

/** Seconds; null where nothing is to be measured. */
const seconds = z.number().min(0).nullable();
const spread = z.object({ median: seconds, p90: seconds });

/** One line, and the sum of all. A number is null where the line's key, or the reader, has none of it. */
const reportRow = z.object({
  orders: count.nullable(),
  client_messages: count.nullable(),
  expert_messages: count.nullable(),
  answers: count,
  first_answer: spread,
  next_answer: spread,
  /** The same in the working time of the policies. */
  first_answer_working: spread,
  next_answer_working: spread,
  resolved: count,
  resolution: spread,
  levels_met: count,
  levels_missed: count,
  promises_kept: count,
  promises_late: count,
  ratings: count,
  rating: z.number().nullable(),
  /** Clients who waited when the day or the week ended. */
  owed_at_end: count.nullable(),
});

const reportLine = reportRow.extend({
  /** The day (of a week: its Monday), or the id of the expert or the label. */
  key: z.string(),
  /** Of an expert or a label. */
  name: z.string().nullable(),
});

/** What an expert has now: clients who wait for him, open orders, and how many of these he may have (null: as many as come). */
const expertLoad = z.object({ expert: id, name: z.string(), owed: count, open_orders: count, capacity: count.nullable() });

export const report = z.object({ lines: z.array(reportLine), total: reportRow, load: z.array(expertLoad) });

export type Spread = z.infer<typeof spread>;
export type ReportRow = z.infer<typeof reportRow>;
export type ReportLine = z.infer<typeof reportLine>;
export type ExpertLoad = z.infer<typeof expertLoad>;
export type Report = z.infer<typeof report>;
