import './extras.css';
import { useEffect, useState } from 'react';
import { useTexts } from '../chat/language';
import type { Sync } from '../sync/sync';
import { extrasTexts } from './extras_texts';
import { canPush, disablePush, enablePush, pushState, type PushOutcome } from './push';

/** Notifications in the menu: how it stands on this device, and how to change it, also after "not now". */
export function PushSetting({ sync }: { sync: Sync }) {
  const t = useTexts(extrasTexts);
  const [state, setState] = useState<PushOutcome | null>(null);
  useEffect(() => {
    if (canPush()) void pushState().then(setState);
  }, []);
  if (state === null) return null;
  const note = state === 'on' ? t('push_on') : state === 'denied' ? t('push_denied') : state === 'failed' ? t('push_failed') : null;
  return (
    <fieldset className="push-setting">
      <legend>{t('push_setting')}</legend>
      {note !== null && (
        <p className="menu-note" role="status">
          {note}
        </p>
      )}
      {(state === 'off' || state === 'failed') && (
        <button type="button" className="menu-item" onClick={() => void enablePush(sync).then(setState)}>
          {t('push_turn_on')}
        </button>
      )}
      {state === 'on' && (
        <button type="button" className="menu-item" onClick={() => void disablePush(sync).then(() => setState('off'))}>
          {t('push_turn_off')}
        </button>
      )}
    </fieldset>
  );
}
