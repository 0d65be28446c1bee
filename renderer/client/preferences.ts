import type { Theme } from '../../protocol/desktop';
import type { Language } from '../../protocol/errors';
import { systemLanguage } from '../chat/language';

/** The reader's choices, kept in this browser; where it keeps nothing they last as long as the page. */

const LANGUAGE = 'orderline.client.language';
const THEME = 'orderline.client.theme';

/** The chosen language, or the system's. */
export function keptLanguage(): Language {
  const kept = read(LANGUAGE);
  return kept === 'ru' || kept === 'en' ? kept : systemLanguage(navigator.languages);
}

/** Keeps the choice of language. */
export function keepLanguage(language: Language): void {
  write(LANGUAGE, language);
}

/** The chosen theme, or the system's. */
export function keptTheme(): Theme {
  const kept = read(THEME);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Keeps the choice of theme. */
export function keepTheme(theme: Theme): void {
  write(THEME, theme);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the memory of a choice.
  }
}
