import { addWorkingTime, type Calendar } from './business_time';

/** How soon a client has to be answered, without a schema library: server, console and reports all count by this file. */

/** How urgent an order is, as its marketplace says. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Minutes of working time; null: no time is set. */
export type Target = { first_minutes: number | null; next_minutes: number | null };

/** Which orders a policy is for: none named means all. The one that names nothing is for whatever no other is for. An older server says nothing of teams. */
export type PolicyScope = { priorities: readonly Priority[]; teams?: readonly number[] | undefined };

export type Policy = PolicyScope & {
  id: number;
  name: string;
  targets: Readonly<Record<Priority, Target>>;
  calendar: Calendar;
};

/** What counts of a room: since when it is owed, and whether an expert has answered in it before. */
export type Owing = { owed_since: string | null; is_answered?: boolean | undefined; priority?: Priority | undefined; team?: number | null | undefined };

const MINUTE_MS = 60_000;

/** The policy of an order: one that names its team and its priority, else one that names its team alone, its priority alone, nothing. */
export function policyFor(policies: readonly Policy[], { priority = 'normal', team = null }: Pick<Owing, 'priority' | 'team'>): Policy | undefined {
  const named = (isByTeam: boolean, isByPriority: boolean) =>
    policies.find(
      ({ teams = [], priorities }) =>
        (isByTeam ? team !== null && teams.includes(team) : teams.length === 0) && (isByPriority ? priorities.includes(priority) : priorities.length === 0),
    );
  return named(true, true) ?? named(true, false) ?? named(false, true) ?? named(false, false);
}

/** Whether two would be for the same orders, with nothing to say which of them goes before. */
export function areForTheSame(one: PolicyScope, two: PolicyScope): boolean {
  const meet = <T>(some: readonly T[], others: readonly T[]) => (some.length === 0 || others.length === 0 ? some.length === others.length : some.some((each) => others.includes(each)));
  return meet(one.teams ?? [], two.teams ?? []) && meet(one.priorities, two.priorities);
}

/** The time that a policy sets for the next answer in the room; null: none. */
export function targetOf(policies: readonly Policy[], { priority = 'normal', team, is_answered = false }: Omit<Owing, 'owed_since'>): { policy: Policy; minutes: number } | null {
  const policy = policyFor(policies, { priority, team });
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

/** How near a due time is. */
export function levelOf(due: number, now: number, leadMinutes: number): Level {
  if (now >= due) return 'late';
  return due - now <= leadMinutes * MINUTE_MS ? 'soon' : 'calm';
}
