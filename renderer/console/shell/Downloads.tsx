import { Button } from 'antd';
import { useStore } from 'zustand';
import type { DownloadEntry } from '../../../protocol/desktop_shell';
import { sizeText } from '../../chat/files/file_words';
import { useLanguage, useTexts } from '../../chat/language';
import type { DesktopShell } from '../desktop_shell';
import { SettingsGroup } from '../settings/rows';
import { shellTexts } from './shell_texts';

/** The files that were saved from the console, newest first. */
export function Downloads({ shell }: { shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const downloads = useStore(shell.state, (state) => state.downloads);
  const hasEnded = downloads.some(({ state }) => state !== 'running');
  return (
    <SettingsGroup
      title={t('downloads')}
      aside={
        hasEnded && (
          <Button size="small" onClick={() => shell.clearDownloads()}>
            {t('downloads_clear')}
          </Button>
        )
      }
    >
      {downloads.length === 0 ? (
        <p className="settings-empty soft">{t('downloads_none')}</p>
      ) : (
        <ul className="downloads">
          {downloads.map((entry) => (
            <DownloadRow key={entry.id} entry={entry} shell={shell} />
          ))}
        </ul>
      )}
    </SettingsGroup>
  );
}

function DownloadRow({ entry, shell }: { entry: DownloadEntry; shell: DesktopShell }) {
  const t = useTexts(shellTexts);
  const language = useLanguage();
  const { id, name, received, total, state } = entry;
  const size = (bytes: number) => sizeText(bytes, language);
  const status = state === 'running' ? t('download_running', { received: size(received), total: total > 0 ? size(total) : '?' }) : t(`download_${state}`);
  return (
    <li className={`download is-${state}`}>
      <span className="download-lines">
        <span className="ellipsis" title={name}>
          {name}
        </span>
        <span className={state === 'failed' ? 'late-text' : 'soft'}>{status}</span>
        {state === 'running' && <progress aria-label={name} max={total > 0 ? total : undefined} value={total > 0 ? received : undefined} />}
      </span>
      {state === 'done' && (
        <Button size="small" onClick={() => shell.showDownload(id)}>
          {t('download_show')}
        </Button>
      )}
      {state === 'running' && (
        <Button size="small" onClick={() => shell.cancelDownload(id)}>
          {t('download_cancel')}
        </Button>
      )}
    </li>
  );
}
