import { isTimeZone } from '../../protocol/business_time';
import type { Language } from '../../protocol/errors';
import type { ExpertLoad, Report, ReportLine, ReportRow, Spread, reportQuery } from '../../protocol/reports';
import type { z } from 'zod';
import type { Caller } from '../caller';
import { ReportEnded, type ReportQuery } from '../database/report_pool';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { floorOf } from '../sql/floor';
import { dayStarts, endedWaits, namesOf, openWaits, orderNumbers, promiseNumbers, ratingNumbers, resolutionNumbers, type Keyed, type ReportScope } from '../sql/reports';
import { usualCapacity } from './floor';
import { owedAtEnds } from './owed_days';
import { readMessages, type MessageSum } from './report_messages';
import { readTurns } from './report_turns';
import { reportCsv } from './reports_csv';
import { turnNumbersOf, type TurnSum } from './turn_sums';

export type ReportQueryInput = z.output<typeof reportQuery>;

/** When so much is counted already that none of the few connections comes free. */
const AGAIN_S = 10;
/** What the database calls a parameter that it can do nothing with. */
const NO_SUCH_ZONE = '22023';

/**
 * A report over some days. An expert sees his own numbers, a lead those of his teams, an admin all. Refuses with `bad_request` when there is
 * no such time zone, with `not_found` for an expert whom the caller does not look after, and with `unavailable` when it took too long.
 */
export async function readReport(parts: Parts, caller: Caller, { from, to, zone, by, expert }: ReportQueryInput): Promise<Report> {
  if (!isTimeZone(zone)) throw new Refusal('bad_request');
  const floor = await floorOf(parts.db, null, caller.user, usualCapacity(parts));
  const own = caller.role === 'admin' ? null : floor.filter(({ id, is_led }) => id === caller.user || (caller.role === 'lead' && is_led)).map(({ id }) => id);
  if (expert !== undefined && own !== null && !own.includes(expert)) throw new Refusal('not_found');
  const experts = expert !== undefined ? [expert] : (own ?? null);
  try {
    return await parts.reports.run('read', async (query) => {
      const days = keysBetween(from, to, false);
      const starts = await dayStarts(query, from, to, zone);
      const keys = by === 'day' || by === 'week' ? keysBetween(from, to, by === 'week') : [];
      const begins = keys.map((key) => starts[Math.max(0, days.indexOf(key))]!);
      const scope: ReportScope = { from: starts[0]!, to: starts.at(-1)!, by, experts, starts, lines: begins };
      const { lines, total } = await numbersOf(query, scope, { days, keys });
      const load = floor
        .filter(({ id }) => experts === null || experts.includes(id))
        .map(({ id, first_name, last_name, owed, open, capacity }): ExpertLoad => ({ expert: id, name: `${first_name} ${last_name}`.trim(), owed, open_orders: open, capacity }));
      return { lines, total, load };
    });
  } catch (error) {
    if (error instanceof ReportEnded) throw new Refusal('unavailable', { retry_after: AGAIN_S });
    // This server knows the zone, but the database does not.
    throw (error as { code?: unknown }).code === NO_SUCH_ZONE ? new Refusal('bad_request') : error;
  }
}

/** The same as a table that spreadsheets read. */
export async function exportReport(parts: Parts, caller: Caller, input: ReportQueryInput, language: Language): Promise<{ csv: string }> {
  return { csv: reportCsv(await readReport(parts, caller, input), input.by, language) };
}

