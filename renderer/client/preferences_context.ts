import { createContext } from 'react';
import type { Theme } from '../../protocol/desktop';
import type { Language } from '../../protocol/errors';

export type Preferences = {
  language: Language;
  theme: Theme;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
};

/** The reader's choices, for the menu. */
export const PreferencesContext = createContext<Preferences>({ language: 'ru', theme: 'system', setLanguage() {}, setTheme() {} });
