import { useState } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import { useConsole } from '../context';
import type { DesktopShell } from '../desktop_shell';
import { IconButton } from '../IconButton';
import { CloseIcon } from '../icons';
import { shellTexts } from './shell_texts';
import { hintAway, hintKey, putAway, updateHint } from './update_hint';

/** A quiet line at the foot of the list while an update waits for somebody; a browser has none. */
export function UpdateLine() {
  const { shell } = useConsole().host;
  return shell ? <Line shell={shell} /> : null;
}

function Line({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const { me } = useConsole();
  const { name, version, percent } = useStore(shell.state, (state) => state.update);
  const [away, setAway] = useState(() => hintAway(me.id));
  const hint = updateHint({ name, version }, away);
  return (
    // It is there before its text, or not every reader says that; a number that runs is not read out.
    <div className="update-line-place" aria-live={hint?.name === 'loading' ? 'off' : 'polite'}>
      {hint && (
        <div className="update-line">
          <span className="update-line-text">{t(`hint_${hint.name}`, { version: hint.version, percent: Math.round(percent) })}</span>
          {hint.button && (
            <button type="button" className="link-button" onClick={() => shell.goOnWithUpdate()}>
              {t(hint.button)}
            </button>
          )}
          <IconButton
            name={t('update_later')}
            onClick={() => {
              putAway(me.id, hint);
              setAway(hintKey(hint));
            }}
          >
            <CloseIcon size={12} />
          </IconButton>
        </div>
      )}
    </div>
  );
}
