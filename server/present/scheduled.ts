import type { Scheduled } from '../../protocol/later';
import type { ScheduledRow } from '../models/later';
import { iso } from './time';

/** A scheduled message as its writer sees it; nobody else does. */
export function presentScheduled(row: ScheduledRow): Scheduled {
  return {
    id: row.id,
    room: row.room,
    client_message_id: row.client_message_id,
    message: row.message,
    reply_to: row.reply_to,
    attachments: row.attachments,
    send_at: iso(row.send_at),
    expect_seq: row.expect_seq,
    state: row.state,
    error: row.error,
    version: row.version,
    created_at: iso(row.created_at),
  };
}
