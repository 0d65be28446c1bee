import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { useTexts } from '../../language';
import type { PdfDocument } from './pdf_document';
import { pageAt, type PageSize } from './pdf_limits';
import { PdfPage } from './PdfPage';
import { pdfTexts } from './pdf_texts';

/** What keys and buttons do with the pages. */
export type PdfScroll = { by(pixels: number): void; byScreens(screens: number): void; to(page: number): void };

export type PdfPagesProps = { ref: Ref<PdfScroll>; pdf: PdfDocument; first: PageSize; zoom: number; onPage(page: number): void };

/** The pages of a document below each other; those near what is seen are drawn. */
export function PdfPages({ ref, pdf, first, zoom, onPage }: PdfPagesProps) {
  const t = useTexts(pdfTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  const zoomBefore = useRef(zoom);
  const pages = () => [...(scroller.current?.children ?? [])] as HTMLElement[];

  useImperativeHandle(ref, () => ({
    by: (pixels) => scroller.current?.scrollBy(0, pixels),
    byScreens: (screens) => scroller.current?.scrollBy(0, screens * scroller.current.clientHeight),
    to: (page) => pages()[Math.max(0, Math.min(pdf.pages, page) - 1)]?.scrollIntoView({ block: 'start' }),
  }), [pdf]);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const measure = () => {
      const style = getComputedStyle(element);
      setRoom(element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);

  const isMeasured = room > 0;
  useEffect(() => {
    if (!isMeasured) return;
    const seen = new IntersectionObserver(
      (entries) =>
        setNear((before) => {
          const now = new Set(before);
          for (const { target, isIntersecting } of entries) {
            const page = Number((target as HTMLElement).dataset.page);
            if (isIntersecting) now.add(page);
            else now.delete(page);
          }
          return now;
        }),
      { root: scroller.current, rootMargin: '60% 0px' },
    );
    for (const page of pages()) seen.observe(page);
    return () => seen.disconnect();
  }, [pdf, isMeasured]);

  // What was in the middle stays there.
  useLayoutEffect(() => {
    const element = scroller.current!;
    const ratio = zoom / zoomBefore.current;
    zoomBefore.current = zoom;
    if (ratio === 1) return;
    element.scrollTop = (element.scrollTop + element.clientHeight / 2) * ratio - element.clientHeight / 2;
    element.scrollLeft = (element.scrollLeft + element.clientWidth / 2) * ratio - element.clientWidth / 2;
  }, [zoom]);

  const onScroll = () => {
    const element = scroller.current!;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
    onPage(isAtEnd && element.scrollTop > 0 ? pdf.pages : pageAt(pages().map((page) => page.offsetTop), element.scrollTop + element.clientHeight / 3));
  };

  return (
    <div ref={scroller} className="pdf-pages" tabIndex={0} role="group" aria-label={t('pages')} onScroll={onScroll}>
      {isMeasured && Array.from({ length: pdf.pages }, (_, index) => <PdfPage key={index} pdf={pdf} number={index + 1} like={first} room={room} zoom={zoom} is_near={near.has(index + 1)} />)}
    </div>
  );
}
