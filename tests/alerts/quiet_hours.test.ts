import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isQuietTime, type QuietHours } from '../../protocol/alerts/quiet_hours';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const night: QuietHours = { is_on: true, from: '22:00', to: '08:00', days: EVERY_DAY };
const at = (time: string) => Date.parse(time);

test.each([
  ['before the night', '2026-03-02T21:59:59Z', false],
  ['as it begins', '2026-03-02T22:00:00Z', true],
  ['after midnight', '2026-03-03T00:00:00Z', true],
  ['in its last second', '2026-03-03T07:59:59Z', true],
  ['as it ends', '2026-03-03T08:00:00Z', false],
])('a night reaches into the next day: %s', (_name, time, expected) => {
  expect(isQuietTime(night, at(time), 'UTC')).toBe(expected);
});

test.each([
  ['its own evening', '2026-03-06T23:00:00Z', true],
  ['the morning after it', '2026-03-07T07:00:00Z', true],
  ['the next evening', '2026-03-07T23:00:00Z', false],
  ['the morning before it', '2026-03-06T07:00:00Z', false],
])('days are those on which it begins; Friday only, on %s', (_name, time, expected) => {
  expect(isQuietTime({ ...night, days: [5] }, at(time), 'UTC')).toBe(expected);
});

test('Sunday night goes on into Monday', () => {
  expect(isQuietTime({ ...night, days: [7] }, at('2026-03-02T03:00:00Z'), 'UTC')).toBe(true);
});

test.each([
  [{ from: '12:00', to: '13:30', days: [1] }, '2026-03-02T12:30:00Z', true],
  [{ from: '12:00', to: '13:30', days: [1] }, '2026-03-02T13:30:00Z', false],
  [{ from: '12:00', to: '13:30', days: [2] }, '2026-03-02T12:30:00Z', false],
  [{ from: '00:00', to: '00:00', days: [6, 7] }, '2026-03-07T15:00:00Z', true],
  [{ from: '00:00', to: '00:00', days: [6, 7] }, '2026-03-09T00:00:00Z', false],
  [{ from: '09:00', to: '09:00', days: [1] }, '2026-03-03T08:59:00Z', true],
  [{ days: [] }, '2026-03-02T23:00:00Z', false],
  [{ is_on: false }, '2026-03-02T23:00:00Z', false],
])('%j at %s', (change, time, expected) => {
  expect(isQuietTime({ ...night, ...change }, at(time), 'UTC')).toBe(expected);
});

test('it goes by the clock where the user is', () => {
  const time = at('2026-03-02T20:30:00Z');
  expect(isQuietTime(night, time, 'Europe/Moscow')).toBe(true);
  expect(isQuietTime(night, time, 'Europe/Lisbon')).toBe(false);
  expect(isQuietTime(night, time, 'Asia/Kathmandu')).toBe(true);
});

test.each([
  ['Europe/Berlin', '2026-03-28', '2026-03-29T05:59:00Z', '2026-03-29T06:00:00Z', 'summer time begins in that night'],
  ['Europe/Berlin', '2026-10-24', '2026-10-25T06:59:00Z', '2026-10-25T07:00:00Z', 'summer time ends in that night'],
  ['America/New_York', '2026-03-07', '2026-03-08T11:59:00Z', '2026-03-08T12:00:00Z', 'summer time begins in that night'],
])('in %s the night of %s ends at eight by the wall: %s', (zone, _day, before, after) => {
  expect(isQuietTime(night, at(before), zone)).toBe(true);
  expect(isQuietTime(night, at(after), zone)).toBe(false);
});

test('a range and what it leaves over share every minute between them, in every zone', () => {
  const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => [hour, minute].map((each) => String(each).padStart(2, '0')).join(':'));
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Tokyo', 'America/St_Johns', 'Australia/Lord_Howe');
  const time = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
  fc.assert(
    fc.property(clock, clock, zone, time, (from, to, where, now) => {
      fc.pre(from !== to);
      const inside = isQuietTime({ is_on: true, from, to, days: EVERY_DAY }, now, where);
      const outside = isQuietTime({ is_on: true, from: to, to: from, days: EVERY_DAY }, now, where);
      return inside !== outside;
    }),
  );
});
