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
/* As protocol/desktop_shell.ts has them, which no page may import. */
const ZOOM_MIN = 0.5;
const ZOOM_MAX = 2;
const ZOOM_STEP = 0.1;

/** How the program lives in its system. */
export function DesktopSettings({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const { host } = useConsole();
  const settings = useHost((state) => state.settings);
  const autostart = useStore(shell.state, (state) => state.autostart);
  const set = (change: Parameters<typeof host.setSettings>[0]) => void host.setSettings(change);
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
      <ZoomRow name={t('zoom')} zoom={settings.zoom} onZoom={(zoom) => set({ zoom })} />
      <ZoomRow name={t('popout_zoom')} zoom={settings.popout_zoom} onZoom={(popout_zoom) => set({ popout_zoom })} />
      <UpdateRow shell={shell} />
    </SettingsGroup>
  );
}

function ZoomRow({ name, zoom, onZoom }: { name: string; zoom: number; onZoom(zoom: number): void }) {
  const t = useTexts(shellTexts);
  const by = (step: number) => onZoom(Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, Math.round((zoom + step) * 10) / 10)));
  return (
    <div className="settings-row" role="group" aria-label={name}>
      <span className="settings-name">{name}</span>
      <span className="settings-buttons">
        <Button size="small" aria-label={t('zoom_out')} disabled={zoom <= ZOOM_MIN} onClick={() => by(-ZOOM_STEP)}>
          −
        </Button>
        <Button size="small" title={t('zoom_reset')} onClick={() => onZoom(1)}>
          {Math.round(zoom * 100)} %
        </Button>
        <Button size="small" aria-label={t('zoom_in')} disabled={zoom >= ZOOM_MAX} onClick={() => by(ZOOM_STEP)}>
          +
        </Button>
      </span>
    </div>
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
