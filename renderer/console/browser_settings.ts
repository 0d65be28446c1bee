import { HIDE_TEXT, SOUND_NAMES } from '../../protocol/alerts/choices';
import type { Settings } from '../../protocol/desktop';
import { DEFAULT_SETTINGS } from './host';

const KEY = 'orderline.settings';

type Check = (value: unknown) => boolean;

const oneOf = (...values: readonly unknown[]): Check => (value) => values.includes(value);
const number = (min: number, max: number): Check => (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
const clockTime: Check = (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
const flag = oneOf(true, false);
/** Exactly these keys, each with a value that passes. */
const shape = (checks: Record<string, Check>): Check => (value) => {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return Object.keys(record).every((key) => Object.hasOwn(checks, key)) && Object.entries(checks).every(([key, check]) => check(record[key]));
};

const checks: Record<keyof Settings, Check> = {
  language: oneOf('system', 'ru', 'en'),
  theme: oneOf('system', 'light', 'dark'),
  alerts: flag,
  hide_text: oneOf(...HIDE_TEXT),
  sound: flag,
  sound_name: oneOf(...SOUND_NAMES),
  sound_volume: number(0, 100),
  alert_budget: (value) => value === null || shape({ alerts: number(1, 50), seconds: number(5, 600) })(value),
  quiet_hours: shape({ is_on: flag, from: clockTime, to: clockTime, days: (value) => Array.isArray(value) && value.length <= 7 && value.every(number(1, 7)) }),
  reminders: shape({ is_on: flag, after_minutes: number(1, 1440), every_minutes: number(1, 1440), at_most: number(1, 20), repeats_new: flag, new_every_minutes: number(1, 60) }),
  warn_minutes: number(0, 240),
  queue_repeat_minutes: number(1, 240),
  badge: oneOf('unread_messages', 'unread_rooms', 'owed_rooms'),
  close_to_tray: flag,
  // What only the desktop does; a browser keeps the defaults.
  autostart: oneOf(false),
  show_key: oneOf(null),
  spelling: () => false,
  zoom: oneOf(1),
  popout_zoom: oneOf(1),
};

/** Stored settings, each value checked; what is unknown or missing is the default. */
export function parseSettings(text: string | null): Settings {
  let stored: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value !== null) stored = value as Record<string, unknown>;
  } catch {
    // A torn or foreign value counts as none.
  }
  // Its older name.
  if (stored.hide_text === undefined && stored.alert_text === false) stored.hide_text = 'always';
  const known = Object.entries(checks).filter(([name, check]) => check(stored[name]));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known.map(([name]) => [name, stored[name]])) };
}

/** The settings that this browser keeps. */
export function loadSettings(): Settings {
  try {
    return parseSettings(localStorage.getItem(KEY));
  } catch {
    return DEFAULT_SETTINGS;
  }
}

/** Keeps the settings in this browser, where it keeps anything. */
export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Private mode: they hold until the page is closed.
  }
}

/** Calls back when another tab has changed the settings; returns how to stop. */
export function watchSettings(listener: (settings: Settings) => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEY) listener(parseSettings(event.newValue));
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
