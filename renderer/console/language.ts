import type { Language } from '../../protocol/errors';
import { systemLanguage } from '../chat/language';
import type { HostState } from './host';

/** The language that the settings mean on this machine. */
export function languageOf({ settings, system_language }: Pick<HostState, 'settings' | 'system_language'>): Language {
  if (settings.language !== 'system') return settings.language;
  return system_language ?? systemLanguage(navigator.languages);
}
