import { describe, expect, it, test } from 'vitest';
import { warn, type Deadline, type Warned } from '../../protocol/alerts/deadlines';
import type { Policy } from '../../protocol/service_level';
import { nextMoment, previewOf } from '../../renderer/console/service_levels/policy_draft';
import { deadlineAlerts, deadlinesWithin } from '../../renderer/console/service_levels/deadline_alerts';
import { emptyChat, type ChatState } from '../../renderer/store/chat';
import { countLate, deadlineOf, withPolicies } from '../../renderer/store/deadlines';
import { withEntries } from '../../renderer/store/room_map';
import { entryOf } from '../../renderer/store/rooms';
import { roomsSorted } from '../../renderer/store/select';
import { aRoom } from '../renderer/console/rooms';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();
const deadline = (room: number, minutes: number, is_muted = false): Deadline => ({ room, due: NOW + minutes * MINUTE, is_muted });

describe('a warning', () => {
  const due = (rooms: Deadline[], lead = 10, warned: Warned = {}, isQuiet = false) => warn(rooms, lead, NOW, warned, isQuiet).due.map(({ room }) => room);

  test.each<[string, Deadline[], number, number[]]>([
    ['with time enough', [deadline(1, 11)], 10, []],
    ['within the lead', [deadline(1, 10)], 10, [1]],
    ['past its time', [deadline(1, -3)], 10, [1]],
    ['muted', [deadline(1, 5, true)], 10, []],
    ['switched off', [deadline(1, 5)], 0, []],
    ['the next one due first', [deadline(1, 5), deadline(2, -5), deadline(3, 5)], 10, [2, 1, 3]],
  ])('%s', (_name, rooms, lead, expected) => {
    expect(due(rooms, lead)).toEqual(expected);
  });

  it('comes once for each due time, and quiet time uses none up', () => {
    const first = warn([deadline(1, 5)], 10, NOW, {}, true);
    expect(first).toEqual({ due: [], warned: {} });
    const second = warn([deadline(1, 5)], 10, NOW, first.warned, false);
    expect(second.due).toHaveLength(1);
    expect(warn([deadline(1, 5)], 10, NOW + MINUTE, JSON.parse(JSON.stringify(second.warned)) as Warned, false).due).toEqual([]);
    expect(warn([deadline(1, 7)], 10, NOW, second.warned, false).due).toHaveLength(1);
    // Answered, and owed anew.
    expect(warn([], 10, NOW, second.warned, false).warned).toEqual({});
  });
});

const always = { zone: 'UTC', days: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] };
const target = { first_minutes: 60, next_minutes: 30 };
const policy: Policy = { id: 1, name: 'P', priorities: [], targets: { low: target, normal: target, high: target, urgent: target }, calendar: always };
const state = (...owed: (number | null)[]): ChatState => ({
  ...emptyChat,
  ...withPolicies([policy]),
  rooms: withEntries(new Map(), owed.map((minutes, at) => [at + 1, entryOf(aRoom({ id: at + 1, order: 1001 + at, owed_since: minutes === null ? null : ago(minutes), is_answered: false, priority: 'normal' }))])),
});

describe('the rooms of a desk', () => {
  it('count as late from the minute on at which they should have been answered', () => {
    expect(countLate(state(61, 59, null, 60), NOW)).toBe(2);
    expect(countLate({ ...state(61), ...withPolicies([]) }, NOW)).toBe(0);
  });

  it('stand by what is due next, a promise or the answer that the policy asks for', () => {
    const rooms = state(10, 50, null);
    const promised = entryOf(aRoom({ id: 4, owed_since: null, due_at: ago(-5) }));
    const sorted = roomsSorted({ ...rooms, rooms: withEntries(rooms.rooms, [[4, promised]]) }, 'deadline');
    expect(sorted.map(({ id }) => id)).toEqual([4, 2, 1, 3]);
    expect(deadlineOf(aRoom({ owed_since: ago(50), due_at: ago(-20), is_answered: false }), [policy])).toBe(ago(-10));
    expect(deadlineOf(aRoom({ owed_since: ago(50), due_at: ago(-5), is_answered: false }), [policy])).toBe(ago(-5));
    expect(deadlineOf(aRoom({ owed_since: ago(50), is_answered: true }), [policy])).toBe(ago(20));
  });

  it('stand in another order once the policies are others', () => {
    const rooms = state(10, 50);
    expect(roomsSorted(rooms, 'deadline').map(({ id }) => id)).toEqual([2, 1]);
    const slow = { ...policy, targets: { ...policy.targets, low: { first_minutes: 5, next_minutes: 5 } } };
    const low = entryOf({ ...rooms.rooms.get(1)!.room, priority: 'low' });
    expect(roomsSorted({ ...rooms, ...withPolicies([slow]), rooms: withEntries(rooms.rooms, [[1, low]]) }, 'deadline').map(({ id }) => id)).toEqual([1, 2]);
  });

  it('are warned of one by one while they are few, else as one', () => {
    const few = state(55, 5);
    const alerts = deadlineAlerts(deadlinesWithin(few, 10, NOW), few.rooms, () => false, 'en', NOW);
    expect(alerts).toMatchObject([{ kind: 'reminder', room: 1, order: 1001, body: expect.stringMatching(/^The answer is due at .+, 5 min left$/) as string }]);
    const many = state(55, 56, 57, 70);
    expect(deadlineAlerts(deadlinesWithin(many, 10, NOW), many.rooms, () => false, 'ru', NOW)).toMatchObject([{ room: 4, title: '4 ответа: подходит срок' }]);
  });
});

test('a preview finds the next such moment of the zone, and what the policy asks of it', () => {
  const moscow = { ...policy, calendar: { ...always, zone: 'Europe/Moscow', days: always.days.map((_, day) => (day < 5 ? [{ from: '10:00', to: '19:00' }] : [])) } };
  const at = nextMoment('Europe/Moscow', 4, '18:30', Date.parse('2026-11-20T15:31:00Z'));
  expect(new Date(at!).toISOString()).toBe('2026-11-27T15:30:00.000Z');
  expect(new Date(nextMoment('Europe/Moscow', 4, '18:30', Date.parse('2026-11-20T15:29:00Z'))!).toISOString()).toBe('2026-11-20T15:30:00.000Z');
  expect(new Date(previewOf(moscow, 'normal', at!).first!).toISOString()).toBe('2026-11-30T07:30:00.000Z');
  expect(nextMoment('Europe/Nowhere', 4, '18:30', NOW)).toBeNull();
});
