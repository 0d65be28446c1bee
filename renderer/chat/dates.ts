import type { Language } from '../../protocol/errors';

/** Times for people, in their own time zone, by Intl. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // A formatter stays in the time zone it was made in, and its reader travels.
  const key = `${language} ${name} ${new Date().getTimezoneOffset()}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(localeOf(language), options);
    formatters.set(key, found);
  }
  return found;
}

/** The system's own variety of the language (en-US, en-GB …): it knows the hour cycle that the reader is used to. */
function localeOf(language: Language): string {
  const preferred = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return preferred.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}

function dayNumber(date: Date): number {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** True when both times fall on one calendar day of the reader. */
export function isSameDay(a: string, b: string): boolean {
  return dayNumber(new Date(a)) === dayNumber(new Date(b));
}

/** "2026-01-31", the day of the reader's calendar as date fields have it. */
export function dayNumberText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "14:05". */
export function timeText(at: string, language: Language): string {
  return formatter(language, 'time', { timeStyle: 'short' }).format(new Date(at));
}

/** The line between two days: "Сегодня", "Вчера", "12 ноября", with the year when it is another one. */
export function dayText(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const distance = dayNumber(date) - dayNumber(now);
  if (distance === 0 || distance === -1) return relativeDay(distance, language);
  if (date.getFullYear() === now.getFullYear()) return formatter(language, 'day', { day: 'numeric', month: 'long' }).format(date);
  return formatter(language, 'day_year', { day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

/** The short date of a list row: the time today, "Вчера", a weekday within the week, then a date. */
export function listDate(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const distance = dayNumber(date) - dayNumber(now);
  if (distance === 0) return timeText(at, language);
  if (distance === -1) return relativeDay(distance, language);
  if (distance < 0 && distance > -7) return formatter(language, 'weekday', { weekday: 'short' }).format(date);
  if (date.getFullYear() === now.getFullYear()) return formatter(language, 'short', { day: 'numeric', month: 'short' }).format(date);
  return formatter(language, 'short_year', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(date);
}

/** The whole date and time, for a tooltip. */
export function fullText(at: string, language: Language): string {
  return formatter(language, 'full', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}

/** A moment as short as it goes, a past or a coming one: "18:04" of today, else "26 нояб., 18:04". */
export function momentText(at: string, language: Language, now = new Date()): string {
  if (dayNumber(new Date(at)) === dayNumber(now)) return timeText(at, language);
  return formatter(language, 'moment', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** The date and the time to the second, in figures: for lists of what happened. */
export function exactText(at: string, language: Language): string {
  return formatter(language, 'exact', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at));
}

/** How long ago, in the largest whole unit: "7 мин", "2 ч", "3 дн.". Under a minute counts as one. */
export function ageText(since: string, language: Language, now = new Date()): string {
  const minutes = Math.max(1, Math.floor((now.getTime() - new Date(since).getTime()) / 60_000));
  if (minutes < 60) return unitText(minutes, 'minute', language);
  if (minutes < 24 * 60) return unitText(Math.floor(minutes / 60), 'hour', language);
  return unitText(Math.floor(minutes / (24 * 60)), 'day', language);
}

const units = new Map<string, Intl.NumberFormat>();

function unitText(value: number, unit: 'minute' | 'hour' | 'day', language: Language): string {
  const key = `${language} ${unit}`;
  const format = units.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' });
  units.set(key, format);
  return format.format(value);
}

function relativeDay(distance: number, language: Language): string {
  const text = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(distance, 'day');
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
