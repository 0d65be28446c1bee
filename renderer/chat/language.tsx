import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Language } from '../../protocol/errors';
import { translator, type TextTable, type Translate } from './texts';

const LanguageContext = createContext<Language>('ru');

/** Sets the language of everything inside. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** The language of the nearest provider. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The `t` of a table in the current language. */
export function useTexts<T extends TextTable>(table: T): Translate<T> {
  const language = useLanguage();
  return useMemo(() => translator(table, language), [table, language]);
}

/** The first of the system’s languages that we speak; English for those who speak neither. */
export function systemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'ru' || primary === 'en') return primary;
  }
  return preferred.length === 0 ? 'ru' : 'en';
}
