/**
 * How many clients waited at the end of each of `days` days: those who wait still and had begun to by then, and those who had begun and were
 * answered later. Day 1 is the first one, 0 what lies before it, `days + 1` what lies behind; `ended`: of waits that are over, how many more
 * began than ended on the day, for every day from the first one until now.
 */
export function owedAtEnds(days: number, ended: ReadonlyMap<number, number>, open: ReadonlyMap<number, number>): number[] {
  const ends = new Array<number>(days).fill(0);
  // Of all that ended later, those that had not begun later.
  let later = -(ended.get(days + 1) ?? 0);
  for (let day = days; day >= 1; day -= 1) {
    ends[day - 1] = later;
    later -= ended.get(day) ?? 0;
  }
  let waiting = open.get(0) ?? 0;
  for (let day = 1; day <= days; day += 1) {
    waiting += open.get(day) ?? 0;
    ends[day - 1]! += waiting;
  }
  return ends;
}
