import { describe, expect, it } from 'vitest';
import { ageText, dayText, isSameDay, listDate, timeText } from '../../../renderer/chat/dates';

/** A moment in the reader's own time zone. */
const at = (text: string) => new Date(text).toISOString();
const now = new Date('2026-03-12T15:00:00');

describe('dates', () => {
  it('name today and yesterday, then the date, and another year', () => {
    expect(dayText(at('2026-03-12T00:00:01'), 'ru', now)).toBe('Сегодня');
    expect(dayText(at('2026-03-11T23:59:59'), 'ru', now)).toBe('Вчера');
    expect(dayText(at('2026-03-11T23:59:59'), 'en', now)).toBe('Yesterday');
    expect(dayText(at('2026-03-10T12:00:00'), 'ru', now)).toBe('10 марта');
    expect(dayText(at('2025-12-31T12:00:00'), 'ru', now)).toBe('31 декабря 2025 г.');
  });

  it('are short in lists', () => {
    expect(listDate(at('2026-03-12T09:05:00'), 'ru', now)).toBe('09:05');
    expect(listDate(at('2026-03-11T09:05:00'), 'ru', now)).toBe('Вчера');
    expect(listDate(at('2026-03-08T09:05:00'), 'ru', now)).toBe('вс');
    expect(listDate(at('2026-02-01T09:05:00'), 'ru', now)).toBe('1 февр.');
    expect(listDate(at('2025-02-01T09:05:00'), 'ru', now)).toBe('01.02.25');
  });

  it('count days by the calendar and not by hours', () => {
    expect(isSameDay(at('2026-03-12T00:00:00'), at('2026-03-12T23:59:59'))).toBe(true);
    expect(isSameDay(at('2026-03-11T23:59:59'), at('2026-03-12T00:00:00'))).toBe(false);
  });

  it('tell an age in its largest whole unit', () => {
    expect(ageText(at('2026-03-12T14:59:50'), 'ru', now)).toBe('1 мин');
    expect(ageText(at('2026-03-12T14:53:00'), 'ru', now)).toBe('7 мин');
    expect(ageText(at('2026-03-12T12:30:00'), 'en', now)).toBe('2 hr');
    expect(ageText(at('2026-03-09T12:30:00'), 'ru', now)).toBe('3 дн.');
  });

  it('are those of the place where the reader is now', () => {
    const home = process.env['TZ'];
    process.env['TZ'] = 'Europe/Moscow';
    const moment = '2026-03-12T09:05:00.000Z';
    expect(timeText(moment, 'ru')).toBe('12:05');
    process.env['TZ'] = 'Asia/Yekaterinburg';
    expect(timeText(moment, 'ru')).toBe('14:05');
    if (home === undefined) delete process.env['TZ'];
    else process.env['TZ'] = home;
  });

  it('write times the way the language does', () => {
    expect(timeText(at('2026-03-12T09:05:00'), 'ru')).toBe('09:05');
  });
});
