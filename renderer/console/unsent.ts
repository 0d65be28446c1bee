import { isSameDraft } from '../store/draft_meeting';
import { localDrafts } from '../sync/drafts';
import type { Sync } from '../sync/sync';

/** How many things of this user are on this device and nowhere else: messages, changes, files, drafts that the server does not have. */
export function unsentOf(sync: Sync, user: number): number {
  const { outbox, changes } = sync.store.getState();
  const files = sync.uploads.store.getState().uploads.filter((upload) => !upload.is_posted && upload.state !== 'done');
  const drafts = [...localDrafts(user, sync.server).values()].filter((draft) => draft.text.trim() !== '' && !isSameDraft(draft, draft.kept));
  return outbox.length + changes.length + files.length + drafts.length;
}
