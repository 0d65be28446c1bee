import { describe, expect, it, test } from 'vitest';
import { addWorkingTime, isTimeZone, type Calendar } from '../../protocol/business_time';
import { areForTheSame, dueOf, levelOf, policyFor, type Policy, type Priority } from '../../protocol/service_level';

const at = (time: string) => Date.parse(time);
const week = (from: string, to: string): Calendar['days'] => [...Array.from({ length: 5 }, () => [{ from, to }]), [], []];
const office: Calendar = { zone: 'Europe/Moscow', days: week('10:00', '19:00'), holidays: ['2026-05-11'] };
const always: Calendar = { zone: 'UTC', days: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] };
const targets = (first: number | null, next: number | null = first): Policy['targets'] => {
  const one = { first_minutes: first, next_minutes: next };
  return { low: one, normal: one, high: one, urgent: one };
};
const policy = (id: number, priorities: Priority[], more: Partial<Policy> = {}): Policy => ({ id, name: `P${id}`, priorities, targets: targets(60, 30), calendar: always, ...more });

test.each([
  ['a Friday evening goes on on Monday', '2026-05-15T18:30+03:00', 45, '2026-05-18T10:15+03:00'],
  ['a message at night waits for the morning', '2026-05-13T03:00+03:00', 15, '2026-05-13T10:15+03:00'],
  ['a holiday Monday is passed over', '2026-05-08T18:30+03:00', 45, '2026-05-12T10:15+03:00'],
  ['a target that ends with the day ends with the day', '2026-05-13T18:00+03:00', 60, '2026-05-13T19:00+03:00'],
  ['a long one takes whole days', '2026-05-13T12:00+03:00', 18 * 60, '2026-05-15T12:00+03:00'],
])('%s', (_name, from, minutes, due) => {
  expect(addWorkingTime(office, at(from), minutes * 60_000)).toBe(at(due));
});

test('an hour that the clock shows twice counts twice, one that it leaves out not at all', () => {
  const night: Calendar = { zone: 'Europe/Berlin', days: Array.from({ length: 7 }, () => [{ from: '01:00', to: '04:00' }]), holidays: [] };
  expect(addWorkingTime(night, at('2026-10-25T00:30+02:00'), 240 * 60_000)).toBe(at('2026-10-25T04:00+01:00'));
  expect(addWorkingTime(night, at('2026-03-29T00:30+01:00'), 120 * 60_000)).toBe(at('2026-03-29T04:00+02:00'));
});

test('hours that nobody works never come', () => {
  expect(addWorkingTime({ zone: 'UTC', days: week('10:00', '11:00').map(() => []), holidays: [] }, at('2026-05-13T12:00Z'), 60_000)).toBeNull();
});

test('a zone is known by its name', () => {
  expect(['Europe/Moscow', 'UTC', 'Asia/Kathmandu'].every(isTimeZone)).toBe(true);
  expect(['Europe/Nowhere', '', 'Москва'].some(isTimeZone)).toBe(false);
});

describe('the policy of a room', () => {
  const policies = [policy(1, ['urgent']), policy(2, []), policy(3, ['high'])];
  it('is the one that names its priority, else the one that names nothing', () => {
    expect((['low', 'normal', 'high', 'urgent'] as const).map((priority) => policyFor(policies, { priority })?.id)).toEqual([2, 2, 3, 1]);
    expect(policyFor([policy(1, ['urgent'])], { priority: 'low' })).toBeUndefined();
  });
  it('is first of all one of its team, for all priorities too', () => {
    const night = policy(4, [], { teams: [7], targets: targets(20) });
    const nightUrgent = policy(5, ['urgent'], { teams: [7, 8] });
    const all = [...policies, night, nightUrgent];
    const chosen = (team: number | null) => (['low', 'high', 'urgent'] as const).map((priority) => policyFor(all, { priority, team })?.id);
    expect([chosen(7), chosen(8), chosen(9), chosen(null)]).toEqual([
      [4, 4, 5],
      [2, 3, 5],
      [2, 3, 1],
      [2, 3, 1],
    ]);
    expect(dueOf({ owed_since: '2026-05-13T12:00:00.000Z', priority: 'low', team: 7 }, all)).toBe(at('2026-05-13T12:20Z'));
  });
  it.each<[boolean, Partial<Policy>, Partial<Policy>]>([
    [true, {}, {}],
    [true, { priorities: ['low', 'high'] }, { priorities: ['high'] }],
    [false, { priorities: ['low'] }, {}],
    [false, { teams: [1] }, {}],
    [true, { teams: [1, 2] }, { teams: [2] }],
    [false, { teams: [1, 2] }, { teams: [2], priorities: ['low'] }],
    [false, { teams: [1], priorities: ['low'] }, { teams: [2], priorities: ['low'] }],
    [true, { teams: [2], priorities: ['low'] }, { teams: [2], priorities: ['low', 'high'] }],
  ])('is never one of two that nothing tells apart (%s: %j and %j)', (expected, one, two) => {
    expect(areForTheSame(policy(1, [], one), policy(2, [], two))).toBe(expected);
  });
  it('sets another time for the first answer than for the next', () => {
    const owed_since = '2026-05-13T12:00:00.000Z';
    expect(dueOf({ owed_since, is_answered: false, priority: 'low' }, policies)).toBe(at('2026-05-13T13:00Z'));
    expect(dueOf({ owed_since, is_answered: true, priority: 'low' }, policies)).toBe(at('2026-05-13T12:30Z'));
  });
  it('sets none while nothing is owed, where it names no minutes, and where there is none', () => {
    expect(dueOf({ owed_since: null, priority: 'low' }, policies)).toBeNull();
    const owed_since = '2026-05-13T12:00:00.000Z';
    expect(dueOf({ owed_since, is_answered: true }, [policy(1, [], { targets: targets(60, null) })])).toBeNull();
    expect(dueOf({ owed_since }, [])).toBeNull();
  });
});

test.each([
  [11, 'calm'],
  [10, 'soon'],
  [1, 'soon'],
  [0, 'late'],
  [-5, 'late'],
])('%i minutes before its time, with ten to be warned in, a room is %s', (minutes, level) => {
  expect(levelOf(60 * 60_000, (60 - minutes) * 60_000, 10)).toBe(level);
});
