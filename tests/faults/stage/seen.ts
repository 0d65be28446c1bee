import type { Message } from '../../../protocol/entities';
import type { SeenMessage } from '../history/history';

/** What the checker compares of a message. */
export const seen = (message: Message): SeenMessage => ({
  id: message.id,
  seq: message.seq,
  rev: message.rev,
  sender: message.sender,
  client_message_id: message.client_message_id,
  message: message.message,
  is_deleted: message.deleted_at !== null,
  sha256: message.attachments.map(({ sha256 }) => sha256),
});
