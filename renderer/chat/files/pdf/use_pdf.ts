import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../../../protocol/entities';
import { useFreshFile } from '../files_context';
import type { PdfDocument, PdfRefusal } from './pdf_document';
import { PREVIEW_BYTES, type PageSize } from './pdf_limits';

export type OpenPdf = { state: 'opening' } | { state: 'open'; pdf: PdfDocument; first: PageSize } | { state: 'failed'; reason: PdfRefusal | 'unavailable'; retry(): void };

/** Fetches a document and opens it; it is closed with whoever shows it. The program that reads it is loaded here, not before. */
export function usePdf(attachment: Attachment): OpenPdf {
  const file = useFreshFile(attachment);
  const [turn, setTurn] = useState(0);
  const [opened, setOpened] = useState<OpenPdf>({ state: 'opening' });
  const latest = useRef(file);
  useEffect(() => {
    latest.current = file;
  });
  useEffect(() => {
    const stop = new AbortController();
    let pdf: PdfDocument | null = null;
    const fail = (reason: PdfRefusal | 'unavailable') => {
      setOpened({
        state: 'failed',
        reason,
        retry() {
          setOpened({ state: 'opening' });
          void latest.current.refresh().then(() => setTurn((now) => now + 1));
        },
      });
    };
    const open = async () => {
      if (attachment.size > PREVIEW_BYTES) return fail('too_large');
      const [response, { openPdf }] = await Promise.all([fetch(latest.current.url, { signal: stop.signal }), import('./pdf_document')]);
      if (!response.ok) return fail('unavailable');
      const answer = await openPdf(await response.arrayBuffer());
      if (typeof answer === 'string') return stop.signal.aborted ? undefined : fail(answer);
      pdf = answer;
      if (stop.signal.aborted) return pdf.close();
      const first = await pdf.size(1);
      if (!stop.signal.aborted) setOpened({ state: 'open', pdf, first });
    };
    open().catch(() => stop.signal.aborted || fail('unavailable'));
    return () => {
      stop.abort();
      pdf?.close();
    };
  }, [attachment.size, turn]);
  return opened;
}
