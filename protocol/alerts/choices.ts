import type { Settings } from '../desktop';

/** What can be chosen about alerts, without a schema library: the pages read this file too. */

/** Our own short sounds, made in code (`renderer/console/sounds.ts`); `system` leaves it to the system. */
export const SOUND_NAMES = ['system', 'drop', 'bell', 'knock', 'marimba'] as const;
export const HIDE_TEXT = ['never', 'when_locked', 'always'] as const;

export type AlertSettings = Pick<Settings, 'alerts' | 'hide_text' | 'sound' | 'sound_name' | 'sound_volume' | 'alert_budget' | 'quiet_hours' | 'reminders' | 'warn_minutes' | 'queue_repeat_minutes'>;

/** The choices of someone who has chosen nothing yet. */
export const ALERT_DEFAULTS: AlertSettings = {
  alerts: true,
  hide_text: 'when_locked',
  sound: true,
  sound_name: 'system',
  sound_volume: 70,
  alert_budget: { alerts: 5, seconds: 30 },
  quiet_hours: { is_on: false, from: '22:00', to: '08:00', days: [1, 2, 3, 4, 5, 6, 7] },
  reminders: { is_on: true, after_minutes: 15, every_minutes: 15, at_most: 3, repeats_new: true, new_every_minutes: 5 },
  warn_minutes: 10,
  queue_repeat_minutes: 3,
};
