/** Calendar and clock as they hang on the wall of a time zone. */
export type WallDay = { year: number; month: number; day: number };
export type WallTime = WallDay & { hour: number; minute: number };

/** What the wall of a zone shows at a moment. */
export function wallTimeAt(moment: Date, zone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const part = (type: string) => Number(format.formatToParts(moment).find((one) => one.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

const asUtc = ({ year, month, day, hour, minute }: WallTime) => Date.UTC(year, month - 1, day, hour, minute);

/** The moment at which the wall shows this; in the hour that a clock change leaves out, the moment as if it had not. */
export function momentOf(wall: WallTime, zone: string): Date {
  const wanted = asUtc(wall);
  // Twice, because the offset of the first guess may be the one from before a clock change.
  const first = wanted - (asUtc(wallTimeAt(new Date(wanted), zone)) - wanted);
  return new Date(wanted - (asUtc(wallTimeAt(new Date(first), zone)) - first));
}

/** So many minutes later by the wall's clock; hours and days overflow as they should. */
export function addedTo(wall: WallTime, minutes: number): WallTime {
  const moved = new Date(asUtc(wall) + minutes * 60_000);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate(), hour: moved.getUTCHours(), minute: moved.getUTCMinutes() };
}

/** 0 is Sunday. */
export function weekdayOf({ year, month, day }: WallDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** The day so many days later. */
export function dayAfter(day: WallDay, days: number): WallDay {
  const { year, month, day: date } = addedTo({ ...day, hour: 0, minute: 0 }, days * 1440);
  return { year, month, day: date };
}

/** Below zero when the first is the earlier one. */
export function compareWall(one: WallTime, two: WallTime): number {
  return asUtc(one) - asUtc(two);
}

/** Whether there is such a day. */
export function isDay({ year, month, day }: WallDay): boolean {
  const moved = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && moved.getUTCMonth() === month - 1 && moved.getUTCDate() === day;
}
