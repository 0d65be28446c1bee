import { Button } from 'antd';
import { useStore } from 'zustand';
import { useTexts } from '../../chat/language';
import type { DesktopShell } from '../desktop_shell';
import { shellTexts } from './shell_texts';

/** Where the update stands, and the next step. */
export function UpdateRow({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const { name, version, percent, detail } = useStore(shell.state, (state) => state.update);
  const values = { version: version ?? '', percent: Math.round(percent) };
  const text = name === 'failed' && version === null ? t('update_feed_failed') : t(`update_${name}`, values);
  const next = ({ available: 'update_load', ready: 'update_install', failed: version === null ? null : 'update_file' } as const)[name as 'available'] ?? null;
  return (
    <div className="settings-row">
      <span className="settings-name">{t('update')}</span>
      <span className="settings-buttons" role="status">
        <span className={name === 'failed' ? 'late-text' : 'soft'} title={detail}>
          {text}
        </span>
        {next !== null && (
          <Button size="small" type="primary" onClick={() => shell.goOnWithUpdate()}>
            {t(next)}
          </Button>
        )}
        {(name === 'idle' || name === 'failed') && (
          <Button size="small" onClick={() => shell.checkForUpdates()}>
            {t('update_check')}
          </Button>
        )}
      </span>
    </div>
  );
}
