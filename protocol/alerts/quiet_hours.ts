/** Hours without alerts: from one time of the day to another, on the days on which they begin (1 Monday … 7 Sunday). */
export type QuietHours = { is_on: boolean; from: string; to: string; days: readonly number[] };

const DAY_MINUTES = 24 * 60;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * True while alerts are to be silent. It goes by what the clock on the wall says, so a night keeps its hours when summer time begins or
 * ends, and moves with the user's time zone. A range that ends before it begins reaches into the next day; one that ends when it
 * begins lasts a whole day.
 */
export function isQuietTime({ is_on, from, to, days }: QuietHours, now: number, zone?: string): boolean {
  if (!is_on) return false;
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const { day, minute } = wallClock(now, zone);
  if (begin < end) return days.includes(day) && minute >= begin && minute < end;
  const yesterday = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= begin) || (days.includes(yesterday) && minute < end);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) % DAY_MINUTES;
}

function wallClock(now: number, zone: string | undefined): { day: number; minute: number } {
  const parts = Object.fromEntries(clockOf(zone).formatToParts(now).map(({ type, value }) => [type, value]));
  return { day: WEEKDAYS.indexOf(parts.weekday ?? '') + 1, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

function clockOf(zone: string | undefined): Intl.DateTimeFormat {
  // The system's zone is asked for each time: a laptop travels.
  const name = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = clocks.get(name);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' });
  clocks.set(name, clock);
  return clock;
}
