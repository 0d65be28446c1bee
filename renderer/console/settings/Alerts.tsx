import { Button } from 'antd';
import { HIDE_TEXT } from '../../../protocol/alerts/choices';
import { useTexts } from '../../chat/language';
import { alertTexts } from '../alert_texts';
import { useConsole, useHost, useT } from '../context';
import { BadgeNow } from '../why/BadgeNow';
import { ChoiceRow, SettingsGroup, SwitchRow } from './rows';
import { AlertSound } from './AlertSound';
import { PauseRow } from './PauseRow';

const BADGES = ['unread_messages', 'unread_rooms', 'owed_rooms'] as const;
const BUDGETS = [3, 5, 10, 20] as const;
const SECONDS = 30;

/** What is announced, and how. */
export function Alerts() {
  const t = useT();
  const ta = useTexts(alertTexts);
  const { host } = useConsole();
  const settings = useHost((state) => state.settings);
  const hasTray = useHost((state) => state.has_tray);
  const set = (change: Parameters<typeof host.setSettings>[0]) => void host.setSettings(change);
  const budget = settings.alert_budget === null ? 'never' : String(settings.alert_budget.alerts);
  return (
    <SettingsGroup title={t('alerts')}>
      <Permission />
      <SwitchRow name={t('alerts_on')} is_on={settings.alerts} onChange={(alerts) => set({ alerts })} />
      <ChoiceRow name={ta('hide_text')} value={settings.hide_text} options={HIDE_TEXT.map((value) => ({ value, label: ta(`hide_text_${value}`) }))} onChange={(hide_text) => set({ hide_text })} />
      <ChoiceRow
        name={ta('budget', { seconds: SECONDS })}
        value={budget}
        options={[...BUDGETS.map((count) => ({ value: String(count), label: String(count) })), { value: 'never', label: ta('budget_never') }]}
        onChange={(value) => set({ alert_budget: value === 'never' ? null : { alerts: Number(value), seconds: SECONDS } })}
      />
      <AlertSound />
      <ChoiceRow name={t('badge')} value={settings.badge} options={BADGES.map((value) => ({ value, label: t(`badge_${value}`) }))} onChange={(badge) => set({ badge })} />
      <BadgeNow />
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
