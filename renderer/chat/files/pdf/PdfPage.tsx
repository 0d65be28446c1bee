import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../language';
import type { PdfDocument } from './pdf_document';
import { drawnScale, shownSize, type PageSize } from './pdf_limits';
import { pdfTexts } from './pdf_texts';

export type PdfPageProps = {
  pdf: PdfDocument;
  number: number;
  /** The size to begin with, until the page says its own. */
  like: PageSize;
  /** How much room there is for its width. */
  room: number;
  zoom: number;
  /** Near what is seen: only then is it drawn, and the drawing is let go when it is not. */
  is_near: boolean;
};

/** One page of a document. */
export function PdfPage({ pdf, number, like, room, zoom, is_near }: PdfPageProps) {
  const t = useTexts(pdfTexts);
  const sheet = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<PageSize | null>(null);
  const [isFailed, setIsFailed] = useState(false);
  const size = own ?? like;
  const shown = shownSize(size, room, zoom);

  useEffect(() => {
    if (!is_near || own) return;
    let isOver = false;
    pdf.size(number).then(
      (found) => isOver || setOwn(found),
      () => isOver || setIsFailed(true),
    );
    return () => {
      isOver = true;
    };
  }, [pdf, number, is_near, own]);

  const element = sheet.current;
  const pixelRatio = element?.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  const scale = own && drawnScale(own, shown, pixelRatio);
  useEffect(() => {
    const place = sheet.current;
    if (!is_near || scale === null || !place) return;
    const stop = new AbortController();
    const canvas = place.ownerDocument.createElement('canvas');
    pdf.draw(number, scale, canvas, stop.signal).then(
      // The old drawing stands, stretched, until the new one is there.
      (isDrawn) => isDrawn && !stop.signal.aborted && place.replaceChildren(canvas),
      () => stop.signal.aborted || setIsFailed(true),
    );
    return () => stop.abort();
  }, [pdf, number, is_near, scale]);
  useEffect(() => {
    const place = sheet.current;
    if (!is_near) place?.replaceChildren();
  }, [is_near]);

  return (
    <div className="pdf-page" data-page={number} style={{ width: shown.width, height: shown.height }} role="img" aria-label={t('page_label', { place: number, all: pdf.pages })}>
      <div ref={sheet} className="pdf-sheet" />
      {isFailed && <p className="pdf-page-failed">{t('page_failed')}</p>}
    </div>
  );
}
