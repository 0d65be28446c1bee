import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseReceiver, type Receiver } from '../../server/domain/choosing';

const receiver = fc.record({
  user: fc.integer({ min: 1, max: 1000 }),
  is_online: fc.boolean(),
  is_away: fc.boolean(),
  open: fc.integer({ min: 0, max: 5 }),
  capacity: fc.option(fc.integer({ min: 0, max: 5 })),
  last_given_at: fc.option(fc.integer({ min: 0, max: 4 }).map((minute) => new Date(Date.UTC(2026, 0, 1, 9, minute)))),
}) satisfies fc.Arbitrary<Receiver>;
const receivers = fc.uniqueArray(receiver, { selector: ({ user }) => user, maxLength: 12 });

/** The rule as one says it: look at each in turn, and keep whoever is better than the best so far. */
function model(all: readonly Receiver[]): number | null {
  let best: Receiver | null = null;
  for (const one of all) {
    if (!one.is_online || one.is_away) continue;
    if (one.capacity !== null && one.open >= one.capacity) continue;
    const isIdleLonger = (other: Receiver) => (one.last_given_at === null ? other.last_given_at !== null : other.last_given_at !== null && one.last_given_at < other.last_given_at);
    const isIdleAsLong = (other: Receiver) => one.last_given_at?.getTime() === other.last_given_at?.getTime();
    if (best === null || isIdleLonger(best) || (isIdleAsLong(best) && (one.open < best.open || (one.open === best.open && one.user < best.user)))) best = one;
  }
  return best?.user ?? null;
}

it('chooses whom a plain reading of the rule chooses, in whatever order they stand', () => {
  fc.assert(
    fc.property(receivers, (all) => {
      expect(chooseReceiver(all)).toBe(model(all));
      expect(chooseReceiver(all.toReversed())).toBe(model(all));
    }),
  );
});

it('gives many orders in turn so that nobody gets a second one while somebody with a free place had none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 }), (people, capacity, orders) => {
      const all: Receiver[] = Array.from({ length: people }, (_, index) => ({ user: index + 1, is_online: true, is_away: false, open: 0, capacity, last_given_at: null }));
      for (let at = 1; at <= orders; at += 1) {
        const chosen = all.find(({ user }) => user === chooseReceiver(all));
        if (chosen === undefined) break;
        chosen.open += 1;
        chosen.last_given_at = new Date(at);
      }
      const counts = all.map(({ open }) => open);
      expect(counts.reduce((sum, open) => sum + open, 0)).toBe(Math.min(orders, people * capacity));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});
