import { Button } from 'antd';
import { useConsole, useHost, useT } from '../context';
import { ChoiceRow, SettingsGroup, SwitchRow } from './rows';
import { PauseRow } from './PauseRow';

const BADGES = ['unread_messages', 'unread_rooms', 'owed_rooms'] as const;

/** What is announced, and how. */
export function Alerts() {
  const t = useT();
  const { host } = useConsole();
  const settings = useHost((state) => state.settings);
  const hasTray = useHost((state) => state.has_tray);
  const set = (change: Parameters<typeof host.setSettings>[0]) => void host.setSettings(change);
  return (
    <SettingsGroup title={t('alerts')}>
      <Permission />
      <SwitchRow name={t('alerts_on')} is_on={settings.alerts} onChange={(alerts) => set({ alerts })} />
      <SwitchRow name={t('alert_text')} is_on={settings.alert_text} is_disabled={!settings.alerts} onChange={(alert_text) => set({ alert_text })} />
      <SwitchRow name={t('sound')} is_on={settings.sound} is_disabled={!settings.alerts} onChange={(sound) => set({ sound })} />
      <ChoiceRow name={t('badge')} value={settings.badge} options={BADGES.map((value) => ({ value, label: t(`badge_${value}`) }))} onChange={(badge) => set({ badge })} />
      {hasTray && <SwitchRow name={t('close_to_tray')} is_on={settings.close_to_tray} onChange={(close_to_tray) => set({ close_to_tray })} />}
      <PauseRow />
    </SettingsGroup>
  );
}

function Permission() {
  const t = useT();
  const { host } = useConsole();
  const permission = useHost((state) => state.permission);
  if (permission === 'granted') return null;
  return (
    <div className="settings-note" role="note">
      <span>{t(`permission_${permission}`)}</span>
      {permission === 'ask' && (
        <Button size="small" type="primary" onClick={() => void host.askPermission()}>
          {t('permission_allow')}
        </Button>
      )}
    </div>
  );
}
