import { FILES_PATH } from '../../protocol/files';
import type { Attachment } from '../../protocol/entities';
import { newUpload, uploaded } from '../store/uploads';
import type { Upload } from '../store/uploads';
import type { Authorized } from './authorized';
import { readDraft, saveDraftBeside } from './drafts';
import { newUuid } from './uuid';

/** What the files of drafts are met with. */
export type DraftFilesParts = {
  server: string;
  authorized: Authorized;
  /** Who is signed in. */
  owner(): number | null;
  list(): readonly Upload[];
  add(upload: Upload): void;
  remove(keys: readonly string[]): void;
  /** What an earlier page had, until it is taken up here. */
  coming: ReadonlyMap<string, Upload>;
};

/** The files of a room's composer and those that its draft names, on this device and on the others. */
export type DraftFiles = {
  /** The draft names what is up, for the other devices. */
  tell(room: number): void;
  /** The composer has what the draft names. */
  hear(room: number): Promise<void>;
};

/** The files that stand in a room's composer. */
export function inComposer(uploads: readonly Upload[], room: number): Upload[] {
  return uploads.filter((upload) => upload.room === room && !upload.is_posted);
}

/** Keeps composer and draft at one about the files. */
export function createDraftFiles({ server, authorized, owner: ownerNow, list, add, remove, coming }: DraftFilesParts): DraftFiles {
  return {
    tell(room) {
      const user = ownerNow();
      if (user === null) return;
      const named = readDraft(user, room, server).attachments;
      // A file that is not taken up yet stays in the draft: it would count as taken out otherwise, and be dropped.
      const later = [...coming.values()].flatMap((upload) => (upload.room === room && upload.attachment && named.includes(upload.attachment.id) ? upload.attachment.id : []));
      const ids = inComposer(list(), room).flatMap((upload) => upload.attachment?.id ?? []);
      saveDraftBeside(user, room, { attachments: [...new Set([...later, ...ids])] }, server);
    },
    async hear(room) {
      const owner = ownerNow();
      if (owner === null) return;
      const ids = readDraft(owner, room, server).attachments;
      const here = inComposer(list(), room);
      const gone = here.filter((upload) => upload.attachment && !ids.includes(upload.attachment.id)).map((upload) => upload.key);
      if (gone.length > 0) remove(gone);
      for (const id of ids) {
        const isHere = () => list().some((upload) => upload.room === room && upload.attachment?.id === id);
        if (isHere()) continue;
        const answer = await authorized<{ attachment: Attachment }>(`${FILES_PATH}/${id}`);
        // Without a connection the next look brings it.
        if (!answer.ok || ownerNow() !== owner || isHere() || !readDraft(owner, room, server).attachments.includes(id)) continue;
        const { name, size, type } = answer.body.attachment;
        const upload = newUpload({ key: newUuid(), user: owner, room, name, size, type, is_kept: false });
        add(uploaded(upload, answer.body.attachment));
      }
    },
  };
}
