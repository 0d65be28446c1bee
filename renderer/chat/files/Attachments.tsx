import { Suspense, useState } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { useLanguage, useTexts } from '../language';
import { lazily } from '../lazily';
import { cleanName } from '../names';
import { extensionOf, kindOf, sizeText } from './file_words';
import { FileLink } from './FileLink';
import { useFiles, useFreshFile } from './files_context';
import { FileIcon } from './FileIcon';
import { filesTexts } from './files_texts';

const Player = lazily(async () => (await import('./Player')).Player);

/** The files of a stored message. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const pictures = attachments.filter((one) => kindOf(one) === 'image');
  const others = attachments.filter((one) => kindOf(one) !== 'image');
  return (
    <div className="attachments">
      {pictures.length > 0 && (
        <div className={`pictures ${pictures.length > 1 ? 'is-many' : ''}`}>
          {pictures.map((one) => (
            <Picture key={one.id} attachment={one} is_alone={pictures.length === 1} />
          ))}
        </div>
      )}
      {others.map((one) => (
        <Other key={one.id} attachment={one} />
      ))}
    </div>
  );
}

const BOX = 320;
const TALLEST = 380;

/** Its place is as large as it will be, so that nothing jumps when it comes. */
function Picture({ attachment, is_alone }: { attachment: Attachment; is_alone: boolean }) {
  const t = useTexts(filesTexts);
  const { show } = useFiles();
  const file = useFreshFile(attachment);
  const [isBroken, setIsBroken] = useState(false);
  const name = cleanName(attachment.name);
  const width = attachment.width ?? BOX;
  const height = attachment.height ?? BOX;
  const scale = Math.min(1, BOX / width, TALLEST / height);
  return (
    <button type="button" className="picture" aria-label={t('open_image', { name })} title={name} onClick={() => show(attachment)}>
      {isBroken ? (
        <span className="picture-broken">{t('no_picture')}</span>
      ) : (
        <img
          key={file.turn}
          src={file.thumbnail_url ?? file.url}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          {...(is_alone ? { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) } : {})}
          onError={() => void file.refresh().then((isFresh) => isFresh || setIsBroken(true))}
        />
      )}
    </button>
  );
}

function Other({ attachment }: { attachment: Attachment }) {
  const kind = kindOf(attachment);
  const [isUnplayable, setIsUnplayable] = useState(() => (kind === 'video' || kind === 'audio') && document.createElement(kind).canPlayType(attachment.type) === '');
  const isPlayed = (kind === 'video' || kind === 'audio') && !isUnplayable;
  return (
    <div className="attachment">
      {isPlayed && (
        <Suspense fallback={<div className={`player player-${kind}`} />}>
          <Player attachment={attachment} kind={kind} onUnplayable={() => setIsUnplayable(true)} />
        </Suspense>
      )}
      <FileCard attachment={attachment} />
    </div>
  );
}

/** A file with its name, its size, and what can be done with it. */
function FileCard({ attachment }: { attachment: Attachment }) {
  const t = useTexts(filesTexts);
  const language = useLanguage();
  const { show } = useFiles();
  const name = cleanName(attachment.name);
  const look = (
    <>
      <span className="file-card-icon" aria-hidden="true">
        <FileIcon name="file" />
        <span className="file-card-type">{extensionOf(name)}</span>
      </span>
      <span className="file-card-texts">
        <bdi className="file-card-name">{name}</bdi>
        <span className="file-card-size">{sizeText(attachment.size, language)}</span>
      </span>
    </>
  );
  const isOpened = kindOf(attachment) === 'pdf';
  const save = (
    <FileLink attachment={attachment} className={isOpened ? 'icon-button' : 'file-card'} is_download title={t('download', { name })} label={isOpened ? `${t('download_word')} ${name}` : undefined}>
      {!isOpened && <span className="visually-hidden">{t('download_word')} </span>}
      {!isOpened && look}
      <FileIcon name="download" />
    </FileLink>
  );
  if (!isOpened) return save;
  return (
    <div className="file-card">
      <button type="button" className="file-card-open" title={name} onClick={() => show(attachment)}>
        <span className="visually-hidden">{t('open_file')} </span>
        {look}
      </button>
      {save}
    </div>
  );
}
