import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { owedAtEnds } from '../../server/domain/owed_days';
import { addNumber, noNumbers, percentileOf } from '../../server/domain/percentile';
import { reportCsv } from '../../server/domain/reports_csv';
import { turnsOf, type RoomCount } from '../../server/domain/turns';
import type { CountedMessage } from '../../server/models/report';

const START: RoomCount = { waiting: null, is_answered: false };
const minute = (number: number) => new Date(Date.UTC(2026, 0, 5, 9, number));
/** `c` a client's message, `x` one that he deleted, a digit an expert's; one each minute. */
const said = (text: string, from = 1): CountedMessage[] =>
  [...text].map((letter, at) => ({ seq: from + at, side: /\d/.test(letter) ? 'expert' : 'client', sender: Number(letter) || 0, created_at: minute(from + at), is_deleted: letter === 'x' }));
const told = (turns: readonly { asked_seq: number; closed_at: Date; expert: number | null; is_first: boolean }[]) => turns.map(({ asked_seq, closed_at, expert, is_first }) => [asked_seq, closed_at.getUTCMinutes(), expert, is_first]);

test.each([
  ['nobody answers', 'cc', []],
  ['an answer to the first of several', 'cc1', [[1, 3, 1, true]]],
  ['a second answer is none', 'c12', [[1, 2, 1, true]]],
  ['who answers next', 'c1cc2', [[1, 2, 1, true], [3, 5, 2, false]]],
  ['an expert who speaks first', '1c1', [[2, 3, 1, false]]],
  ['what was deleted waits for nothing', 'x1c2', [[3, 4, 2, false]]],
])('%s', (_name, text, expected) => {
  expect(told(turnsOf(START, said(text), []).turns)).toEqual(expected);
});

describe('what needs no answer', () => {
  it('is a turn without an expert, and the next question another one', () => {
    const { turns } = turnsOf(START, said('cc1'), [{ after_seq: 1, created_at: minute(50) }]);
    expect(told(turns)).toEqual([[1, 50, null, true], [2, 3, 1, true]]);
  });
  it('covers what stands before it and nothing behind', () => {
    expect(told(turnsOf(START, said('1c1'), [{ after_seq: 1, created_at: minute(50) }]).turns)).toEqual([[2, 3, 1, false]]);
  });
});

test('pieces make the same turns as the whole', () => {
  const [text, waivers] = ['cc1c2xcc1', [{ after_seq: 7, created_at: minute(59) }]];
  for (let cut = 1; cut < text.length; cut += 1) {
    const first = turnsOf(START, said(text).slice(0, cut), waivers);
    const second = turnsOf(first.after, said(text).slice(cut), waivers);
    expect([...first.turns, ...second.turns]).toEqual(turnsOf(START, said(text), waivers).turns);
  }
});

test('who waits at the end of a day had begun to, and was not answered by then', () => {
  // Five asked and were answered on the first day, two asked on it and were answered on the third, one asks since the second.
  expect(owedAtEnds(3, new Map([[1, 7 - 5], [3, -2]]), new Map([[2, 1]]))).toEqual([2, 3, 1]);
  // One who waits since before the range, one who asked on the second day and was answered behind it, and one who asked and was answered behind it.
  expect(owedAtEnds(2, new Map([[2, 1], [3, -1]]), new Map([[0, 1]]))).toEqual([1, 2]);
});

test('percentiles are those of the sorted numbers, interpolated', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: 0, max: 1e9, noNaN: true })), { maxLength: 60 }), fc.constantFrom(0, 0.5, 0.9, 1), (values, part) => {
      const list = noNumbers();
      for (const value of values) addNumber(list, value);
      const sorted = values.toSorted((one, two) => one - two);
      const place = part * (sorted.length - 1);
      const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
      expect(percentileOf(list, part)).toEqual(values.length === 0 ? null : expect.closeTo(low + (high - low) * (place % 1), 6));
    }),
  );
});

test('a name in a table is never a formula', () => {
  const spread = { median: 1.5, p90: null };
  const row = { orders: 1, client_messages: null, expert_messages: null, answers: 0, first_answer: spread, next_answer: spread, first_answer_working: spread, next_answer_working: spread, resolved: 0, resolution: spread, levels_met: 0, levels_missed: 0, promises_kept: 0, promises_late: 0, ratings: 0, rating: null, owed_at_end: null };
  const csv = reportCsv({ lines: [{ ...row, key: '7', name: '=HYPERLINK("x")' }], total: row, load: [] }, 'label', 'en');
  expect(csv).toContain(`"'=HYPERLINK(""x"")",1,`);
  expect(csv.split('\r\n').filter(Boolean)).toHaveLength(3);
});
