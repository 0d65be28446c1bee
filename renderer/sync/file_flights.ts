import { FILES_PATH } from '../../protocol/files';
import type { Attachment } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { retryDelay } from '../store/outbox';
import type { ChatStore } from '../store/chat';
import { nextToUpload, postponed, progressed, started, uploaded, uploadRefused } from '../store/uploads';
import type { Upload, UploadError } from '../store/uploads';
import type { Access } from './access';
import type { Authorized } from './authorized';
import { sha256Of } from './digest';
import { flyTus } from './tus';
import type { Landing } from './tus';

/** What becomes of a file that a message waits for. */
export type UploadsEvents = {
  /** It is up. */
  landed(key: string, attachment: number): void;
  refused(key: string, error: UploadError): void;
};

/** What the flights go through. */
export type FlightParts = {
  chat: ChatStore;
  server: string;
  language: Language;
  access: Access;
  authorized: Authorized;
  events: UploadsEvents;
  /** Somebody is signed in. */
  isOwned(): boolean;
  list(): readonly Upload[];
  find(key: string): Upload | undefined;
  change(key: string, how: (upload: Upload) => Upload, isWorthKeeping?: boolean): void;
  bytes(key: string): Promise<Blob | undefined>;
};

/** Files on their way to the server. */
export type FileFlights = {
  /** Sends what may go now, and what waits for its time then. */
  pump(): void;
  abort(key: string): void;
  stop(): void;
};

/** What may be over soon; everything else is for the writer to decide. */
const passing: ReadonlySet<string> = new Set(['offline', 'unavailable', 'rate_limited', 'internal', 'conflict', 'unauthorized', 'token_expired']);

/** Brings the files of the queue up, two at a time, each taken up where it was cut. */
export function createFileFlights({ chat, server, language, access, authorized, events, isOwned, list, find, change, bytes: bytesOf }: FlightParts): FileFlights {
  const flights = new Map<string, AbortController>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pump(): void {
    clearTimeout(timer);
    if (!isOwned() || chat.getState().connection !== 'online') return;
    const now = Date.now();
    for (const upload of nextToUpload(list(), now)) {
      if (!flights.has(upload.key)) void fly(upload.key);
    }
    const due = list().filter((upload) => upload.state === 'waiting' && upload.not_before > now).map((upload) => upload.not_before);
    if (due.length > 0) timer = setTimeout(pump, Math.min(...due) - now);
  }

  async function fly(key: string): Promise<void> {
    const abort = new AbortController();
    flights.set(key, abort);
    change(key, started, false);
    const landing = await attempt(key, abort.signal).catch((): Landing => ({ ok: false, code: 'offline', retry_after: 0 }));
    if (flights.get(key) !== abort) return;
    flights.delete(key);
    if (landing === 'lost' || landing === 'unreadable') refuse(key, landing);
    else if (landing.ok) await land(key, landing.attachment);
    else fail(key, landing);
    pump();
  }

  async function attempt(key: string, signal: AbortSignal): Promise<Landing | 'lost' | 'unreadable'> {
    const bytes = await bytesOf(key);
    const upload = find(key);
    if (!upload) return { ok: false, code: 'offline', retry_after: 0 };
    if (!bytes) return 'lost';
    const sha256 = upload.sha256 ?? (await sha256Of(bytes).catch(() => undefined));
    // The file was moved or changed on the disk since it was chosen; or this page may not compute.
    if (!sha256) return 'unreadable';
    if (!upload.sha256) change(key, (one) => ({ ...one, sha256 }));
    return flyTus(server, language, {
      bytes,
      metadata: { room: String(upload.room), filename: upload.name, sha256, ...(upload.type === '' ? {} : { filetype: upload.type }) },
      url: upload.url,
      async token() {
        const token = await access.token();
        return token.ok ? token.token : null;
      },
      onUrl: (url) => change(key, (one) => ({ ...one, url })),
      onProgress: (sent) => change(key, (one) => progressed(one, sent, Date.now()), false),
    }, signal);
  }

  async function land(key: string, attachment: Attachment | null): Promise<void> {
    const url = find(key)?.url;
    if (!attachment && url) {
      const answer = await authorized<{ attachment: Attachment }>(FILES_PATH + url.slice(url.lastIndexOf('/')));
      if (!answer.ok) return fail(key, { ok: false, code: answer.code, retry_after: answer.retry_after ?? 0 });
      attachment = answer.body.attachment;
    }
    if (!attachment) return fail(key, { ok: false, code: 'offline', retry_after: 0 });
    const found = attachment;
    change(key, (upload) => uploaded(upload, found));
    if (find(key)?.is_posted) events.landed(key, found.id);
  }

  function fail(key: string, { code, retry_after }: Extract<Landing, { ok: false }>): void {
    const upload = find(key);
    if (!upload) return;
    if (code === 'unauthorized' || code === 'token_expired') access.spoil();
    // The server has collected what it had: from the beginning.
    if (code === 'not_found' && upload.url) return change(key, (one) => ({ ...postponed(one, 0, Date.now()), url: null, sent: 0 }));
    if (passing.has(code)) {
      const delay = Math.max(retryDelay(upload.attempts, Math.random()), retry_after * 1000);
      return change(key, (one) => postponed(one, delay, Date.now()), false);
    }
    if (code !== 'offline') refuse(key, code);
  }

  function refuse(key: string, error: UploadError): void {
    change(key, (upload) => uploadRefused(upload, error));
    if (find(key)?.is_posted) events.refused(key, error);
  }

  return {
    pump,
    abort(key) {
      flights.get(key)?.abort();
      flights.delete(key);
    },
    stop() {
      clearTimeout(timer);
      for (const abort of flights.values()) abort.abort();
      flights.clear();
    },
  };
}
