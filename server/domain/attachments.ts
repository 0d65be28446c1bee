import type { Attachment } from '../../protocol/entities';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Signed } from '../files/signing';
import type { Parts } from '../parts';
import { presentAttachment, type FileVariant } from '../present/attachment';
import { Refusal } from '../refusal';
import { claimFiles, fileById, type FileRow } from '../sql/attachments';
import { findRoom } from '../sql/membership';

/** Gives the named files to the message that was just stored. Refuses with `not_found` unless each is the sender's own, of this room, checked, and free. */
export async function attachFiles(parts: Parts, within: Within, to: { message: number; room: number; user: number }, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  if (ids.length > parts.config.FILES_PER_MESSAGE) throw new Refusal('bad_request');
  if ((await claimFiles(parts.db, within, to, ids)) !== ids.length) throw new Refusal('not_found');
}

/** A file as the caller may see it: of a message in a room of his, or his own that waits to be posted. Refuses with `not_found`. */
export async function getFile(parts: Parts, caller: Caller, id: number): Promise<Attachment> {
  return presentAttachment(await findFile(parts, caller, id), parts.files.sign);
}

/** The file to be served: to a session that may see it, or to whoever brings a good signature. Refuses with `unauthorized`, `not_found`. */
export async function openFile(parts: Parts, by: Caller | Signed, id: number, variant: FileVariant): Promise<FileRow> {
  const file = 'signature' in by ? await signedFile(parts, by, id, variant) : await findFile(parts, by, id);
  if (variant === 'thumbnail' && !file.has_thumbnail) throw new Refusal('not_found');
  return file;
}

async function findFile(parts: Parts, caller: Caller, id: number): Promise<FileRow> {
  const file = await fileById(parts.db, id);
  const isVisible = file !== undefined && (file.message !== null || file.user === caller.user);
  if (!isVisible || (await findRoom(parts.db, null, caller, file.room)) === undefined) throw new Refusal('not_found');
  return file;
}

async function signedFile(parts: Parts, signed: Signed, id: number, variant: FileVariant): Promise<FileRow> {
  if (signed.expires * 1000 <= parts.clock.now()) throw new Refusal('unauthorized');
  const file = await fileById(parts.db, id);
  if (file === undefined || !parts.files.isGood(file, variant, signed)) throw new Refusal('not_found');
  return file;
}
