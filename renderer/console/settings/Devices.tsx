import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Session as Device } from '../../../protocol/entities';
import { listDate } from '../../chat/dates';
import { useLanguage } from '../../chat/language';
import { useConsole, useT } from '../context';
import { browserName } from './browser_name';
import { EndSessions } from './EndSessions';
import { SettingsGroup } from './rows';

/** Where this account is signed in; each of them can be ended from here. */
export function Devices() {
  const t = useT();
  const { session } = useConsole();
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [busy, setBusy] = useState<number | null>(null);

  const load = useCallback(async () => {
    const result = await session.account.devices();
    setHasFailed(!result.ok);
    if (result.ok) setDevices([...result.body].sort((a, b) => Number(b.is_current) - Number(a.is_current) || b.last_used_at.localeCompare(a.last_used_at)));
  }, [session]);
  useEffect(() => {
    // State changes only after the answer has come.
    void load();
  }, [load]);
  const revoke = async (id: number) => {
    setBusy(id);
    const result = await session.account.revoke(id);
    setBusy(null);
    setHasFailed(!result.ok);
    await load();
  };

  return (
    <SettingsGroup title={t('devices')}>
      {hasFailed && (
        <p className="settings-note" role="alert">
          {t('devices_failed')}
          <Button size="small" onClick={() => void load()}>
            {t('try_again')}
          </Button>
        </p>
      )}
      {devices === null && !hasFailed && <span className="ghost ghost-row" />}
      <ul className="devices">
        {devices?.map((device) => (
          <DeviceRow key={device.id} device={device} is_busy={busy === device.id} onRevoke={() => void revoke(device.id)} />
        ))}
      </ul>
      {devices !== null && <EndSessions has_others={devices.some(({ is_current }) => !is_current)} onEnded={() => void load()} />}
    </SettingsGroup>
  );
}

function DeviceRow({ device, is_busy, onRevoke }: { device: Device; is_busy: boolean; onRevoke: () => void }) {
  const t = useT();
  const language = useLanguage();
  const agent = browserName(device.user_agent);
  const name = agent ? `${t(`device_${device.device}`)}, ${agent}` : t(`device_${device.device}`);
  return (
    <li className="device">
      <span className="device-lines">
        <span className="ellipsis" title={device.user_agent}>
          {name}
        </span>
        <span className="soft">{device.is_current ? t('device_current') : t('device_used', { time: listDate(device.last_used_at, language) })}</span>
      </span>
      {!device.is_current && (
        <Button size="small" loading={is_busy} aria-label={t('device_revoke_name', { name })} onClick={onRevoke}>
          {t('device_revoke')}
        </Button>
      )}
    </li>
  );
}
