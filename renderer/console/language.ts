import type { Settings } from '../../protocol/desktop';
import type { Language } from '../../protocol/errors';
import { systemLanguage } from '../chat/language';

/** The language that the settings mean on this machine. */
export function languageOf(settings: Pick<Settings, 'language'>): Language {
  return settings.language === 'system' ? systemLanguage(navigator.languages) : settings.language;
}
