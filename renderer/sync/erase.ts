import { eraseCacheStorage } from './cache_storage';
import { openChangesStorage } from './changes_storage';
import { eraseDrafts } from './drafts';
import { firstPageOf } from './first_page';
import { heardKeys } from './heard';
import { lastUserOf } from './last_user';
import { openOutboxStorage } from './outbox_storage';
import { openUploadStorage } from './upload_storage';

/** Takes away what this device has of the user from the server: rooms, messages, notes, and who he is. */
export async function eraseReceived(server: string, user: number): Promise<void> {
  const last = lastUserOf(server);
  if (last.get()?.id === user) last.set(null);
  firstPageOf(server, user).drop();
  await eraseCacheStorage(server, user);
  for (const key of heardKeys(server, user)) globalThis.localStorage?.removeItem(key);
}

/** Takes away what he has written here and not sent. */
export async function eraseUnsent(server: string, user: number): Promise<void> {
  const [outbox, changes, uploads] = await Promise.all([openOutboxStorage(server), openChangesStorage(server), openUploadStorage(server)]);
  for (const entry of await outbox.load(user)) await outbox.remove(entry.client_message_id);
  for (const change of await changes.load(user)) await changes.remove(user, change.message);
  for (const upload of await uploads.load(user)) await uploads.remove(upload.key);
  outbox.close();
  changes.close();
  uploads.close();
  await eraseDrafts(user, server);
}
