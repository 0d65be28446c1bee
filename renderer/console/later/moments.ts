import type { Language } from '../../../protocol/errors';

/** Moments to send at, in the writer's own time zone. */

export type Preset = 'in_an_hour' | 'tomorrow' | 'monday';
export const PRESETS: readonly Preset[] = ['in_an_hour', 'tomorrow', 'monday'];
const MORNING = 9;

/** When a preset is, seen from now. */
export function presetMoment(preset: Preset, now: Date): Date {
  if (preset === 'in_an_hour') return new Date(now.getTime() + 3_600_000);
  const days = preset === 'tomorrow' ? 1 : (8 - now.getDay()) % 7 || 7;
  // By the calendar and not by hours: days of a clock change are longer or shorter.
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

/** A moment as a field for date and time has it. */
export function toField(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** The moment in such a field; null while there is none. */
export function fromField(text: string): Date | null {
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? new Date(text) : null;
  return moment === null || Number.isNaN(moment.getTime()) ? null : moment;
}

/** "пн, 5 янв., 09:00", in this time zone or the own one. */
export function plannedText(moment: Date, language: Language, timeZone?: string): string {
  const format = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, timeZone === undefined ? format : { ...format, timeZone }).format(moment);
}

/** The name of the own time zone. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "Europe/Paris" as people say it: "Paris". */
export function zoneName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Whether both zones show the same clock at this moment. */
export function isSameClock(moment: Date, one: string, two: string): boolean {
  return plannedText(moment, 'en', one) === plannedText(moment, 'en', two);
}
