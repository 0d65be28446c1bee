import type { Session } from 'electron';
import type { ShellSettings } from '../protocol/desktop_shell';

type SpellingSession = Pick<Session, 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages' | 'availableSpellCheckerLanguages'>;

const WANTED: Record<ShellSettings['spelling'][number], readonly string[]> = { ru: ['ru', 'ru-RU'], en: ['en-US', 'en-GB', 'en'] };

/** Checks spelling in these languages. macOS chooses by itself; elsewhere the dictionaries are Chromium's. */
export function setSpelling(session: SpellingSession, platform: NodeJS.Platform, languages: ShellSettings['spelling']): void {
  session.setSpellCheckerEnabled(languages.length > 0);
  if (platform === 'darwin' || languages.length === 0) return;
  const available = session.availableSpellCheckerLanguages;
  session.setSpellCheckerLanguages(languages.flatMap((language) => WANTED[language].find((code) => available.includes(code)) ?? []));
}
