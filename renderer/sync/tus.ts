import { isErrorCode } from '../../protocol/errors';
import type { ErrorCode, Language } from '../../protocol/errors';
import { FILES_PATH, isFileReason } from '../../protocol/files';
import type { FileReason, UploadAnswer, UploadMetadata } from '../../protocol/files';
import type { Attachment } from '../../protocol/entities';
import type { DetailedError } from 'tus-js-client';

/** One attempt to bring a file to the server. */
export type Flight = {
  bytes: Blob;
  metadata: UploadMetadata;
  /** Where an earlier attempt got to. */
  url: string | null;
  token(): Promise<string | null>;
  onUrl(url: string): void;
  onProgress(sent: number): void;
};

/** `code: 'offline'`: cut on the way. `attachment` is null when the answer to the last bytes was lost: it is to be asked for. */
export type Landing = { ok: true; attachment: Attachment | null } | { ok: false; code: ErrorCode | FileReason | 'offline'; retry_after: number };

/** Sends the bytes, from where the server has them; the library of the protocol is loaded with the first file. */
export async function flyTus(server: string, language: Language, flight: Flight, signal: AbortSignal): Promise<Landing> {
  const library = await import('tus-js-client').catch(() => null);
  if (!library) return { ok: false, code: 'offline', retry_after: 0 };
  if (signal.aborted) return { ok: false, code: 'offline', retry_after: 0 };
  return new Promise((resolve) => {
    const upload = new library.Upload(flight.bytes, {
      // With both, the library begins anew whenever it cannot ask how far it got, also when the server is only busy.
      ...(flight.url === null ? { endpoint: new URL(server + FILES_PATH, location.href).href } : { uploadUrl: flight.url }),
      metadata: { ...flight.metadata },
      headers: { 'Accept-Language': language },
      // When and how often is the queue's matter; what is remembered of an upload too.
      retryDelays: null,
      storeFingerprintForResuming: false,
      async onBeforeRequest(request) {
        const token = await flight.token();
        if (token !== null) request.setHeader('Authorization', `Bearer ${token}`);
      },
      onUploadUrlAvailable: () => upload.url && flight.onUrl(upload.url),
      onProgress: (sent) => flight.onProgress(sent),
      onSuccess: ({ lastResponse }) => resolve({ ok: true, attachment: (parse(lastResponse.getBody()) as Partial<UploadAnswer> | null)?.attachment ?? null }),
      onError: (error) => resolve(landingOf(error)),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      resolve({ ok: false, code: 'offline', retry_after: 0 });
    });
    upload.start();
  });
}

function landingOf(error: Error | DetailedError): Landing {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (!response || status === 0) return { ok: false, code: 'offline', retry_after: 0 };
  const { code, reason } = (parse(response.getBody()) ?? {}) as { code?: unknown; reason?: unknown };
  const retry_after = Number(response.getHeader('Retry-After') ?? 0) || 0;
  if (isFileReason(reason)) return { ok: false, code: reason, retry_after };
  return { ok: false, code: isErrorCode(code) ? code : (byStatus[status] ?? 'unavailable'), retry_after };
}

/** Answers to `HEAD` have no body. */
const byStatus: Readonly<Record<number, ErrorCode>> = { 401: 'unauthorized', 403: 'forbidden', 404: 'not_found', 410: 'not_found', 409: 'conflict', 413: 'too_large', 429: 'rate_limited' };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
