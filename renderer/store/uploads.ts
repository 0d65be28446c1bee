import { FILE_BYTES, FILES_PER_MESSAGE } from '../../protocol/files';
import type { FileLimits, FileReason } from '../../protocol/files';
import type { Attachment } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';

/** Why an upload stopped for good: what the server said, that it could not be kept, or that its bytes are no longer here. */
export type UploadError = ErrorCode | FileReason | 'lost' | 'unreadable';

/**
 * A file on its way to the server.
 *
 *   waiting ──its turn──> sending ──the server has checked it──> done
 *      ↑                   │   └──refused──> failed ──┐
 *      └──cut, or retried──┴──────────────────────────┘      from everywhere: cancelled or its message stored ──> gone
 */
export type Upload = {
  key: string;
  user: number;
  room: number;
  name: string;
  size: number;
  /** What the browser takes it for; only to draw it with. */
  type: string;
  /** A message in the outbox waits for it; otherwise it stands in the composer. */
  is_posted: boolean;
  /** Its bytes outlive the page. */
  is_kept: boolean;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** Bytes that have gone out. */
  sent: number;
  /** Bytes in a second, smoothed; null until there is something to measure. */
  speed: number | null;
  /** When `speed` was measured last, and at how many bytes. */
  measured: { at: number; sent: number } | null;
  /** Not before this time; milliseconds since 1970. */
  not_before: number;
  attempts: number;
  /** Where the server takes its bytes. */
  url: string | null;
  sha256: string | null;
  error: UploadError | null;
  attachment: Attachment | null;
};

/** What the server takes when it has not said. */
export const USUAL_LIMITS: FileLimits = { file_bytes: FILE_BYTES, files_per_message: FILES_PER_MESSAGE };
/** Uploads at once. */
export const UPLOADS_AT_ONCE = 2;
/** So many bytes of unsent files are kept on this device, at most. */
export const KEPT_BYTES = 100 * 1024 * 1024;
/** How often the speed is measured. */
const MEASURE_MS = 500;

/** A file that waits for its turn. */
export function newUpload(given: Pick<Upload, 'key' | 'user' | 'room' | 'name' | 'size' | 'type' | 'is_kept'>): Upload {
  const idle = { sent: 0, speed: null, measured: null, not_before: 0, attempts: 0, url: null, sha256: null, error: null, attachment: null };
  return { ...given, ...idle, is_posted: false, state: 'waiting' };
}

/** Why some files of a choice cannot go, and which can; `standing`: how many stand in the composer already. */
export function sortOut<F extends { name: string; size: number }>(
  files: readonly F[],
  standing: number,
  limits: FileLimits,
): { taken: F[]; refused: { name: string; reason: 'too_large' | 'empty' | 'too_many' }[] } {
  const taken: F[] = [];
  const refused: { name: string; reason: 'too_large' | 'empty' | 'too_many' }[] = [];
  for (const file of files) {
    if (file.size === 0) refused.push({ name: file.name, reason: 'empty' });
    else if (file.size > limits.file_bytes) refused.push({ name: file.name, reason: 'too_large' });
    else if (standing + taken.length >= limits.files_per_message) refused.push({ name: file.name, reason: 'too_many' });
    else taken.push(file);
  }
  return { taken, refused };
}

/** Whether the bytes of one more file may be kept beside those that are kept already. */
export function fitsKept(uploads: readonly Upload[], size: number): boolean {
  return uploads.reduce((sum, upload) => sum + (upload.is_kept ? upload.size : 0), size) <= KEPT_BYTES;
}

/** What may start now: files of messages first, the rest in the order of choosing, as many as there are free lines. */
export function nextToUpload(uploads: readonly Upload[], now: number): Upload[] {
  const free = UPLOADS_AT_ONCE - uploads.filter((upload) => upload.state === 'sending').length;
  const ready = uploads.filter((upload) => upload.state === 'waiting' && upload.not_before <= now);
  return [...ready.filter((upload) => upload.is_posted), ...ready.filter((upload) => !upload.is_posted)].slice(0, Math.max(0, free));
}

/** It has a line. */
export function started(upload: Upload): Upload {
  return { ...upload, state: 'sending', error: null, speed: null, measured: null };
}

/** So many bytes are out by now. */
export function progressed(upload: Upload, sent: number, now: number): Upload {
  const { measured } = upload;
  // Another line may have to begin further back.
  if (!measured || sent < measured.sent) return { ...upload, sent, measured: { at: now, sent } };
  if (now - measured.at < MEASURE_MS) return { ...upload, sent };
  const fresh = ((sent - measured.sent) * 1000) / (now - measured.at);
  const speed = upload.speed === null ? fresh : upload.speed * 0.6 + fresh * 0.4;
  return { ...upload, sent, speed, measured: { at: now, sent } };
}

/** Its line was cut, or the server has no time: once more, `delayMs` later. */
export function postponed(upload: Upload, delayMs: number, now: number): Upload {
  return { ...upload, state: 'waiting', speed: null, measured: null, attempts: upload.attempts + 1, not_before: now + delayMs };
}

/** The server does not take it. What it has of it is of no use any more. */
export function uploadRefused(upload: Upload, error: UploadError): Upload {
  return { ...upload, state: 'failed', speed: null, measured: null, sent: 0, url: null, error };
}

/** The server has it, whole and checked. */
export function uploaded(upload: Upload, attachment: Attachment): Upload {
  return { ...upload, state: 'done', speed: null, measured: null, attempts: 0, sent: upload.size, error: null, attachment };
}

/** Asked for once more by its writer; also when the server has thrown away what it had. */
export function uploadAgain(upload: Upload): Upload {
  const isAnew = upload.state === 'done' || upload.state === 'failed';
  return { ...upload, state: 'waiting', error: null, attempts: 0, not_before: 0, ...(isAnew ? { attachment: null, url: null, sent: 0 } : {}) };
}

/** How it goes on after the page was left in the middle of it. */
export function takenUp(upload: Upload): Upload {
  return upload.state === 'sending' || upload.state === 'waiting' ? { ...upload, state: 'waiting', speed: null, measured: null, attempts: 0, not_before: 0 } : upload;
}
