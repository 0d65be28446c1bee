/** When work is done: hours of each weekday (Monday first) by the clock of one place, without its holidays (`2026-05-09`). */
export type Calendar = { zone: string; days: readonly (readonly Hours[])[]; holidays: readonly string[] };

/** From one time of the day to another. `24:00` is the day's end; hours that end when or before they begin reach into the next day. */
export type Hours = { from: string; to: string };

/*
 * A moment is working time when the wall clock of the place says so: an hour that the clock shows twice counts twice, one that it leaves
 * out does not count. On a holiday nothing counts, and hours that would begin on it do not reach into the next day either.
 *
 * Asking the wall clock is slow, so the stretches of working time are made once for each four weeks: between two changes of the clock the
 * local time is the universal one and a constant, and days are plain numbers.
 */

type Span = { from: number; to: number };
type OffsetSpan = Span & { offset: number };
type Compiled = { own: Span[][]; tails: Span[][]; holidays: ReadonlySet<number>; zone: Zone; isEmpty: boolean; open: Map<number, Span[]> };
type Zone = { clock: Intl.DateTimeFormat; spans: Map<number, OffsetSpan[]> };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CHUNK_MS = 28 * DAY_MS;
/** Working time that does not come within two years is not waited for. */
const CHUNKS_AHEAD = 27;
/** Chunks that are remembered of one calendar, and of one zone. */
const CHUNKS_KEPT = 400;

const compiled = new WeakMap<Calendar, Compiled>();
const zones = new Map<string, Zone>();

/** The moment at which so much working time has passed since `from`, in milliseconds; null when that takes longer than two years. */
export function addWorkingTime(calendar: Calendar, from: number, ms: number): number | null {
  const known = compile(calendar);
  if (known.isEmpty) return null;
  const first = Math.floor(from / CHUNK_MS);
  let left = ms;
  for (let chunk = first; chunk <= first + CHUNKS_AHEAD; chunk += 1) {
    for (const span of openIn(known, chunk)) {
      if (span.to <= from) continue;
      const begin = Math.max(span.from, from);
      if (left <= span.to - begin) return begin + left;
      left -= span.to - begin;
    }
  }
  return null;
}

/** How much working time lies between two moments, in milliseconds. */
export function workingTimeBetween(calendar: Calendar, from: number, to: number): number {
  const known = compile(calendar);
  if (known.isEmpty || to <= from) return 0;
  let sum = 0;
  for (let chunk = Math.floor(from / CHUNK_MS); chunk * CHUNK_MS < to; chunk += 1) {
    for (const span of openIn(known, chunk)) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  }
  return sum;
}

/** Whether there is a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function compile(calendar: Calendar): Compiled {
  const known = compiled.get(calendar);
  if (known) return known;
  const own: Span[][] = [];
  const tails: Span[][] = [];
  for (const hours of calendar.days) {
    const [today, tomorrow]: [Span[], Span[]] = [[], []];
    for (const each of hours) {
      const [from, to] = [minutesOf(each.from) * MINUTE_MS, minutesOf(each.to) * MINUTE_MS];
      today.push({ from, to: to <= from ? DAY_MS : to });
      if (to <= from && to > 0) tomorrow.push({ from: 0, to });
    }
    own.push(today);
    tails.push(tomorrow);
  }
  const holidays = new Set(calendar.holidays.map((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS));
  const made: Compiled = { own, tails, holidays, zone: zoneOf(calendar.zone), isEmpty: own.every((spans) => spans.length === 0), open: new Map() };
  compiled.set(calendar, made);
  return made;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The working time of one chunk, in order and without overlaps. */
function openIn(calendar: Compiled, chunk: number): readonly Span[] {
  const known = calendar.open.get(chunk);
  if (known) return known;
  const open: Span[] = [];
  for (const { from, to, offset } of spansIn(calendar.zone, chunk)) {
    const [begin, end] = [from + offset, to + offset];
    for (let day = Math.floor(begin / DAY_MS); day * DAY_MS < end; day += 1) {
      for (const span of hoursOf(calendar, day)) {
        const [a, b] = [Math.max(span.from + day * DAY_MS, begin) - offset, Math.min(span.to + day * DAY_MS, end) - offset];
        if (a >= b) continue;
        const last = open.at(-1);
        if (last?.to === a) last.to = b;
        else open.push({ from: a, to: b });
      }
    }
  }
  if (calendar.open.size >= CHUNKS_KEPT) calendar.open.clear();
  calendar.open.set(chunk, open);
  return open;
}

/** The hours of a day (counted from 1970 on), in order and without overlaps. */
function hoursOf({ own, tails, holidays }: Compiled, day: number): readonly Span[] {
  if (holidays.has(day)) return [];
  const weekday = weekdayOf(day);
  const before = holidays.has(day - 1) ? [] : tails[(weekday + 6) % 7]!;
  const merged: Span[] = [];
  for (const span of [...before, ...own[weekday]!].sort((one, two) => one.from - two.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** 0 Monday … 6 Sunday; the first of January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const made: Zone = { clock, spans: new Map() };
  zones.set(name, made);
  return made;
}

/** The stretches of one chunk in which the clock of the zone runs evenly. */
function spansIn(zone: Zone, chunk: number): readonly OffsetSpan[] {
  const known = zone.spans.get(chunk);
  if (known) return known;
  const spans: OffsetSpan[] = [];
  const end = (chunk + 1) * CHUNK_MS;
  let from = chunk * CHUNK_MS;
  let offset = offsetAt(zone, from);
  for (let at = from; at < end; at += DAY_MS) {
    const next = Math.min(at + DAY_MS, end);
    const after = offsetAt(zone, next);
    if (after === offset) continue;
    const changed = changeBetween(zone, at, next, offset);
    spans.push({ from, to: changed, offset });
    [from, offset] = [changed, after];
  }
  if (from < end) spans.push({ from, to: end, offset });
  if (zone.spans.size >= CHUNKS_KEPT) zone.spans.clear();
  zone.spans.set(chunk, spans);
  return spans;
}

/** The minute at which the clock leaves this offset. */
function changeBetween(zone: Zone, from: number, to: number, offset: number): number {
  let [low, high] = [from / MINUTE_MS, to / MINUTE_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * MINUTE_MS) === offset) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

/** How far the wall clock of the zone is ahead of universal time, in milliseconds. */
function offsetAt({ clock }: Zone, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
