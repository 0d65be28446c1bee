import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorkingTime, workingTimeBetween, type Calendar, type Hours } from '../../protocol/business_time';

const MINUTE = 60_000;
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago', 'Africa/Cairo', 'Pacific/Chatham'] as const;
/** Changes of the clock in these zones, the turn of a year, and plain days. */
const MOMENTS = ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z', '2026-04-04T15:00Z', '2026-10-03T15:30Z', '2026-04-05T03:00Z', '2026-09-06T04:00Z', '2026-04-23T22:00Z', '2026-10-29T21:00Z', '2026-12-31T23:00Z', '2026-07-01T12:00Z'];

/** What the clock on the wall says, minute by minute. */
function wallClock(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  return (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { date: `${parts.year}-${parts.month}-${parts.day}`, weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday!.replace('.', '')), time: `${parts.hour}:${parts.minute}` };
  };
}

const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** Whether a minute is working time, asked of the wall clock alone. */
function isWorking({ days, holidays }: Calendar, { date, weekday, time }: { date: string; weekday: number; time: string }): boolean {
  if (holidays.includes(date)) return false;
  const own = days[weekday]!.some(({ from, to }) => (from < to ? time >= from && time < to : time >= from));
  const eve = !holidays.includes(dayBefore(date)) && days[(weekday + 6) % 7]!.some(({ from, to }) => to <= from && time < to);
  return own || eve;
}

const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 15, 30, 59)).map(([hour, minute]) => [hour, minute].map((each) => String(each).padStart(2, '0')).join(':'));
const hours: fc.Arbitrary<Hours> = fc.record({ from: clock, to: fc.oneof({ weight: 4, arbitrary: clock }, { weight: 1, arbitrary: fc.constant('24:00') }) });
const calendars = fc.record({
  zone: fc.constantFrom(...ZONES),
  days: fc.array(fc.array(hours, { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
  holidays: fc.uniqueArray(fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-31', '2027-01-01', '2026-03-30', '2026-07-01', '2026-04-24'), { maxLength: 3 }),
});
/** A whole minute around one of the moments. */
const start = fc.tuple(fc.constantFrom(...MOMENTS), fc.integer({ min: -2_880, max: 1_440 })).map(([moment, off]) => Date.parse(moment) + off * MINUTE);

const STRETCH = 4 * 1_440;

test('a due time is the first minute behind which so many working minutes lie, as the wall clock counts them', () => {
  fc.assert(
    fc.property(calendars, start, fc.integer({ min: 1, max: 900 }), (calendar, from, minutes) => {
      const read = wallClock(calendar.zone);
      let [left, at] = [minutes, from];
      for (; left > 0 && at < from + STRETCH * MINUTE; at += MINUTE) if (isWorking(calendar, read(at))) left -= 1;
      const due = addWorkingTime(calendar, from, minutes * MINUTE);
      if (left === 0) expect(due).toBe(at);
      else expect(due ?? Infinity).toBeGreaterThan(from + STRETCH * MINUTE);
    }),
    { numRuns: 150 },
  );
});

test('working time between two moments is the number of working minutes between them', () => {
  fc.assert(
    fc.property(calendars, start, fc.integer({ min: 0, max: 2 * 1_440 }), (calendar, from, length) => {
      const read = wallClock(calendar.zone);
      let count = 0;
      for (let at = from; at < from + length * MINUTE; at += MINUTE) if (isWorking(calendar, read(at))) count += 1;
      expect(workingTimeBetween(calendar, from, from + length * MINUTE)).toBe(count * MINUTE);
    }),
    { numRuns: 120 },
  );
});

test('both agree to the millisecond: what was added lies between', () => {
  fc.assert(
    fc.property(calendars, start, fc.integer({ min: 0, max: 59_999 }), fc.integer({ min: 1, max: 40 * 3_600_000 }), (calendar, minute, more, ms) => {
      const due = addWorkingTime(calendar, minute + more, ms);
      fc.pre(due !== null);
      expect(workingTimeBetween(calendar, minute + more, due!)).toBe(ms);
    }),
    { numRuns: 300 },
  );
});
