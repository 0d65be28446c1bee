import { addWorkingTime, type Calendar, type Hours } from '../../../protocol/business_time';
import { PRIORITIES, type Policy, type Priority } from '../../../protocol/service_level';

/** A policy as it is being written. */
export type PolicyDraft = Omit<Policy, 'id'> & { id?: number };

export const WHOLE_DAY: Hours = { from: '00:00', to: '24:00' };
const OFFICE: Hours = { from: '09:00', to: '18:00' };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A new one: office hours where its writer is, sooner for what is urgent. */
export function newPolicy(zone: string): PolicyDraft {
  const target = (first_minutes: number, next_minutes: number) => ({ first_minutes, next_minutes });
  return {
    name: '',
    priorities: [],
    teams: [],
    targets: { low: target(240, 480), normal: target(60, 120), high: target(30, 60), urgent: target(10, 15) },
    calendar: { zone, days: Array.from({ length: 7 }, (_, day) => (day < 5 ? [OFFICE] : [])), holidays: [] },
  };
}

/** The calendar with other hours on one day (0 Monday … 6 Sunday). */
export function withHours(calendar: Calendar, day: number, hours: readonly Hours[]): Calendar {
  return { ...calendar, days: calendar.days.map((known, at) => (at === day ? hours : known)) };
}

/** The hours that are added to a day: an office's, or the evening behind what there is. */
export function nextHours(hours: readonly Hours[]): Hours {
  return hours.length === 0 ? OFFICE : { from: '19:00', to: '21:00' };
}

/** The priorities for which the policy counts: those that it names, or all. */
export function prioritiesOf({ priorities }: Pick<PolicyDraft, 'priorities'>): readonly Priority[] {
  return priorities.length === 0 ? PRIORITIES : PRIORITIES.filter((one) => priorities.includes(one));
}

/** The next moment at which the clock of the zone shows this time on this weekday; null where there is no such zone or time. */
export function nextMoment(zone: string, weekday: number, time: string, now: number): number | null {
  const only: Calendar = { zone, days: Array.from({ length: 7 }, (_, day) => (day === weekday ? [{ from: time, to: '24:00' }] : [])), holidays: [] };
  try {
    // From tomorrow on, or today's might have begun already.
    const rest = addWorkingTime(only, now, 1);
    return rest === null ? null : addWorkingTime(only, rest - 1 > now ? rest - 1 : now + DAY_MS, 0);
  } catch {
    return null;
  }
}

/** Until when a message of that moment has to be answered. */
export function previewOf({ targets, calendar }: PolicyDraft, priority: Priority, at: number): Record<'first' | 'next', number | null> {
  const due = (minutes: number | null) => (minutes === null ? null : addWorkingTime(calendar, at, minutes * MINUTE_MS));
  return { first: due(targets[priority].first_minutes), next: due(targets[priority].next_minutes) };
}
