import { useConsole, useHost, useT } from '../context';
import { ChoiceRow, SettingsGroup } from './rows';

/** Language and theme. */
export function Look() {
  const t = useT();
  const { host } = useConsole();
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
    </SettingsGroup>
  );
}
