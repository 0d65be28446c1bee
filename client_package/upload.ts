import type { Attachment } from '../protocol/entities';
import { ask } from './http';

export type FileWish = { name: string; type?: string; bytes: Uint8Array<ArrayBuffer> | ArrayBuffer };

/** Uploads a file in one request of the tus protocol. Again after a lost answer it is another upload: the first, which no message names, goes by itself. */
export async function upload(base: string, bearer: string, room: number, { name, type, bytes }: FileWish): Promise<Attachment> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const metadata = Object.entries({ room: String(room), filename: name, sha256, ...(type !== undefined && { filetype: type }) }).map(([key, value]) => `${key} ${base64(value)}`);
  const { body } = await ask<{ attachment: Attachment }>({
    url: `${base}/api/chat/files`,
    method: 'POST',
    bearer,
    bytes,
    headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.byteLength), 'Upload-Metadata': metadata.join(','), 'Content-Type': 'application/offset+octet-stream' },
    isRepeatable: true,
  });
  return body.attachment;
}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
