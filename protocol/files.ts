import type { Attachment } from './entities';
import type { Language } from './errors';

/**
 * Files that go with messages. They are uploaded by the tus protocol 1.0.0 at `FILES_PATH`, with the usual `Authorization: Bearer` on every
 * request, and then named by id in a post's `attachments`. No schema library here: the client page imports this file.
 */
export const FILES_PATH = '/api/chat/files';

/** Largest file and most files of one message, when the server's configuration says nothing else; it answers the true ones as `FileLimits`. */
export const FILE_BYTES = 25 * 1024 * 1024;
export const FILES_PER_MESSAGE = 10;
/** UTF-16 units of a file's name, cleaned. */
export const FILE_NAME_MAX = 120;
/** Longest side of a thumbnail. */
export const THUMBNAIL_PIXELS = 640;
/** A signed address works for at least and at most this long. Every answer and fact carries fresh ones; an old page asks `GET /api/chat/files/:id`. */
export const FILE_URL_MIN_MS = 45 * 60_000;
export const FILE_URL_MAX_MS = 60 * 60_000;
/** A file that no message names is gone after this time; so is a half upload. */
export const UNSENT_FILE_MS = 24 * 3_600_000;

/** Keys of `Upload-Metadata`; others are refused. `filetype` may be absent, and is never believed: the server looks at the bytes. */
export type UploadMetadata = {
  /** The room's id in digits. */
  room: string;
  filename: string;
  filetype?: string;
  /** SHA-256 of the whole file: 64 hexadecimal digits. */
  sha256: string;
};

/**
 * The JSON of the request that completes an upload: the last `PATCH` (200), or a `POST` that carries all bytes (201). Whoever has lost that
 * answer sees by `HEAD` that nothing is missing, and asks `GET` of the upload's own address (or of `/api/chat/files/<attachment id>`) for the same.
 */
export type UploadAnswer = { attachment: Attachment };

/** `GET /api/chat/files`: what this server takes. */
export type FileLimits = { file_bytes: number; files_per_message: number };

/** Why a file was refused, beside `code: 'bad_request'` of `{error, code, reason}`; `error` is its text. Too large a file is `too_large`. */
const reasons = {
  /** Its bytes are of no type that is taken, or its name is that of a program. */
  type: { ru: 'Файлы этого типа не принимаются', en: 'Files of this type are not accepted' },
  /** Its bytes are not those of `sha256`: upload anew. */
  checksum: { ru: 'Файл повредился при загрузке. Загрузите его ещё раз', en: 'The file was damaged on its way. Upload it again' },
  infected: { ru: 'Проверка нашла в файле угрозу', en: 'The scan found a threat in this file' },
  empty: { ru: 'Файл пуст', en: 'The file is empty' },
} as const satisfies Record<string, Record<Language, string>>;

export type FileReason = keyof typeof reasons;

/** The text of a reason in the caller's language. */
export function fileReasonText(reason: FileReason, language: Language): string {
  return reasons[reason][language];
}

/** True when the value is one of our reasons; readers of server data use it on what they received. */
export function isFileReason(value: unknown): value is FileReason {
  return typeof value === 'string' && Object.hasOwn(reasons, value);
}

/**
 * An attachment's `url` or `thumbnail_url` at the server by which a page reaches it (`''`: its own origin): the server writes its public
 * address, which the page's policy need not know. With `download` the browser saves instead of showing.
 */
export function fileAddress(server: string, url: string, { download = false } = {}): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return `${server}${path}${download ? `${path.includes('?') ? '&' : '?'}download=1` : ''}`;
}
