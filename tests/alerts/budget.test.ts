import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldInto, isOverBudget, NO_DIGEST, spent, sumOf, takeOut, type Digest } from '../../protocol/alerts/budget';

const budget = { alerts: 5, seconds: 30 };

test('five go through in thirty seconds, the sixth folds, and after a while there is room again', () => {
  let shown: readonly number[] = [];
  const pass = (now: number) => {
    if (isOverBudget(shown, now, budget)) return false;
    shown = spent(shown, now, budget);
    return true;
  };
  expect([0, 1, 2, 3, 4, 5, 6].map((second) => pass(second * 1000))).toEqual([true, true, true, true, true, false, false]);
  expect(pass(29_999)).toBe(false);
  expect(pass(30_000)).toBe(true);
});

test('without a budget nothing folds, and a clock that was set back folds nothing either', () => {
  expect(isOverBudget([1, 2, 3, 4, 5, 6, 7], 8, null)).toBe(false);
  expect(isOverBudget([9000, 9001, 9002, 9003, 9004], 1000, budget)).toBe(false);
});

test('no stretch of thirty seconds ever sees more than five', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }), (waits) => {
      let now = 0;
      let shown: readonly number[] = [];
      const all: number[] = [];
      for (const wait of waits) {
        now += wait;
        if (isOverBudget(shown, now, budget)) continue;
        shown = spent(shown, now, budget);
        all.push(now);
      }
      return all.every((at) => all.filter((other) => other <= at && at - other < 30_000).length <= 5);
    }),
  );
});

test('a digest counts alerts and rooms, newest first, and lets go of rooms that were read', () => {
  const digest = [{ room: 1, title: 'Anna' }, { room: 2, title: 'Boris' }, { room: 1, title: 'Anna again' }].reduce<Digest>(foldInto, NO_DIGEST);
  expect(sumOf(digest)).toEqual({ alerts: 3, rooms: 2, titles: ['Anna again', 'Boris'] });
  expect(sumOf(takeOut(digest, 1))).toEqual({ alerts: 1, rooms: 1, titles: ['Boris'] });
  expect(takeOut(digest, 9)).toBe(digest);
});
