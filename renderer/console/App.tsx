import { StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import ruRU from 'antd/locale/ru_RU';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { LanguageProvider } from '../chat/language';
import { applyTheme, schemeOf } from '../chat/theme';
import { Broken } from './Broken';
import type { Gate } from './gate';
import type { Host } from './host';
import { languageOf } from './language';
import { AddressScreen, NewPasswordScreen, SetUpScreen, SignInScreen, TooOldScreen } from './signin/on_demand';
import { SessionScreen } from './SessionScreen';
import { antdTheme } from './theme';

const popupsIn = (node?: HTMLElement) => node?.closest('dialog') ?? node?.ownerDocument.body ?? document.body;

/** The whole page: language, look, and the screen that the gate shows. */
export function App({ host, gate, styles }: { host: Host; gate: Gate; styles: HTMLElement }) {
  const settings = useStore(host.state, (state) => state.settings);
  const phase = useStore(gate.phase);
  const [scheme, setScheme] = useState(() => schemeOf(settings.theme));
  const [isDressed, setIsDressed] = useState(false);
  const language = useStore(host.state, languageOf);

  useEffect(() => {
    let wear = (set: () => void) => set();
    const stop = applyTheme(settings.theme, (worn) =>
      wear(() => {
        setScheme(worn);
        setIsDressed(true);
      }),
    );
    // Later changes come from the system: antd's part of the look may not lag behind the stylesheet's.
    wear = flushSync;
    return stop;
  }, [settings.theme]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const theme = useMemo(() => (isDressed ? antdTheme(scheme) : {}), [scheme, isDressed]);

  if (!isDressed) return null;
  return (
    <StyleProvider container={styles} layer>
      <ConfigProvider theme={theme} locale={language === 'ru' ? ruRU : enUS} wave={{ disabled: true }} button={{ autoInsertSpace: false }} getPopupContainer={popupsIn}>
        <LanguageProvider language={language}>
          <Broken language={language}>
            <Suspense>
              {phase.name === 'address' && <AddressScreen host={host} gate={gate} />}
              {phase.name === 'sign_in' && <SignInScreen host={host} gate={gate} notice={phase.notice} />}
              {phase.name === 'new_password' && <NewPasswordScreen host={host} gate={gate} token={phase.token} />}
              {phase.name === 'set_up' && <SetUpScreen host={host} gate={gate} code={phase.code} />}
              {phase.name === 'too_old' && <TooOldScreen host={host} gate={gate} of={phase} />}
            </Suspense>
            {phase.name === 'session' && <SessionScreen host={host} gate={gate} session={phase.session} />}
          </Broken>
        </LanguageProvider>
      </ConfigProvider>
    </StyleProvider>
  );
}
