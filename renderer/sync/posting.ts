import { mayLackFiles } from '../store/outbox';
import type { ChatStore } from '../store/chat';
import type { Outbox, PostOptions as OutboxOptions } from './outbox';
import type { Sync } from './sync_layer';
import type { UploadsInside } from './uploads';

/** The outbox with the files that its posts wait for; `onPosted`: a post is kept, and its writer has come to an end. */
export function createPosting(store: ChatStore, outbox: Outbox, uploads: UploadsInside, onPosted: (room: number) => void): Pick<Sync, 'post' | 'retry' | 'discard'> {
  const find = (id: string) => store.getState().outbox.find((one) => one.client_message_id === id);
  return {
    async post(room, message, { files = [], ...options } = {}) {
      const rest: OutboxOptions = { ...options };
      if (files.length > 0) delete rest.attachments;
      await outbox.post(room, message, files.length > 0 ? { ...rest, files: uploads.claim(files) } : rest);
      uploads.posted(files);
      onPosted(room);
    },
    async retry(id) {
      const entry = find(id);
      await outbox.retry(id);
      if (entry?.files) uploads.again(entry.files, mayLackFiles(entry));
    },
    async discard(id) {
      const files = uploads.hold(find(id)?.files ?? []);
      try {
        const text = await outbox.discard(id);
        files.back();
        return text;
      } catch (error) {
        files.forget();
        throw error;
      }
    },
  };
}