/** `days`: all of the range; `keys`: how its lines are called, where lines are days or weeks, also those without numbers. */
async function numbersOf(query: ReportQuery, scope: ReportScope, { days, keys }: { days: readonly string[]; keys: readonly string[] }): Promise<Pick<Report, 'lines' | 'total'>> {
  const isByTime = scope.by === 'day' || scope.by === 'week';
  const rows = new Map<string, ReportRow>(keys.map((key) => [key, emptyRow(scope)]));
  const total = emptyRow(scope);
  const rowOf = (key: string) => {
    const known = rows.get(key);
    if (known) return known;
    const made = emptyRow(scope);
    rows.set(key, made);
    return made;
  };
  const take = <T>(list: readonly Keyed<T>[], put: (row: ReportRow, numbers: T) => void) => {
    for (const { key, is_total, ...numbers } of list) if (is_total || key !== null) put(is_total ? total : rowOf(isByTime ? keys[Number(key) - 1]! : key!), numbers as T);
  };
  const { lines, all } = await readTurns(query, scope, keys);
  takeTurns(total, all);
  for (const [key, sum] of lines) takeTurns(rowOf(key), [sum]);
  const messages = await readMessages(query, scope, keys);
  const takeMessages = (row: ReportRow, { client_messages, expert_messages }: MessageSum) => {
    row.expert_messages = expert_messages;
    // What clients wrote is nobody's of the experts.
    if (scope.experts === null && (row === total || isByTime)) row.client_messages = client_messages;
  };
  takeMessages(total, messages.total);
  for (const [key, sum] of messages.lines) takeMessages(rowOf(key), sum);
  take(await orderNumbers(query, scope), (row, { orders }) => (row.orders = orders));
  take(await resolutionNumbers(query, scope), (row, { resolved, resolution }) => {
    row.resolved = resolved;
    row.resolution = spreadOf(resolution);
  });
  take(await promiseNumbers(query, scope), (row, { promises_kept, promises_late }) => Object.assign(row, { promises_kept, promises_late }));
  take(await ratingNumbers(query, scope), (row, { ratings, rating }) => Object.assign(row, { ratings, rating }));
  if (isByTime && scope.experts === null) {
    for (const [index, owed] of owedAtEnds(days.length, await endedWaits(query, scope), await openWaits(query, scope)).entries()) {
      const day = days[index]!;
      // Of a week the last day that is in the range.
      rowOf(scope.by === 'day' ? day : mondayOf(day)).owed_at_end = owed;
      total.owed_at_end = owed;
    }
  }
  return { lines: await named(query, scope, rows), total };
}

function takeTurns(row: ReportRow, sums: readonly TurnSum[]): void {
  const { first_answer, next_answer, first_answer_working, next_answer_working, ...counts } = turnNumbersOf(sums);
  Object.assign(row, counts, { first_answer: spreadOf(first_answer), next_answer: spreadOf(next_answer), first_answer_working: spreadOf(first_answer_working), next_answer_working: spreadOf(next_answer_working) });
}

async function named(query: ReportQuery, { by }: ReportScope, rows: ReadonlyMap<string, ReportRow>): Promise<ReportLine[]> {
  if (by === 'day' || by === 'week') return [...rows].sort(([one], [two]) => (one < two ? -1 : 1)).map(([key, row]) => ({ ...row, key, name: null }));
  const names = new Map((await namesOf(query, by, [...rows.keys()].map(Number))).map(({ id, name }) => [String(id), name.trim()]));
  return [...rows].map(([key, row]) => ({ ...row, key, name: names.get(key) ?? null })).sort((one, two) => (one.name ?? '').localeCompare(two.name ?? '') || Number(one.key) - Number(two.key));
}

const spreadOf = (values: readonly (number | null)[] | null): Spread => ({ median: values?.[0] ?? null, p90: values?.[1] ?? null });
const nothing: Spread = { median: null, p90: null };

function emptyRow({ by, experts }: ReportScope): ReportRow {
  const isByTime = by === 'day' || by === 'week';
  return {
    orders: 0,
    client_messages: isByTime && experts === null ? 0 : null,
    expert_messages: by === 'label' ? null : 0,
    answers: 0,
    first_answer: nothing,
    next_answer: nothing,
    first_answer_working: nothing,
    next_answer_working: nothing,
    resolved: 0,
    resolution: nothing,
    levels_met: 0,
    levels_missed: 0,
    promises_kept: 0,
    promises_late: 0,
    ratings: 0,
    rating: null,
    owed_at_end: null,
  };
}

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The Monday of a day's week. */
function mondayOf(day: string): string {
  const at = Date.parse(day);
  return dayOf(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS);
}

/** All days of the range, or the Mondays of their weeks, so that a line without numbers is a line. */
function keysBetween(from: string, to: string, isByWeek: boolean): string[] {
  const keys = new Set<string>();
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) keys.add(isByWeek ? mondayOf(dayOf(at)) : dayOf(at));
  return [...keys];
}
