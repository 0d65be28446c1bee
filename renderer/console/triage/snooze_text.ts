import type { Language } from '../../../protocol/errors';
import { dayText, isSameDay, timeText } from '../../chat/dates';
import { plannedText } from '../later/moments';
import type { SnoozePreset } from './snooze_presets';

/** The end of a snooze: the time alone when it is today, else the day too. */
export function snoozeText(until: string, now: Date, language: Language): string {
  return isSameDay(until, now.toISOString()) ? timeText(until, language) : plannedText(new Date(until), language);
}

/** What stands beside a preset: the day of one that names its time, else the moment. */
export function presetText(preset: SnoozePreset, moment: Date, now: Date, language: Language): string {
  const at = moment.toISOString();
  return preset === 'tomorrow' || preset === 'monday' ? dayText(at, language, now) : snoozeText(at, now, language);
}
