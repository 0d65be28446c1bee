import { setImmediate as breathe } from 'node:timers/promises';
import type { ReportQuery } from '../database/report_pool';
import { labelledRooms, turnDays, type ReportScope, type TurnDay } from '../sql/reports';
import { keyAt, linesOf } from './report_lines';
import { addTurns, noTurns, type TurnSum } from './turn_sums';

/*
 * Adds up the packed waits of a range. A few days are read at a time, and others are served in between: what is added up here takes no longer
 * than a few milliseconds at once.
 */

const DAY_MS = 86_400_000;
const DAYS_AT_ONCE = 31;
const NOBODY: readonly TurnSum[] = [];

/** The sums of each line by its key, and the lists that make the total. `keys`: how lines are called that are days or weeks. */
export async function readTurns(query: ReportQuery, scope: ReportScope, keys: readonly string[]): Promise<{ lines: Map<string, TurnSum>; all: readonly TurnSum[] }> {
  const { lines, lineOf } = linesOf(noTurns);
  const [from, to] = [scope.from.getTime(), scope.to.getTime()];
  const [first, last] = [Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS)];
  const isInside = (moment: number) => moment >= from && moment < to;
  const whole = noTurns();
  const rooms = scope.by === 'label' ? await sumsByRoom(query, whole, lineOf) : null;
  const unlabelled = [whole];
  const keyOf = keyAt(scope.lines, keys, scope.to);
  const sumsOf = ({ expert }: TurnDay): ((moment: number, room: number) => readonly TurnSum[]) => {
    if (rooms !== null) return (moment, room) => (isInside(moment) ? (rooms.get(room) ?? unlabelled) : NOBODY);
    if (scope.by === 'expert') {
      const own = [lineOf(String(expert))];
      return (moment) => (isInside(moment) ? own : NOBODY);
    }
    let known: { key: string; sums: readonly TurnSum[] } | undefined;
    return (moment) => {
      const key = keyOf(moment);
      if (key === undefined) return NOBODY;
      if (known?.key !== key) known = { key, sums: [lineOf(key)] };
      return known.sums;
    };
  };
  for (let day = first; day <= last; day += DAYS_AT_ONCE) {
    for (const one of await turnDays(query, scope, [day, Math.min(last, day + DAYS_AT_ONCE - 1)], rooms !== null)) addTurns(one, sumsOf(one));
    await breathe();
  }
  for (const [key, { answers }] of lines) if (answers === 0) lines.delete(key);
  return { lines, all: rooms === null ? [...lines.values()] : [whole] };
}

/** What the waits of a room with labels are added to: all of them, and each of its labels. */
async function sumsByRoom(query: ReportQuery, whole: TurnSum, lineOf: (label: string) => TurnSum): Promise<Map<number, TurnSum[]>> {
  const rooms = new Map<number, TurnSum[]>();
  for (const { room, label } of await labelledRooms(query)) {
    const known = rooms.get(room);
    if (known) known.push(lineOf(String(label)));
    else rooms.set(room, [whole, lineOf(String(label))]);
  }
  return rooms;
}
