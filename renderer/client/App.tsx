import { Suspense, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { LanguageProvider } from '../chat/language';
import { applyTheme } from '../chat/theme';
import { createEntrance } from './entrance';
import { Inside } from './load_inside';
import { Outside } from './on_demand';
import { Opening, Waiting } from './Opening';
import { keepLanguage, keepTheme, keptLanguage, keptTheme } from './preferences';
import { PreferencesContext, type Preferences } from './preferences_context';
import { inviteOf } from './route';

/** The page on which clients write: from the way in to the conversation. */
export function App() {
  const [language, setLanguage] = useState(keptLanguage);
  const [theme, setTheme] = useState(keptTheme);
  // Made once: another language later changes what is shown, not the connection.
  const [entrance] = useState(() => createEntrance(language));
  const phase = useStore(entrance.phase);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => applyTheme(theme), [theme]);

  useEffect(() => {
    void entrance.open();
    const onHash = () => {
      if (inviteOf(location.hash) !== null) void entrance.open();
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [entrance]);

  const preferences = useMemo<Preferences>(
    () => ({
      language,
      theme,
      setLanguage: (next) => {
        keepLanguage(next);
        setLanguage(next);
      },
      setTheme: (next) => {
        keepTheme(next);
        setTheme(next);
      },
    }),
    [language, theme],
  );

  return (
    <LanguageProvider language={language}>
      <PreferencesContext value={preferences}>
        {phase.kind === 'opening' && <Opening />}
        {phase.kind === 'waiting' && <Waiting onTry={() => void entrance.open()} />}
        {phase.kind === 'outside' && <Suspense fallback={<Opening />}><Outside reason={phase.reason} login={entrance.login} /></Suspense>}
        {phase.kind === 'inside' && <Suspense fallback={<Opening />}><Inside sync={phase.sync} onSignOut={() => void entrance.signOut()} /></Suspense>}
      </PreferencesContext>
    </LanguageProvider>
  );
}
