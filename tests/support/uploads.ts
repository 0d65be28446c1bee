import { createHash } from 'node:crypto';
import type { Attachment } from '../../protocol/entities';
import { FILES_PATH } from '../../protocol/files';
import type { Person } from './people';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The `Upload-Metadata` header of these values. */
export function metadataOf(values: Record<string, string>): string {
  return Object.entries(values).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',');
}

export type NewFile = { room: number; bytes: Uint8Array; name?: string; sha256?: string; size?: number; more?: Record<string, string> };

/** The headers that begin an upload. */
export function creation({ room, bytes, name = 'file.txt', sha256: sum = sha256(bytes), size = bytes.length, more = {} }: NewFile): Record<string, string> {
  return {
    'Tus-Resumable': '1.0.0',
    'Upload-Length': String(size),
    'Upload-Metadata': metadataOf({ room: String(room), filename: name, sha256: sum, ...more }),
  };
}

export type Uploaded = { status: number; body: { attachment: Attachment; code?: string; reason?: string; error?: string }; headers: Headers };

/** Uploads a file in one request, as a simple caller does, and answers what came. */
export async function sendFile(url: string, person: Pick<Person, 'token'>, file: NewFile): Promise<Uploaded> {
  const response = await fetch(url + FILES_PATH, {
    method: 'POST',
    body: Buffer.from(file.bytes),
    headers: { Authorization: `Bearer ${person.token}`, 'Content-Type': 'application/offset+octet-stream', ...creation(file) },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? (undefined as never) : (JSON.parse(text) as Uploaded['body']), headers: response.headers };
}

/** The same for a file that must be taken. */
export async function upload(url: string, person: Pick<Person, 'token'>, file: NewFile): Promise<Attachment> {
  const { status, body } = await sendFile(url, person, file);
  if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body.attachment;
}

/** Begins an upload and answers its address. */
export async function begin(url: string, person: Pick<Person, 'token'>, file: NewFile): Promise<string> {
  const response = await fetch(url + FILES_PATH, { method: 'POST', headers: { Authorization: `Bearer ${person.token}`, ...creation(file) } });
  if (response.status !== 201) throw new Error(`answered ${response.status}: ${await response.text()}`);
  return new URL(response.headers.get('location')!, url).href;
}

/** Sends bytes of an upload from an offset on. */
export async function sendPart(address: string, person: Pick<Person, 'token'>, offset: number, bytes: Uint8Array): Promise<Response> {
  return fetch(address, {
    method: 'PATCH',
    body: Buffer.from(bytes),
    headers: { Authorization: `Bearer ${person.token}`, 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
  });
}

/** How many bytes of an upload are there. */
export async function offsetOf(address: string, person: Pick<Person, 'token'>): Promise<number> {
  const response = await fetch(address, { method: 'HEAD', headers: { Authorization: `Bearer ${person.token}`, 'Tus-Resumable': '1.0.0' } });
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
  return Number(response.headers.get('upload-offset'));
}
