import { z } from 'zod';
import { ALERT_DEFAULTS } from '../protocol/alerts/choices';
import { settings as schema, type Settings } from '../protocol/desktop';
import type { Language } from '../protocol/errors';

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  ...ALERT_DEFAULTS,
  badge: 'unread_messages',
  close_to_tray: true,
  autostart: false,
  show_key: null,
  spelling: ['ru', 'en'],
  zoom: 1,
  popout_zoom: 1,
};

/** Reads the kept settings: a missing or broken one is its default, the others stay. */
export const keptSettings = z.unknown().transform((kept): Settings => {
  const record: Record<string, unknown> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  // Its older name.
  if (record.hide_text === undefined && record.alert_text === false) record.hide_text = 'always';
  const whole = Object.entries(schema.shape).filter(([key, each]) => each.safeParse(record[key]).success);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(whole.map(([key]) => [key, record[key]])) };
});

export type SettingsPart = { get(): Settings; set(change: { [K in keyof Settings]?: Settings[K] | undefined }): Settings; language(): Language };

export type SettingsParts = {
  slot: { get(): Settings; set(value: Settings): boolean };
  /** The system's language, like `ru-RU`. */
  systemLanguage(): string;
  onChange(settings: Settings): void;
};

/** The user's choices. */
export function createSettings({ slot, systemLanguage, onChange }: SettingsParts): SettingsPart {
  return {
    get: () => slot.get(),
    set(change) {
      const next = { ...slot.get(), ...dropAbsent(change) };
      slot.set(next);
      onChange(next);
      return next;
    },
    language() {
      const { language } = slot.get();
      if (language !== 'system') return language;
      return /^(ru|be|uk|kk)\b/i.test(systemLanguage()) ? 'ru' : 'en';
    },
  };
}

/** What each account has for itself: whether and how it is heard. All else is the machine's. */
const OWN = ['alerts', 'hide_text', 'sound', 'sound_name', 'sound_volume', 'reminders', 'warn_minutes', 'queue_repeat_minutes'] as const satisfies readonly (keyof Settings)[];
type Own = Partial<Pick<Settings, (typeof OWN)[number]>>;

/** The choices of an account beyond the first, as they are kept; what is not among them is as in the first one. */
export const keptOwn = z.unknown().transform((kept): Own => {
  const record: Record<string, unknown> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return Object.fromEntries(OWN.filter((key) => schema.shape[key].safeParse(record[key]).success).map((key) => [key, record[key]]));
});

/** The choices as one account sees them: its own before those of the machine. */
export function createOwnSettings(machine: Pick<SettingsPart, 'get' | 'set'>, slot: { get(): Own; set(own: Own): boolean }, onChange: (settings: Settings) => void): Pick<SettingsPart, 'get' | 'set'> {
  const get = () => ({ ...machine.get(), ...slot.get() });
  return {
    get,
    set(change) {
      const given = Object.entries(dropAbsent(change));
      const isOwn = ([key]: [string, unknown]) => (OWN as readonly string[]).includes(key);
      const own = given.filter(isOwn);
      const others = given.filter((each) => !isOwn(each));
      if (own.length > 0) slot.set({ ...slot.get(), ...(Object.fromEntries(own) as Own) });
      if (others.length > 0) machine.set(Object.fromEntries(others));
      else onChange(get());
      return get();
    },
  };
}

function dropAbsent<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
