import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remind, type Marks, type ReminderRules, type Waiting } from '../../protocol/alerts/reminders';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number, now = NOW) => new Date(now - minutes * MINUTE).toISOString();
const rules: ReminderRules = { is_on: true, after_minutes: 15, every_minutes: 10, at_most: 3, repeats_new: true, new_every_minutes: 5 };
const owed = (room: number, minutes: number, change: Partial<Waiting> = {}): Waiting => ({ room, owed_since: ago(minutes), new_since: null, is_muted: false, is_snoozed: false, ...change });
const due = (rooms: Waiting[], change: Partial<ReminderRules> = {}, marks: Marks = {}, isQuiet = false) => remind(rooms, { ...rules, ...change }, NOW, marks, isQuiet).due.map(({ room, why }) => [room, why]);

test.each<[name: string, rooms: Waiting[], expected: unknown]>([
  ['nobody waits', [], []],
  ['not long enough yet', [owed(1, 14)], []],
  ['long enough', [owed(1, 15)], [[1, 'owed']]],
  ['the longest-waiting first', [owed(1, 20), owed(2, 40), owed(3, 20)], [[2, 'owed'], [1, 'owed'], [3, 'owed']]],
  ['muted', [owed(1, 60, { is_muted: true })], []],
  ['snoozed', [owed(1, 60, { is_snoozed: true })], []],
  ['answered', [owed(1, 60, { owed_since: null })], []],
  ['a new chat that nobody has opened', [owed(1, 6, { new_since: ago(6) })], [[1, 'new']]],
  ['a new chat, just now', [owed(1, 2, { new_since: ago(2) })], []],
  ['a new chat that is muted', [owed(1, 60, { new_since: ago(60), is_muted: true })], []],
])('%s', (_name, rooms, expected) => {
  expect(due(rooms)).toEqual(expected);
});

test('switched off nothing is due, and what is left on goes on without the other', () => {
  expect(due([owed(1, 60)], { is_on: false })).toEqual([]);
  expect(due([owed(1, 16, { new_since: ago(16) })], { repeats_new: false })).toEqual([[1, 'owed']]);
});

/** Looks each minute for so long; gives the minutes at which something was due. The marks go through JSON, as over a restart. */
function watch(minutes: number, roomsAt: (minute: number) => Waiting[], change: Partial<ReminderRules> = {}, isQuietAt: (minute: number) => boolean = () => false): number[] {
  let marks: Marks = {};
  const heard: number[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    const seen = remind(roomsAt(minute), { ...rules, ...change }, NOW + minute * MINUTE, marks, isQuietAt(minute));
    marks = JSON.parse(JSON.stringify(seen.marks)) as Marks;
    if (seen.due.length > 0) heard.push(minute);
  }
  return heard;
}

test('an owed room reminds after its time, again after each stretch, and no more than so often', () => {
  expect(watch(120, () => [owed(1, 0)])).toEqual([15, 25, 35]);
  expect(watch(120, () => [owed(1, 0)], { at_most: 1 })).toEqual([15]);
});

test('a room that was answered and is owed anew begins anew', () => {
  const second = new Date(NOW + 40 * MINUTE).toISOString();
  expect(watch(80, (minute) => [owed(1, 0, minute < 30 ? {} : { owed_since: minute < 40 ? null : second })])).toEqual([15, 25, 55, 65, 75]);
});

test('a new chat repeats until somebody looks into it, and what its client adds puts it off only while he writes', () => {
  expect(watch(32, (minute) => [owed(1, 0, { new_since: minute < 22 ? ago(0) : null })], { at_most: 1 })).toEqual([5, 10, 15, 20]);
  const later = new Date(NOW + 8 * MINUTE).toISOString();
  expect(watch(20, (minute) => [owed(1, 0, { new_since: minute < 8 ? ago(0) : later })])).toEqual([5, 13, 18]);
});

test('quiet time uses nothing up: it comes when the quiet is over', () => {
  expect(watch(120, () => [owed(1, 0)], {}, (minute) => minute >= 10 && minute < 60)).toEqual([60, 70, 80]);
});

test('a clock that is set back does not silence', () => {
  const marks: Marks = { 1: { since: ago(30), times: 1, at: NOW + 24 * 60 * MINUTE } };
  const seen = remind([owed(1, 30)], rules, NOW, marks, false);
  expect(remind([owed(1, 30)], rules, NOW + 10 * MINUTE, seen.marks, false).due).toHaveLength(1);
});

test('whatever happens: never muted nor snoozed ones, never before their time, never in quiet time', () => {
  const room = fc.record({ room: fc.integer({ min: 1, max: 4 }), waits: fc.option(fc.integer({ min: 0, max: 90 })), is_new: fc.boolean(), is_muted: fc.boolean(), is_snoozed: fc.boolean() });
  const step = fc.record({ minutes: fc.integer({ min: 0, max: 20 }), rooms: fc.uniqueArray(room, { selector: (each) => each.room, maxLength: 4 }), isQuiet: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let now = NOW;
      let marks: Marks = {};
      for (const { minutes, rooms, isQuiet } of steps) {
        now += minutes * MINUTE;
        const waiting = rooms.map(({ room: id, waits, is_new, ...rest }): Waiting => ({ room: id, owed_since: waits === null ? null : ago(waits), new_since: waits !== null && is_new ? ago(waits) : null, ...rest }));
        const seen = remind(waiting, rules, now, marks, isQuiet);
        if (isQuiet) expect(seen.due).toEqual([]);
        for (const { room: id, why, since } of seen.due) {
          const its = waiting.find((each) => each.room === id);
          expect(its).toMatchObject({ is_muted: false, is_snoozed: false });
          expect(now - Date.parse(since)).toBeGreaterThanOrEqual((why === 'owed' ? rules.after_minutes : rules.new_every_minutes) * MINUTE);
        }
        marks = seen.marks;
        expect(Object.keys(marks).every((id) => waiting.some((each) => String(each.room) === id && !each.is_muted && !each.is_snoozed))).toBe(true);
      }
    }),
  );
});
