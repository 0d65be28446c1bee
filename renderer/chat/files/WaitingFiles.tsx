import { useStore } from 'zustand';
import type { OutboxFile } from '../../store/chat';
import { useLanguage, useTexts } from '../language';
import { cleanName } from '../names';
import { sizeText, uploadErrorText } from './file_words';
import { useFiles } from './files_context';
import { UploadLook, UploadProgress, UploadState } from './FileRow';
import { filesTexts } from './files_texts';

/** The files of a post on its way. */
export function WaitingFiles({ files, is_failed }: { files: readonly OutboxFile[]; is_failed: boolean }) {
  return (
    <ul className="waiting-files">
      {files.map((file) => (
        <WaitingFile key={file.key} file={file} is_failed={is_failed} />
      ))}
    </ul>
  );
}

function WaitingFile({ file, is_failed }: { file: OutboxFile; is_failed: boolean }) {
  const t = useTexts(filesTexts);
  const language = useLanguage();
  const { sync } = useFiles();
  const upload = useStore(sync.uploads.store, (state) => state.uploads.find((one) => one.key === file.key));
  const isLost = is_failed && !upload && file.attachment === null;
  return (
    <li className="waiting-file">
      <UploadLook file={{ ...file, attachment: upload?.attachment ?? null }} />
      <span className="file-chip-texts">
        <bdi className="file-chip-name">{cleanName(file.name)}</bdi>
        {upload && <UploadState upload={upload} />}
        {!upload && <span className={`upload-state ${isLost ? 'is-failed' : ''}`}>{isLost ? `${t('failed')}: ${uploadErrorText('lost', language)}` : sizeText(file.size, language)}</span>}
      </span>
      {upload && <UploadProgress upload={upload} />}
    </li>
  );
}
