import type { Upload } from '../../store/uploads';
import { Icon } from '../Icon';
import { useTexts } from '../language';
import { cleanName } from '../names';
import { useFiles } from './files_context';
import { FileIcon } from './FileIcon';
import { UploadLook, UploadProgress, UploadState } from './FileRow';
import { filesTexts } from './files_texts';

/** The files that stand in the composer, and how far they are. */
export function FileChips({ uploads }: { uploads: readonly Upload[] }) {
  const t = useTexts(filesTexts);
  const { sync } = useFiles();
  return (
    <ul className="file-chips" aria-label={t('chosen')}>
      {uploads.map((upload) => {
        const name = cleanName(upload.name);
        return (
          <li key={upload.key} className={`file-chip is-${upload.state}`} data-state={upload.state}>
            <UploadLook file={upload} />
            <span className="file-chip-texts">
              <bdi className="file-chip-name" title={name}>
                {name}
              </bdi>
              <UploadState upload={upload} />
              {!upload.is_kept && upload.state !== 'done' && upload.state !== 'failed' && <span className="upload-state is-warning">{t('not_kept')}</span>}
            </span>
            {upload.state === 'failed' && (
              <button type="button" className="icon-button" aria-label={t('retry_upload', { name })} title={t('retry')} onClick={() => sync.uploads.retry(upload.key)}>
                <FileIcon name="retry" />
              </button>
            )}
            <button
              type="button"
              className="icon-button"
              aria-label={t(upload.state === 'done' || upload.state === 'failed' ? 'remove' : 'cancel_upload', { name })}
              onClick={() => sync.uploads.cancel(upload.key)}
            >
              <Icon name="close" />
            </button>
            <UploadProgress upload={upload} />
          </li>
        );
      })}
    </ul>
  );
}
