import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { inComposer } from '../../sync/draft_files';
import type { RefusedFile } from '../../sync/uploads';
import type { UsePart } from '../composer_part';
import { Icon } from '../Icon';
import { useLanguage, useTexts } from '../language';
import { cleanName } from '../names';
import { AttachButton } from './AttachButton';
import { sizeText } from './file_words';
import { FileChips } from './FileChips';
import { filesTexts } from './files_texts';
import './files.css';

/** Files: chosen, dropped or pasted, shown above the field while they go up, and sent with the text or alone. */
export const useFilesPart: UsePart = ({ sync, room, mode, composer, is_disabled }) => {
  const t = useTexts(filesTexts);
  const language = useLanguage();
  const uploads = useStore(sync.uploads.store, useShallow((state) => inComposer(state.uploads, room.id)));
  const limits = useStore(sync.uploads.store, (state) => state.limits);
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  useEffect(() => sync.uploads.follow(room.id), [sync, room.id]);

  // A note has no files: they wait for the message.
  if (mode !== 'message') return {};
  const add = (files: readonly File[]) => {
    setRefused([]);
    // On a phone the keyboard would cover the half of the screen.
    if (!matchMedia('(pointer: coarse)').matches) composer.focus();
    void sync.uploads.add(room.id, files).then(setRefused);
  };
  const reasonOf = ({ name, reason }: RefusedFile) => {
    const limit = reason === 'too_large' ? sizeText(limits.file_bytes, language) : String(limits.files_per_message);
    return t(reason, { name: cleanName(name), limit });
  };
  return {
    tools: <AttachButton is_disabled={is_disabled} onFiles={add} />,
    above: (
      <>
        {refused.length > 0 && (
          <div className="files-refused" role="alert">
            <ul>
              {refused.map((file, index) => (
                <li key={index}>{reasonOf(file)}</li>
              ))}
            </ul>
            <button type="button" className="icon-button" aria-label={t('understood')} title={t('understood')} onClick={() => setRefused([])}>
              <Icon name="close" />
            </button>
          </div>
        )}
        {uploads.length > 0 && <FileChips uploads={uploads} />}
      </>
    ),
    has_content: uploads.length > 0,
    holds: () => (uploads.some((upload) => upload.state === 'failed') ? t('held') : null),
    options: () => (uploads.length === 0 ? {} : { files: uploads.map((upload) => upload.key), attachments: uploads.flatMap((upload) => upload.attachment?.id ?? []) }),
    onSent: () => setRefused([]),
    onFiles: add,
  };
};
