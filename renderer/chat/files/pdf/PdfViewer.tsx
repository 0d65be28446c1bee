import { useRef, useState } from 'react';
import type { Attachment } from '../../../../protocol/entities';
import { useTexts } from '../../language';
import { cleanName } from '../../names';
import { FileIcon } from '../FileIcon';
import { FileLink } from '../FileLink';
import { filesTexts } from '../files_texts';
import { LightboxDialog } from '../LightboxDialog';
import { viewerTexts } from '../viewer_texts';
import { zoomedBy } from './pdf_limits';
import { PdfPages, type PdfScroll } from './PdfPages';
import { pdfTexts } from './pdf_texts';
import { usePdf } from './use_pdf';
import './pdf.css';

const STEP = 1.25;
const LINE = 80;

/** A document over everything: its pages as pictures, one below the other. */
export function PdfViewer({ attachment, onClose }: { attachment: Attachment; onClose(): void }) {
  const t = useTexts(viewerTexts);
  const files = useTexts(filesTexts);
  const say = useTexts(pdfTexts);
  const opened = usePdf(attachment);
  const [zoom, setZoom] = useState(1);
  const [place, setPlace] = useState(1);
  const scroll = useRef<PdfScroll>(null);
  const name = cleanName(attachment.name);
  const all = opened.state === 'open' ? opened.pdf.pages : 0;
  const zoomBy = (by: number) => setZoom((now) => zoomedBy(now, by));
  const keys: Record<string, () => void> = {
    ArrowDown: () => scroll.current?.by(LINE),
    ArrowUp: () => scroll.current?.by(-LINE),
    PageDown: () => scroll.current?.byScreens(0.9),
    PageUp: () => scroll.current?.byScreens(-0.9),
    ArrowRight: () => scroll.current?.to(place + 1),
    ArrowLeft: () => scroll.current?.to(place - 1),
    Home: () => scroll.current?.to(1),
    End: () => scroll.current?.to(all),
    '+': () => zoomBy(STEP),
    '=': () => zoomBy(STEP),
    '-': () => zoomBy(1 / STEP),
    '0': () => setZoom(1),
  };
  return (
    <LightboxDialog label={say('viewer')} keys={keys} onClose={onClose}>
      <div className="lightbox-bar pdf-bar">
        <bdi className="lightbox-name">{name}</bdi>
        {opened.state === 'open' && (
          <>
            <span className="lightbox-place" role="status">
              {say('page_of', { place, all })}
            </span>
            <button type="button" className="lightbox-button" aria-label={t('zoom_out')} title={t('zoom_out')} disabled={zoomedBy(zoom, 1 / STEP) === zoom} onClick={() => zoomBy(1 / STEP)}>
              <FileIcon name="minus" />
            </button>
            <button type="button" className="lightbox-button" aria-label={t('zoom_in')} title={t('zoom_in')} disabled={zoomedBy(zoom, STEP) === zoom} onClick={() => zoomBy(STEP)}>
              <FileIcon name="plus" />
            </button>
          </>
        )}
        <FileLink attachment={attachment} is_download className="lightbox-button" label={files('download', { name })} title={files('download', { name })}>
          <FileIcon name="download" />
        </FileLink>
        <button type="button" className="lightbox-button" aria-label={t('close')} title={t('close')} autoFocus onClick={onClose}>
          <FileIcon name="close" />
        </button>
      </div>
      {opened.state === 'opening' && (
        <p className="pdf-message" role="status">
          {say('opening')}
        </p>
      )}
      {opened.state === 'failed' && (
        <div className="pdf-message" role="alert">
          <p>{say(opened.reason)}</p>
          <FileLink attachment={attachment} is_download className="pdf-action" title={files('download', { name })}>
            {say('download')}
          </FileLink>
          {opened.reason === 'unavailable' && (
            <button type="button" className="pdf-action" onClick={opened.retry}>
              {say('retry')}
            </button>
          )}
        </div>
      )}
      {opened.state === 'open' && <PdfPages ref={scroll} pdf={opened.pdf} first={opened.first} zoom={zoom} onPage={setPlace} />}
    </LightboxDialog>
  );
}
