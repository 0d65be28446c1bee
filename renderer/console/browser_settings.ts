import type { Settings } from '../../protocol/desktop';
import { DEFAULT_SETTINGS } from './host';

const KEY = 'orderline.settings';

const choices: { [K in keyof Settings]: readonly Settings[K][] } = {
  language: ['system', 'ru', 'en'],
  theme: ['system', 'light', 'dark'],
  alerts: [true, false],
  alert_text: [true, false],
  sound: [true, false],
  badge: ['unread_messages', 'unread_rooms', 'owed_rooms'],
  close_to_tray: [true, false],
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
  const known = Object.entries(choices).filter(([name, values]) => (values as readonly unknown[]).includes(stored[name]));
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
