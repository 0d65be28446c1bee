import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { SHOWN_PICTURES } from '../../files/file_type';
import { thumbnailKey } from '../../files/storage';
import type { Parts } from '../../parts';
import type { FileVariant } from '../../present/attachment';
import type { openFile } from '../../domain/attachments';
import { streamTo } from './streaming';

type OpenedFile = Awaited<ReturnType<typeof openFile>>;
type Range = { start: number; end: number };

/**
 * Writes a file's bytes: a part of them when one part is asked for, nothing when the reader has them. Whatever the bytes are, a browser
 * takes them for nothing else, runs nothing in them, and shows only pictures that this server has decoded.
 */
export async function writeFile(parts: Parts, file: OpenedFile, variant: FileVariant, { isDownload }: { isDownload: boolean }, request: Request): Promise<void> {
  const response = request.res!;
  setHeaders(response, file, variant, isDownload);
  if (isKnown(request, String(response.get('ETag')))) return void response.status(304).end();
  if (variant === 'thumbnail') return stream(parts, thumbnailKey(file.key), undefined, request, response);
  const range = rangeOf(request, file.size, String(response.get('ETag')));
  if (range === 'none') return void response.status(416).set('Content-Range', `bytes */${file.size}`).end();
  if (range !== undefined) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
  response.set({ 'Accept-Ranges': 'bytes', 'Content-Length': String(range === undefined ? file.size : range.end - range.start + 1) });
  return stream(parts, file.key, range, request, response);
}

function setHeaders(response: Response, file: OpenedFile, variant: FileVariant, isDownload: boolean): void {
  const isThumbnail = variant === 'thumbnail';
  const isInline = isThumbnail || (SHOWN_PICTURES.includes(file.type) && file.width !== null && !isDownload);
  response.set({
    'Content-Type': isThumbnail ? 'image/webp' : file.type,
    'Content-Disposition': contentDisposition(isThumbnail ? 'thumbnail.webp' : file.name, { type: isInline ? 'inline' : 'attachment' }),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // The desktop's page is of another origin; without a token or a signature nobody gets here.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    // Kept by the reader's browser alone, and asked about each time: what is deleted must not be seen again.
    'Cache-Control': 'private, no-cache',
    ETag: `"${isThumbnail ? 't' : ''}${file.sha256}"`,
  });
}

async function stream(parts: Parts, key: string, range: Range | undefined, request: Request, response: Response): Promise<void> {
  if (request.method === 'HEAD') return void response.end();
  await streamTo(response, await parts.files.storage.read(key, range));
}

function isKnown(request: Request, etag: string): boolean {
  const given = request.get('if-none-match');
  return given !== undefined && given.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

/** The one part that is asked for; undefined: all of it (also for several parts at once, as the standard allows); `none`: beyond the end. */
function rangeOf(request: Request, size: number, etag: string): Range | undefined | 'none' {
  const condition = request.get('if-range');
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.get('range') ?? '');
  if (asked === null || (condition !== undefined && condition !== etag)) return undefined;
  const [, from = '', to = ''] = asked;
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < start) return undefined;
  return start > end ? 'none' : { start, end };
}
