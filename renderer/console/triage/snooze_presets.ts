import { SNOOZE_MAX_MS, SNOOZE_MIN_MS } from '../../../protocol/limits';
import { presetMoment } from '../later/moments';

/** Moments to snooze until, in the expert's own time zone. */

export type SnoozePreset = 'in_20_minutes' | 'in_an_hour' | 'in_3_hours' | 'tomorrow' | 'monday';

const MINUTES = { in_20_minutes: 20, in_an_hour: 60, in_3_hours: 180 } as const;

/** The presets with their moments seen from now; on a Sunday tomorrow is Monday, and stands there once. */
export function snoozePresets(now: Date): readonly { preset: SnoozePreset; moment: Date }[] {
  const soon = Object.entries(MINUTES).map(([preset, minutes]) => ({ preset: preset as SnoozePreset, moment: new Date(now.getTime() + minutes * 60_000) }));
  const [tomorrow, monday] = [presetMoment('tomorrow', now), presetMoment('monday', now)];
  const days = [{ preset: 'tomorrow' as const, moment: tomorrow }, { preset: 'monday' as const, moment: monday }];
  return [...soon, ...(tomorrow.getTime() === monday.getTime() ? days.slice(0, 1) : days)];
}

/** Whether a room can be snoozed until this moment. */
export function canSnoozeUntil(moment: Date, now: Date): boolean {
  const ms = moment.getTime() - now.getTime();
  return ms >= SNOOZE_MIN_MS && ms <= SNOOZE_MAX_MS;
}
