import { addWorkingTime, type Calendar } from './business_time';

/** How soon a client has to be answered, without a schema library: server, console and reports all count by this file. */

/** How urgent an order is, as its marketplace says. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Minutes of working time; null: no time is set. */
export type Target = { first_minutes: number | null; next_minutes: number | null };

/** Which orders a policy is for: none named means all. The one that names nothing is for whatever no other is for. */
export type PolicyScope = { priorities: readonly Priority[] };

export type Policy = PolicyScope & {
  id: number;
  name: string;
  targets: Readonly<Record<Priority, Target>>;
  calendar: Calendar;
};

/** What counts of a room: since when it is owed, and whether an expert has answered in it before. */
export type Owing = { owed_since: string | null; is_answered?: boolean | undefined; priority?: Priority | undefined };

const MINUTE_MS = 60_000;

/** The policy of an order: one that names its priority, else the one that names nothing. */
export function policyFor(policies: readonly Policy[], priority: Priority): Policy | undefined {
  return policies.find(({ priorities }) => priorities.includes(priority)) ?? policies.find(({ priorities }) => priorities.length === 0);
}

/** The time that a policy sets for the next answer in the room; null: none. */
export function targetOf(policies: readonly Policy[], { priority = 'normal', is_answered = false }: Omit<Owing, 'owed_since'>): { policy: Policy; minutes: number } | null {
  const policy = policyFor(policies, priority);
  const minutes = policy?.targets[priority][is_answered ? 'next_minutes' : 'first_minutes'] ?? null;
  return policy === undefined || minutes === null ? null : { policy, minutes };
}

/**
 * Until when the room has to be answered, in milliseconds; null: it owes nothing, or no policy sets a time. Nothing of it is stored: while
 * the expert waits for the client, or the room is snoozed or done, there is no time, and a changed policy counts at once.
 */
export function dueOf(room: Owing, policies: readonly Policy[]): number | null {
  if (room.owed_since === null) return null;
  const target = targetOf(policies, room);
  return target && addWorkingTime(target.policy.calendar, Date.parse(room.owed_since), target.minutes * MINUTE_MS);
}

/** `calm` with time enough, `soon` within the lead before the due time, `late` behind it. */
export type Level = 'calm' | 'soon' | 'late';

export function levelOf(due: number, now: number, leadMinutes: number): Level {
  if (now >= due) return 'late';
  return due - now <= leadMinutes * MINUTE_MS ? 'soon' : 'calm';
}
