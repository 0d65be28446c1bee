import { errorText, isErrorCode } from '../../../protocol/errors';
import type { Language } from '../../../protocol/errors';
import { fileReasonText, isFileReason } from '../../../protocol/files';
import type { Attachment } from '../../../protocol/entities';
import type { UploadError } from '../../store/uploads';
import { cleanName } from '../names';
import { translator } from '../texts';
import { filesTexts } from './files_texts';

const UNITS = { ru: ['Б', 'КБ', 'МБ', 'ГБ'], en: ['B', 'KB', 'MB', 'GB'] } as const;

/** A size as people say it: `850 КБ`, `3.4 MB`. */
export function sizeText(bytes: number, language: Language): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)}\u00a0${UNITS[language][unit]}`;
}

export type FileKind = 'image' | 'video' | 'audio' | 'pdf' | 'other';

/** How a file is shown. */
export function kindOf(file: Pick<Attachment, 'type'> & Partial<Pick<Attachment, 'thumbnail_url' | 'width' | 'height'>>): FileKind {
  if (file.thumbnail_url && file.width && file.height) return 'image';
  if (file.type.startsWith('video/')) return 'video';
  if (file.type.startsWith('audio/') || file.type === 'application/ogg') return 'audio';
  return file.type === 'application/pdf' ? 'pdf' : 'other';
}

/** The end of a file's name, for its icon; empty when there is none that says anything. */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1]?.toLocaleUpperCase() ?? '';
}

/** A message's files in a word, for lists and alerts; null when it has none. */
export function filesLine(attachments: readonly Attachment[], language: Language): string | null {
  const t = translator(filesTexts, language);
  const [first] = attachments;
  if (!first) return null;
  const kinds = new Set(attachments.map(kindOf));
  const count = attachments.length;
  if (kinds.size === 1 && kinds.has('image')) return count === 1 ? t('photo') : t('photos', { count });
  if (count > 1) return t('files', { count });
  if (kinds.has('video')) return t('video');
  if (kinds.has('audio')) return t('audio');
  return t('file', { name: cleanName(first.name) });
}

/** Why a file is not up. */
export function uploadErrorText(error: UploadError, language: Language): string {
  const t = translator(filesTexts, language);
  if (error === 'lost') return t('failed_lost');
  if (error === 'unreadable') return t('failed_unreadable');
  if (error === 'not_found' || error === 'forbidden') return t('failed_access');
  if (error === 'too_large') return t('failed_too_large');
  if (isFileReason(error)) return fileReasonText(error, language);
  return isErrorCode(error) ? errorText(error, language) : error;
}
