import { setImmediate as breathe } from 'node:timers/promises';
import type { ReportQuery } from '../database/report_pool';
import { labelledRooms, turnDays, type ReportScope, type TurnDay } from '../sql/reports';
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
  const lines = new Map<string, TurnSum>();
  const lineOf = (key: string): TurnSum => {
    const known = lines.get(key);
    if (known) return known;
    const made = noTurns();
    lines.set(key, made);
    return made;
  };
  const [from, to] = [scope.from.getTime(), scope.to.getTime()];
  const [first, last] = [Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS)];
  const isInside = (moment: number) => moment >= from && moment < to;
  const rooms = scope.by === 'label' ? await labelsByRoom(query) : null;
  const whole = noTurns();
  const sumsOf = ({ expert }: TurnDay): ((moment: number, room: number) => readonly TurnSum[]) => {
    if (rooms !== null) return (moment, room) => (isInside(moment) ? [whole, ...(rooms.get(room) ?? []).map(lineOf)] : NOBODY);
    if (scope.by === 'expert') {
      const own = [lineOf(String(expert))];
      return (moment) => (isInside(moment) ? own : NOBODY);
    }
    return byTime(scope.lines, keys, to, lineOf);
  };
  for (let day = first; day <= last; day += DAYS_AT_ONCE) {
    for (const one of await turnDays(query, scope, [day, Math.min(last, day + DAYS_AT_ONCE - 1)], rooms !== null)) addTurns(one, sumsOf(one));
    await breathe();
  }
  for (const [key, { answers }] of lines) if (answers === 0) lines.delete(key);
  return { lines, all: rooms === null ? [...lines.values()] : [whole] };
}

/** The line of a moment; those of one day are one or two, so the last one is tried first. */
function byTime(begins: readonly Date[], keys: readonly string[], to: number, lineOf: (key: string) => TurnSum): (moment: number) => readonly TurnSum[] {
  const edges = [...begins.map((begin) => begin.getTime()), to];
  let place = 0;
  let sums: readonly TurnSum[] = NOBODY;
  let [since, until] = [Infinity, -Infinity];
  return (moment) => {
    if (moment >= since && moment < until) return sums;
    if (moment < edges[0]! || moment >= to) return NOBODY;
    if (moment < edges[place]!) place = 0;
    while (moment >= edges[place + 1]!) place += 1;
    [since, until, sums] = [edges[place]!, edges[place + 1]!, [lineOf(keys[place]!)]];
    return sums;
  };
}

async function labelsByRoom(query: ReportQuery): Promise<Map<number, string[]>> {
  const rooms = new Map<number, string[]>();
  for (const { room, label } of await labelledRooms(query)) {
    const known = rooms.get(room);
    if (known) known.push(String(label));
    else rooms.set(room, [String(label)]);
  }
  return rooms;
}
