import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passBy, upcoming, withoutAnswered, type Passed } from '../../../renderer/console/conveyor/order';

/* The order of the conveyor, against a line of people who really stand in it. */

type Asking = { id: number; owed_since: string | null };

const at = (time: number) => new Date(Date.UTC(2026, 0, 1) + time * 1000).toISOString();
const nobody: ReadonlySet<number> = new Set();

describe('the conveyor', () => {
  it('brings the longest-owed room first, and of two of the same time the older room', () => {
    const rooms = [{ id: 3, owed_since: at(5) }, { id: 2, owed_since: at(1) }, { id: 4, owed_since: null }, { id: 1, owed_since: at(5) }];
    expect(upcoming({ rooms, without: nobody, passed: new Map() }, 3)).toEqual([2, 1, 3]);
    expect(upcoming({ rooms, without: new Set([2]), passed: new Map() }, 1)).toEqual([1]);
  });

  it('sends who was passed by to the end, until he asks anew', () => {
    const rooms = [{ id: 1, owed_since: at(1) }, { id: 2, owed_since: at(2) }];
    const passed = passBy(new Map(), { id: 1, owed_since: at(1) });
    expect(upcoming({ rooms, without: nobody, passed }, 2)).toEqual([2, 1]);
    const asking = [{ id: 1, owed_since: at(3) }, { id: 2, owed_since: at(4) }];
    expect(upcoming({ rooms: asking, without: nobody, passed }, 2)).toEqual([1, 2]);
    expect(withoutAnswered(passed, () => at(3)).size).toBe(0);
  });

  it('keeps the order of a plain line while rooms come, go, and are answered by others', () => {
    const room = fc.integer({ min: 1, max: 9 });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ what: fc.constant('ask' as const), room }) },
      { weight: 2, arbitrary: fc.record({ what: fc.constant('answered' as const), room }) },
      { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('send' as const, 'skip' as const), room: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('beside' as const), room }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const rooms = new Map<number, Asking>();
        let passed: Passed = new Map();
        let current = 0;
        let beside = 0;
        // The model: people stand in a line. Who asks goes behind those who asked before him and in front of those who were passed by.
        let line: { room: number; was_passed: boolean }[] = [];
        const leave = (id: number) => (line = line.filter((one) => one.room !== id));

        steps.forEach(({ what, room: id }, time) => {
          if (what === 'ask' && (rooms.get(id)?.owed_since ?? null) === null) {
            rooms.set(id, { id, owed_since: at(time) });
            const behind = line.findIndex((one) => one.was_passed);
            line.splice(behind < 0 ? line.length : behind, 0, { room: id, was_passed: false });
          } else if (what === 'answered') {
            rooms.set(id, { id, owed_since: null });
            leave(id);
          } else if (what === 'beside') beside = id;
          else if (what === 'send' || what === 'skip') {
            passed = withoutAnswered(passed, (one) => rooms.get(one)?.owed_since ?? null);
            const here = rooms.get(current);
            if (what === 'send' && here) {
              rooms.set(current, { id: current, owed_since: null });
              leave(current);
            } else if (here && here.owed_since !== null) {
              passed = passBy(passed, here);
              leave(current);
              line.push({ room: current, was_passed: true });
            }
            const expected = line.filter((one) => one.room !== current && one.room !== beside).map((one) => one.room);
            expect(upcoming({ rooms: rooms.values(), without: new Set([current, beside]), passed }, 4)).toEqual(expected.slice(0, 4));
            current = expected[0] ?? current;
          }
        });
      }),
      { numRuns: 400 },
    );
  });
});
