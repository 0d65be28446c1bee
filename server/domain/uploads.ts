import { createHash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import type { Attachment } from '../../protocol/entities';
import type { FileReason } from '../../protocol/files';
import type { Caller } from '../caller';
import { cleanName, extensionOf } from '../files/clean_name';
import { HEAD_BYTES, isProgramName, PLAIN_BYTES, SHOWN_PICTURES, typeOf } from '../files/file_type';
import { thumbnailKey } from '../files/storage';
import type { AttachmentRow } from '../models/attachment';
import type { Parts } from '../parts';
import { presentAttachment } from '../present/attachment';
import { Refusal } from '../refusal';
import { countUnsent, dropUnsent, fileByKey, insertUpload, ownUpload, setReady, type Findings } from '../sql/attachments';
import { findRoom } from '../sql/membership';
import { removeDropped } from './collecting';

/** More files than anybody sends at once; each is at most as large as one file may be. */
const UNSENT_MAX = 200;
const RETRY_AFTER_S = 2;

export type UploadPlan = { room: number; filename: string; sha256: string; size: number };

/** Begins an upload under `key`. Refuses with `not_found`, `bad_request`, `too_large`, `rate_limited`. */
export async function beginUpload(parts: Parts, caller: Caller, key: string, plan: UploadPlan): Promise<void> {
  await parts.limits.take('upload', String(caller.user));
  if ((await findRoom(parts.db, null, caller, plan.room)) === undefined) throw new Refusal('not_found');
  if (plan.size === 0) throw new Refusal('bad_request', { reason: 'empty' });
  if (plan.size > parts.config.FILE_MAX_BYTES) throw new Refusal('too_large');
  const name = cleanName(plan.filename);
  if (isProgramName(name)) throw new Refusal('bad_request', { reason: 'type' });
  if ((await countUnsent(parts.db, null, caller.user)) >= UNSENT_MAX) throw new Refusal('rate_limited', { retry_after: 60 });
  await insertUpload(parts.db, null, { key, room: plan.room, user: caller.user, name, size: plan.size, sha256: Buffer.from(plan.sha256, 'hex') });
}

/** The caller's own upload, as long as he may touch its room. Refuses with `not_found`. */
export async function findUpload(parts: Parts, caller: Caller, key: string): Promise<AttachmentRow> {
  const row = await ownUpload(parts.db, caller.user, key);
  if (row === undefined || (await findRoom(parts.db, null, caller, row.room)) === undefined) throw new Refusal('not_found');
  return row;
}

/**
 * Checks an upload whose bytes are all there and makes it a file that may be posted; again when it was interrupted, with the same answer
 * when it is done already. Refuses with `conflict` while bytes are missing, with `bad_request` and a reason when the file is not taken: it
 * is gone then; with `unavailable` when the scan cannot say: it is held then.
 */
export async function finishUpload(parts: Parts, caller: Caller, key: string): Promise<Attachment> {
  const row = await findUpload(parts, caller, key);
  if (row.state === 'uploading') await parts.files.once(key, () => check(parts, row));
  const file = await fileByKey(parts.db, key);
  if (file === undefined) throw new Refusal('not_found');
  return presentAttachment(file, parts.files.sign);
}

/** Gives up an upload, complete or not, that no message names. Refuses with `not_found`, and with `conflict` when a message has it. */
export async function dropUpload(parts: Parts, caller: Caller, key: string): Promise<void> {
  const row = await findUpload(parts, caller, key);
  if (!(await dropUnsent(parts.db, row.user, key))) throw new Refusal('conflict');
  await removeDropped(parts, key);
}

async function check(parts: Parts, row: AttachmentRow): Promise<void> {
  const { storage } = parts.files;
  if ((await storage.received(row.key)) !== row.size) throw new Refusal('conflict');
  const { head, sha256 } = await readThrough(parts, row.key);
  if (!sha256.equals(row.sha256)) return refuse(parts, row, 'checksum');
  const type = await typeOf(head, row.name);
  if (type === undefined) return refuse(parts, row, 'type');
  if ((await scanned(parts, row.key)) === 'infected') return refuse(parts, row, 'infected');
  await storage.seal(row.key);
  if (!(await setReady(parts.db, row.key, await look(parts, row, type)))) throw new Refusal('not_found');
}

async function readThrough(parts: Parts, key: string): Promise<{ head: Buffer; sha256: Buffer }> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let length = 0;
  const bytes = await parts.files.storage.read(key);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (length < HEAD_BYTES) head.push(chunk);
    length += chunk.length;
  }
  return { head: Buffer.concat(head).subarray(0, HEAD_BYTES), sha256: hash.digest() };
}

async function scanned(parts: Parts, key: string): Promise<'clean' | 'infected'> {
  const { scan, storage } = parts.files;
  if (scan === undefined) return 'clean';
  const bytes = await storage.read(key);
  try {
    return await scan(bytes);
  } catch (error) {
    parts.log.error({ err: error }, 'the scan of a file failed');
    throw new Refusal('unavailable', { retry_after: RETRY_AFTER_S });
  } finally {
    bytes.destroy();
    await finished(bytes).catch(() => undefined);
  }
}

/** What a page needs to show the file. A picture that cannot be decoded within the limits becomes a file like any other. */
async function look(parts: Parts, row: AttachmentRow, type: string): Promise<Findings> {
  const plain = { name: row.name, type, width: null, height: null, has_thumbnail: false };
  if (!SHOWN_PICTURES.includes(type)) return plain;
  const picture = await parts.files.takePicture(await parts.files.storage.read(row.key));
  if (picture === undefined) return { ...plain, type: PLAIN_BYTES };
  await parts.files.storage.put(thumbnailKey(row.key), picture.thumbnail);
  return { name: pictureName(row.name, type), type, width: picture.width, height: picture.height, has_thumbnail: true };
}

/** A picture that is saved must open as a picture, whatever its name pretends. */
function pictureName(name: string, type: string): string {
  const usual = { 'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'], 'image/png': ['png', 'apng'] }[type] ?? [type.replace('image/', '')];
  return usual.includes(extensionOf(name)) ? name : cleanName(`${name.slice(0, 110).replace(/[\ud800-\udbff]$/, '')}.${usual[0]}`);
}

async function refuse(parts: Parts, row: AttachmentRow, reason: FileReason): Promise<never> {
  await dropUnsent(parts.db, row.user, row.key);
  await removeDropped(parts, row.key);
  throw new Refusal('bad_request', { reason });
}
