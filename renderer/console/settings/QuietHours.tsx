import { isQuietTime } from '../../../protocol/alerts/quiet_hours';
import type { Settings } from '../../../protocol/desktop';
import { useLanguage, useTexts } from '../../chat/language';
import { alertTexts } from '../alert_texts';
import { useConsole, useHost } from '../context';
import { useNow } from '../hooks';
import { SettingsGroup, SwitchRow } from './rows';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

/** Hours without alerts, and what the system itself says of do-not-disturb. */
export function QuietHours() {
  const t = useTexts(alertTexts);
  const { host } = useConsole();
  const now = useNow();
  const hours = useHost((state) => state.settings.quiet_hours);
  const system = useHost((state) => state.surroundings.do_not_disturb);
  const set = (change: Partial<Settings['quiet_hours']>) => void host.setSettings({ quiet_hours: { ...hours, ...change } });
  return (
    <SettingsGroup title={t('quiet_hours')} aside={isQuietTime(hours, now) && <span className="settings-tag">{t('quiet_now')}</span>}>
      <SwitchRow name={t('quiet_hours')} is_on={hours.is_on} onChange={(is_on) => set({ is_on })} />
      {hours.is_on && (
        <>
          <div className="settings-row">
            <span className="settings-name">{t('quiet_range')}</span>
            <span className="settings-buttons">
              <label className="settings-time">
                {t('quiet_from')}
                <input type="time" value={hours.from} onChange={(event) => event.target.value && set({ from: event.target.value })} />
              </label>
              <label className="settings-time">
                {t('quiet_to')}
                <input type="time" value={hours.to} onChange={(event) => event.target.value && set({ to: event.target.value })} />
              </label>
            </span>
          </div>
          <Weekdays days={hours.days} onChange={(days) => set({ days })} />
          <p className="soft settings-empty">{t('quiet_zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</p>
        </>
      )}
      <div className="settings-row">
        <span className="settings-name">{t('dnd')}</span>
        <span className="settings-value">{t(`dnd_${system}`)}</span>
      </div>
    </SettingsGroup>
  );
}

function Weekdays({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  const t = useTexts(alertTexts);
  const language = useLanguage();
  const names = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <fieldset className="settings-row weekdays">
      <legend className="settings-name">{t('quiet_days')}</legend>
      <span className="settings-buttons">
        {DAYS.map((day) => (
          <label key={day} className="weekday">
            <input type="checkbox" checked={days.includes(day)} onChange={(event) => onChange(DAYS.filter((each) => (each === day ? event.target.checked : days.includes(each))))} />
            <span>{names.format(MONDAY + (day - 1) * DAY_MS)}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}
