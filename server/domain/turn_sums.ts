import type { TurnDay } from '../sql/reports';
import { addNumber, joined, noNumbers, percentileOf, type Numbers } from './percentile';

/* What waits come to that stand packed in `report_days`; migration 0035 says how each of them is written. */

const TURN_BYTES = 12;
const ROOM_BYTES = 8;
/** Numbers of more than four bytes are read in two parts, which is many times as fast. */
const WORD = 2 ** 32;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const FIRST = 1;
const MET = 2;
const MISSED = 4;
const WORKING = 8;

export type TurnSum = { answers: number; levels_met: number; levels_missed: number; first: Numbers; next: Numbers; first_working: Numbers; next_working: Numbers };

export const noTurns = (): TurnSum => ({ answers: 0, levels_met: 0, levels_missed: 0, first: noNumbers(), next: noNumbers(), first_working: noNumbers(), next_working: noNumbers() });

/**
 * Adds the waits of a day to the sums that `sumsOf` names for the moment at which they ended (in its quarter of an hour, which no zone's clock
 * divides) and the room; none: outside of what is asked for.
 */
export function addTurns({ day, turns, rooms }: TurnDay, sumsOf: (moment: number, room: number) => readonly TurnSum[]): void {
  const begin = day * DAY_MS;
  for (let at = 0, place = 0; at < turns.length; at += TURN_BYTES, place += ROOM_BYTES) {
    const kind = turns[at + 1]!;
    const seconds = (turns.readInt16BE(at + 2) * WORD + turns.readUInt32BE(at + 4)) / 1000;
    const isFirst = (kind & FIRST) !== 0;
    for (const sum of sumsOf(begin + turns[at]! * QUARTER_MS, rooms === undefined ? 0 : rooms.readInt32BE(place) * WORD + rooms.readUInt32BE(place + 4))) {
      sum.answers += 1;
      if ((kind & MET) !== 0) sum.levels_met += 1;
      if ((kind & MISSED) !== 0) sum.levels_missed += 1;
      addNumber(isFirst ? sum.first : sum.next, seconds);
      if ((kind & WORKING) !== 0) addNumber(isFirst ? sum.first_working : sum.next_working, turns.readInt32BE(at + 8));
    }
  }
}

export type TurnNumbers = Record<'first_answer' | 'next_answer' | 'first_answer_working' | 'next_answer_working', [number | null, number | null]> & Pick<TurnSum, 'answers' | 'levels_met' | 'levels_missed'>;

const spread = (numbers: Numbers): [number | null, number | null] => [percentileOf(numbers, 0.5), percentileOf(numbers, 0.9)];

/** The numbers of sums together; of one alone its values are moved about. */
export function turnNumbersOf(sums: readonly TurnSum[]): TurnNumbers {
  const all = (pick: (sum: TurnSum) => Numbers) => spread(sums.length === 1 ? pick(sums[0]!) : joined(sums.map(pick)));
  const count = (pick: (sum: TurnSum) => number) => sums.reduce((whole, sum) => whole + pick(sum), 0);
  return {
    answers: count((sum) => sum.answers),
    levels_met: count((sum) => sum.levels_met),
    levels_missed: count((sum) => sum.levels_missed),
    first_answer: all((sum) => sum.first),
    next_answer: all((sum) => sum.next),
    first_answer_working: all((sum) => sum.first_working),
    next_answer_working: all((sum) => sum.next_working),
  };
}
