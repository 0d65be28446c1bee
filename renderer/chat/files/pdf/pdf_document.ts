import { AnnotationMode, getDocument, PDFWorker, RenderingCancelledException } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import jpeg2000Url from 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url';
import { PAGES_MAX, PICTURE_PIXELS, type PageSize } from './pdf_limits';

export type PdfRefusal = 'encrypted' | 'broken' | 'too_large';

/** A document that is open, until it is closed. */
export type PdfDocument = {
  pages: number;
  size(page: number): Promise<PageSize>;
  /** Draws a page; false when it was stopped. */
  draw(page: number, scale: number, canvas: HTMLCanvasElement, stop: AbortSignal): Promise<boolean>;
  close(): void;
};

class WorkerFailure extends Error {}

/** Reads a document in a worker of its own, which ends with it whatever it is doing. Nothing in the document is carried out: it is drawn, forms and remarks as they look on paper. */
export async function openPdf(bytes: ArrayBuffer): Promise<PdfDocument | PdfRefusal> {
  const port = new Worker(workerUrl, { type: 'module' });
  // Without a port of ours it would go on in the page itself when the worker fails.
  const worker = new PDFWorker({ port: port as unknown as null });
  const failed = new Promise<never>((_resolve, reject) => port.addEventListener('error', () => reject(new WorkerFailure('the reader of documents did not start'))));
  const task = getDocument({
    data: bytes,
    worker,
    isEvalSupported: false,
    // The pages' policy lets no WebAssembly run. What stands after the # is the name that the worker adds.
    useWasm: false,
    wasmUrl: `${jpeg2000Url}#/`,
    enableXfa: false,
    maxImageSize: PICTURE_PIXELS,
    stopAtErrors: false,
    verbosity: 0,
  });
  const close = () => {
    void task.destroy().catch(() => undefined);
    port.terminate();
  };
  try {
    const document = await Promise.race([task.promise, failed]);
    if (document.numPages > PAGES_MAX) {
      close();
      return 'too_large';
    }
    // A document whose first page cannot be read has nothing to show.
    await document.getPage(1);
    return {
      pages: document.numPages,
      async size(number) {
        const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 });
        return { width, height };
      },
      async draw(number, scale, canvas, stop) {
        const page = await document.getPage(number);
        if (stop.aborted) return false;
        const viewport = page.getViewport({ scale });
        canvas.width = Math.max(1, Math.floor(viewport.width));
        canvas.height = Math.max(1, Math.floor(viewport.height));
        const drawing = page.render({ canvas, viewport, annotationMode: AnnotationMode.ENABLE });
        const cancel = () => drawing.cancel();
        stop.addEventListener('abort', cancel);
        try {
          await drawing.promise;
          return true;
        } catch (error) {
          if (error instanceof RenderingCancelledException) return false;
          throw error;
        } finally {
          stop.removeEventListener('abort', cancel);
          page.cleanup();
        }
      },
      close,
    };
  } catch (error) {
    close();
    // The document is not to blame when its reader could not be loaded.
    if (error instanceof WorkerFailure) throw error;
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken';
  }
}
