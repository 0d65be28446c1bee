import { Button, Switch } from 'antd';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import { useConsole, useHost } from '../context';
import type { DesktopShell } from '../desktop_shell';
import { SettingsGroup, SwitchRow } from '../settings/rows';
import { globalKeyOf, globalKeyText } from './global_key';
import { shellTexts } from './shell_texts';
import { UpdateRow } from './UpdateRow';

const LANGUAGES = ['ru', 'en'] as const;
const ZOOM_STEP = 0.1;

/** How the program lives in its system. */
export function DesktopSettings({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const { host } = useConsole();
  const settings = useHost((state) => state.settings);
  const autostart = useStore(shell.state, (state) => state.autostart);
  const set = (change: Parameters<typeof host.setSettings>[0]) => void host.setSettings(change);
  const zoomBy = (by: number) => set({ zoom: Math.min(2, Math.max(0.5, Math.round((settings.zoom + by) * 10) / 10)) });
  return (
    <SettingsGroup title={t('desktop')}>
      <SwitchRow name={t('autostart')} is_on={settings.autostart} onChange={(isOn) => set({ autostart: isOn })} />
      {autostart === 'failed' && <p className="settings-problem">{t('autostart_failed')}</p>}
      <ShowKeyRow shell={shell} />
      <div className="settings-row">
        <span className="settings-name">{t('spelling')}</span>
        <span className="settings-buttons">
          {LANGUAGES.map((language) => (
            <SpellingSwitch
              key={language}
              name={t(`spelling_${language}`)}
              is_on={settings.spelling.includes(language)}
              onChange={(isOn) => set({ spelling: LANGUAGES.filter((one) => (one === language ? isOn : settings.spelling.includes(one))) })}
            />
          ))}
        </span>
      </div>
      {host.state.getState().platform !== 'darwin' && settings.spelling.length > 0 && <p className="settings-hint soft">{t('spelling_note')}</p>}
      <div className="settings-row">
        <span className="settings-name">{t('zoom')}</span>
        <span className="settings-buttons">
          <Button size="small" aria-label={t('zoom_out')} disabled={settings.zoom <= 0.5} onClick={() => zoomBy(-ZOOM_STEP)}>
            −
          </Button>
          <Button size="small" title={t('zoom_reset')} onClick={() => set({ zoom: 1 })}>
            {Math.round(settings.zoom * 100)} %
          </Button>
          <Button size="small" aria-label={t('zoom_in')} disabled={settings.zoom >= 2} onClick={() => zoomBy(ZOOM_STEP)}>
            +
          </Button>
        </span>
      </div>
      <UpdateRow shell={shell} />
    </SettingsGroup>
  );
}

function SpellingSwitch({ name, is_on, onChange }: { name: string; is_on: boolean; onChange: (isOn: boolean) => void }) {
  const id = useId();
  return (
    <label className="settings-inline" htmlFor={id}>
      <Switch id={id} size="small" aria-label={name} checked={is_on} onChange={onChange} />
      {name}
    </label>
  );
}

/** The key for the whole system is recorded by pressing it. */
function ShowKeyRow({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const { host, is_mac } = useConsole();
  const key = useHost((state) => state.settings.show_key);
  const isTaken = useStore(shell.state, (state) => state.show_key === 'taken');
  const [isRecording, setIsRecording] = useState(false);
  const [isBad, setIsBad] = useState(false);

  const record = (event: KeyboardEvent) => {
    if (!isRecording || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setIsRecording(false);
    const pressed = globalKeyOf(event.nativeEvent, is_mac);
    if (pressed === null) return;
    setIsBad(pressed === 'bad');
    if (pressed === 'bad') return;
    setIsRecording(false);
    void host.setSettings({ show_key: pressed });
  };

  return (
    <>
      <div className="settings-row">
        <span className="settings-name">{t('show_key')}</span>
        <span className="settings-buttons">
          <span className="show-key">{isRecording ? t('show_key_press') : key === null ? <span className="soft">{t('show_key_none')}</span> : <kbd>{globalKeyText(key, is_mac)}</kbd>}</span>
          <Button size="small" aria-pressed={isRecording} onClick={() => setIsRecording(!isRecording)} onKeyDown={record} onBlur={() => setIsRecording(false)}>
            {t('show_key_set')}
          </Button>
          {key !== null && (
            <Button size="small" onClick={() => void host.setSettings({ show_key: null })}>
              {t('show_key_clear')}
            </Button>
          )}
        </span>
      </div>
      {isBad && <p className="settings-problem" role="alert">{t('show_key_bad')}</p>}
      {isTaken && <p className="settings-problem" role="alert">{t('show_key_taken')}</p>}
    </>
  );
}
