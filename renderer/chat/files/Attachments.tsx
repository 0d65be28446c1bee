import { useState } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { useLanguage, useTexts } from '../language';
import { cleanName } from '../names';
import { extensionOf, kindOf, sizeText } from './file_words';
import { FileLink } from './FileLink';
import { useFiles, useFreshFile } from './files_context';
import { FileIcon } from './FileIcon';
import { filesTexts } from './files_texts';

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
      {isPlayed && <Player attachment={attachment} kind={kind} onUnplayable={() => setIsUnplayable(true)} />}
      <FileCard attachment={attachment} />
    </div>
  );
}

function Player({ attachment, kind, onUnplayable }: { attachment: Attachment; kind: 'video' | 'audio'; onUnplayable(): void }) {
  const file = useFreshFile(attachment);
  const Tag = kind;
  return (
    <Tag
      key={file.turn}
      className={`player player-${kind}`}
      src={file.url}
      controls
      preload="metadata"
      aria-label={cleanName(attachment.name)}
      onError={() => void file.refresh().then((isFresh) => isFresh || onUnplayable())}
    />
  );
}

/** A file with its name, its size, and what can be done with it. */
function FileCard({ attachment }: { attachment: Attachment }) {
  const t = useTexts(filesTexts);
  const language = useLanguage();
  const name = cleanName(attachment.name);
  return (
    <FileLink attachment={attachment} className="file-card" is_download title={t('download', { name })}>
      <span className="visually-hidden">{t('download_word')} </span>
      <span className="file-card-icon" aria-hidden="true">
        <FileIcon name="file" />
        <span className="file-card-type">{extensionOf(name)}</span>
      </span>
      <span className="file-card-texts">
        <bdi className="file-card-name">{name}</bdi>
        <span className="file-card-size">{sizeText(attachment.size, language)}</span>
      </span>
      <FileIcon name="download" />
    </FileLink>
  );
}
