import type { Attachment } from '../../protocol/entities';
import type { AttachmentViewRow } from '../models/attachment';

/** What of a file an address leads to. */
export type FileVariant = 'content' | 'thumbnail';
/** Makes a fresh address that works without a session for a while. */
export type SignFile = (file: { id: number; epoch: number }, variant: FileVariant) => string;

/** A file as every participant sees it. */
export function presentAttachment(row: AttachmentViewRow, sign: SignFile): Attachment {
  return {
    id: row.id,
    name: row.name,
    size: row.size,
    type: row.type,
    sha256: row.sha256,
    url: sign(row, 'content'),
    thumbnail_url: row.has_thumbnail ? sign(row, 'thumbnail') : null,
    width: row.width,
    height: row.height,
  };
}
