import { useRef, useState, type PointerEvent } from 'react';
import type { Attachment } from '../../../protocol/entities';
import { useTexts } from '../language';
import { cleanName } from '../names';
import { useOwnDocument } from '../own_document';
import { FileLink } from './FileLink';
import { useFreshFile } from './files_context';
import { FileIcon } from './FileIcon';
import { filesTexts } from './files_texts';
import { moved, swipeOf, WHOLE, zoomed, type View } from './lightbox_view';
import { LightboxDialog } from './LightboxDialog';
import { viewerTexts } from './viewer_texts';

export type LightboxProps = { pictures: readonly Attachment[]; at: number; onClose(): void };

/** One picture over everything, and the others of its conversation beside it. */
export function Lightbox({ pictures, at, onClose }: LightboxProps) {
  const t = useTexts(viewerTexts);
  const files = useTexts(filesTexts);
  const page = useOwnDocument();
  const [place, setPlace] = useState(at);
  const [view, setView] = useState<View>(WHOLE);
  const drag = useRef<{ x: number; y: number; from: View } | null>(null);
  const hasMoved = useRef(false);
  const picture = pictures[Math.min(place, pictures.length - 1)]!;
  const name = cleanName(picture.name);

  const go = (by: number) => {
    setPlace((now) => Math.max(0, Math.min(pictures.length - 1, now + by)));
    setView(WHOLE);
  };
  const zoom = (by: number, x = 0, y = 0) => setView((now) => zoomed(now, by, x, y));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => go(-1),
    ArrowRight: () => go(1),
    Home: () => go(-pictures.length),
    End: () => go(pictures.length),
    '+': () => zoom(1.4),
    '=': () => zoom(1.4),
    '-': () => zoom(1 / 1.4),
    '0': () => setView(WHOLE),
  };
  const centred = (event: { clientX: number; clientY: number }) => {
    const { clientWidth, clientHeight } = page.documentElement;
    return { x: event.clientX - clientWidth / 2, y: event.clientY - clientHeight / 2 };
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !event.isPrimary) return;
    drag.current = { x: event.clientX, y: event.clientY, from: view };
    hasMoved.current = false;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const start = drag.current;
    if (!start || !event.isPrimary) return;
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    if (Math.abs(x) + Math.abs(y) > 6) hasMoved.current = true;
    setView(moved(start.from, x, y));
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const start = drag.current;
    drag.current = null;
    if (!start) return;
    const swipe = start.from.scale > 1 ? null : swipeOf(event.clientX - start.x, event.clientY - start.y);
    if (start.from.scale === 1) setView(WHOLE);
    if (swipe === 'left') go(1);
    else if (swipe === 'right') go(-1);
    else if (swipe === 'down') onClose();
    else if (!hasMoved.current) press(event);
  };
  /** On the picture it zooms in and back; beside it, it closes. */
  const press = (event: PointerEvent<HTMLDivElement>) => {
    const { x, y } = centred(event);
    const isOnPicture = page.elementsFromPoint(event.clientX, event.clientY).some((element) => element.classList.contains('lightbox-picture'));
    if (!isOnPicture) onClose();
    else if (view.scale > 1) setView(WHOLE);
    else zoom(2.5, x, y);
  };

  return (
    <LightboxDialog
      label={t('viewer')}
      keys={keys}
      onClose={onClose}
      onWheel={(event) => {
        const { x, y } = centred(event);
        zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, x, y);
      }}
    >
      <div
        className={`lightbox-stage ${view.scale > 1 ? 'is-zoomed' : ''}`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => (drag.current = null)}
      >
        <LargePicture key={picture.id} attachment={picture} view={view} />
      </div>
      <div className="lightbox-bar">
        <bdi className="lightbox-name">{name}</bdi>
        {pictures.length > 1 && (
          <span className="lightbox-place" role="status">
            {t('place_of', { place: place + 1, all: pictures.length })}
          </span>
        )}
        <button type="button" className="lightbox-button" aria-label={t('zoom_out')} title={t('zoom_out')} disabled={view.scale <= 1} onClick={() => zoom(1 / 1.4)}>
          <FileIcon name="minus" />
        </button>
        <button type="button" className="lightbox-button" aria-label={t('zoom_in')} title={t('zoom_in')} onClick={() => zoom(1.4)}>
          <FileIcon name="plus" />
        </button>
        <FileLink key={picture.id} attachment={picture} is_download className="lightbox-button" label={files('download', { name })} title={files('download', { name })}>
          <FileIcon name="download" />
        </FileLink>
        <button type="button" className="lightbox-button" aria-label={t('close')} title={t('close')} autoFocus onClick={onClose}>
          <FileIcon name="close" />
        </button>
      </div>
      {place > 0 && (
        <button type="button" className="lightbox-button lightbox-step is-back" aria-label={t('previous')} title={t('previous')} onClick={() => go(-1)}>
          <FileIcon name="back" />
        </button>
      )}
      {place < pictures.length - 1 && (
        <button type="button" className="lightbox-button lightbox-step is-forth" aria-label={t('next')} title={t('next')} onClick={() => go(1)}>
          <FileIcon name="forth" />
        </button>
      )}
    </LightboxDialog>
  );
}

function LargePicture({ attachment, view }: { attachment: Attachment; view: View }) {
  const t = useTexts(filesTexts);
  const file = useFreshFile(attachment);
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken) return <p className="lightbox-broken">{t('no_picture')}</p>;
  return (
    <img
      key={file.turn}
      className="lightbox-picture"
      src={file.url}
      alt={cleanName(attachment.name)}
      width={attachment.width ?? undefined}
      height={attachment.height ?? undefined}
      draggable={false}
      style={{
        transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        ...(file.thumbnail_url ? { backgroundImage: `url(${JSON.stringify(file.thumbnail_url)})` } : {}),
      }}
      onError={() => void file.refresh().then((isFresh) => isFresh || setIsBroken(true))}
    />
  );
}
