/** How many clients waited at the end of each day: who had begun to wait by then, and was not answered on that day or before. */
export function owedAtEnds(waits: readonly { asked: string; closed: string | null; waits: number }[], days: readonly string[]): Map<string, number> {
  const changes = new Map<string, number>();
  const add = (day: string, by: number) => changes.set(day, (changes.get(day) ?? 0) + by);
  for (const { asked, closed, waits: count } of waits) {
    add(asked, count);
    if (closed !== null) add(closed, -count);
  }
  let owed = 0;
  return new Map(days.map((day) => [day, (owed += changes.get(day) ?? 0)]));
}
