import { Button } from 'antd';
import { SOUND_NAMES } from '../../../protocol/alerts/choices';
import { useTexts } from '../../chat/language';
import { alertTexts } from '../alert_texts';
import { useConsole, useHost, useT } from '../context';
import { playSound } from '../sounds';
import { SwitchRow } from './rows';

/** Whether an alert sounds, how, and how loud; each choice can be heard at once. */
export function AlertSound() {
  const t = useT();
  const ta = useTexts(alertTexts);
  const { host } = useConsole();
  const { sound, sound_name, sound_volume } = useHost((state) => state.settings);
  const set = (change: Parameters<typeof host.setSettings>[0]) => void host.setSettings(change);
  const isOurs = sound && sound_name !== 'system';
  return (
    <>
      <SwitchRow name={t('sound')} is_on={sound} onChange={(isOn) => set({ sound: isOn })} />
      {sound && (
        <label className="settings-row">
          <span className="settings-name">{ta('sound_name')}</span>
          <select
            className="settings-select"
            value={sound_name}
            onChange={(event) => {
              const name = SOUND_NAMES.find((each) => each === event.target.value) ?? 'system';
              set({ sound_name: name });
              void playSound(name, sound_volume / 100);
            }}
          >
            {SOUND_NAMES.map((name) => (
              <option key={name} value={name}>
                {ta(`sound_${name}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {isOurs && (
        <div className="settings-row">
          <label className="settings-name" htmlFor="sound-volume">
            {ta('sound_volume')}
          </label>
          <span className="settings-buttons">
            <input id="sound-volume" className="settings-range" type="range" min={10} max={100} step={10} value={sound_volume} onChange={(event) => set({ sound_volume: Number(event.target.value) })} />
            <output className="settings-percent">{sound_volume} %</output>
            <Button size="small" onClick={() => void playSound(sound_name, sound_volume / 100)}>
              {ta('sound_play')}
            </Button>
          </span>
        </div>
      )}
    </>
  );
}
