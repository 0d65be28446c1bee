import type { Message } from '../../protocol/entities';
import type { MessageViewRow } from '../models/room';
import { presentAttachment, type SignFile } from './attachment';
import { iso, isoOrNull } from './time';

/** A message as every participant sees it. */
export function presentMessage(row: MessageViewRow, sign: SignFile): Message {
  const attachments = row.attachments.map((file) => presentAttachment(file, sign));
  return {
    id: row.id,
    room: row.room,
    seq: row.seq,
    rev: row.rev,
    client_message_id: row.client_message_id,
    sender: row.sender,
    sender_name: `${row.first_name} ${row.last_name}`,
    message: row.message,
    file: attachments[0]?.url ?? null,
    attachments,
    reply_to: row.reply_to,
    reply: row.reply,
    is_read: row.is_read,
    created_at: iso(row.created_at),
    edited_at: isoOrNull(row.edited_at),
    deleted_at: isoOrNull(row.deleted_at),
  };
}
