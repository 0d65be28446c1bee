import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { fileAddress } from '../../../protocol/files';
import type { Upload } from '../../store/uploads';
import { useLanguage, useTexts } from '../language';
import { cleanName } from '../names';
import { extensionOf, sizeText, uploadErrorText } from './file_words';
import { useFiles } from './files_context';
import { FileIcon } from './FileIcon';
import { filesTexts } from './files_texts';

/** Where a file is on its way, in words. */
export function UploadState({ upload }: { upload: Upload }) {
  const t = useTexts(filesTexts);
  const language = useLanguage();
  const { sync } = useFiles();
  const isOnline = useStore(sync.store, (state) => state.connection === 'online');
  const size = sizeText(upload.size, language);
  if (upload.state === 'failed') {
    return (
      <span className="upload-state is-failed">
        {t('failed')}: {upload.error && uploadErrorText(upload.error, language)}
      </span>
    );
  }
  if (upload.state === 'done') return <span className="upload-state">{size}</span>;
  if (!isOnline) return <span className="upload-state">{t('waiting_offline')}</span>;
  if (upload.state === 'waiting') return <span className="upload-state">{t('waiting')}</span>;
  if (upload.sent >= upload.size) return <span className="upload-state">{t('checking')}</span>;
  return (
    <span className="upload-state">
      {t('progress_of', { sent: sizeText(upload.sent, language), size })}
      {upload.speed !== null && upload.speed > 0 && ` · ${t('speed', { size: sizeText(upload.speed, language) })}`}
    </span>
  );
}

/** How far a file has come; nothing once it is there. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const t = useTexts(filesTexts);
  if (upload.state === 'done' || upload.state === 'failed') return null;
  return <progress className="upload-progress" max={upload.size} value={upload.sent} aria-label={t('progress', { name: cleanName(upload.name) })} />;
}

/** What a file on its way looks like: a picture of it, or its kind. */
export function UploadLook({ file }: { file: Pick<Upload, 'key' | 'name' | 'type'> & { attachment: Upload['attachment'] } }) {
  const { sync } = useFiles();
  const [address, setAddress] = useState<string | null>(null);
  const thumbnail = file.attachment?.thumbnail_url ?? null;
  const isPicture = /^image\/(jpeg|png|gif|webp|avif)$/.test(file.type);
  useEffect(() => {
    if (!isPicture) return;
    let made: string | null = null;
    let isGone = false;
    void sync.uploads.bytes(file.key).then((bytes) => {
      if (!bytes || isGone) return;
      made = URL.createObjectURL(bytes);
      setAddress(made);
    });
    return () => {
      isGone = true;
      setAddress(null);
      if (made) URL.revokeObjectURL(made);
    };
  }, [sync, file.key, isPicture]);
  const src = address ?? (thumbnail && fileAddress(sync.server, thumbnail));
  return (
    <span className="upload-look">
      {src ? <img src={src} alt="" draggable={false} onError={() => setAddress(null)} /> : (
        <>
          <FileIcon name="file" />
          <span className="file-card-type">{extensionOf(file.name)}</span>
        </>
      )}
    </span>
  );
}
