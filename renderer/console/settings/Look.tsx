import { useConsole, useDesk, useHost, useT } from '../context';
import { ChoiceRow, SettingsGroup, SwitchRow } from './rows';

/** Language, theme, and what comes into the panes by itself. */
export function Look() {
  const t = useT();
  const { host, desk } = useConsole();
  const isLive = useDesk((state) => state.layout.is_live);
  const { language, theme } = useHost((state) => state.settings);
  return (
    <SettingsGroup title={t('look')}>
      <ChoiceRow
        name={t('language')}
        value={language}
        options={[
          { value: 'system', label: t('language_system') },
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(value) => void host.setSettings({ language: value })}
      />
      <ChoiceRow
        name={t('theme')}
        value={theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme_${value}`) }))}
        onChange={(value) => void host.setSettings({ theme: value })}
      />
      <SwitchRow name={t('live_deck')} is_on={isLive} onChange={(is_live) => desk.arrange((layout) => ({ ...layout, is_live }))} />
    </SettingsGroup>
  );
}
