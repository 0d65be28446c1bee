import type { Draft } from '../../protocol/drafts';
import type { DraftRow } from '../models/draft';
import { iso } from './time';

/** A draft as its writer sees it, and nobody else. */
export function presentDraft(row: DraftRow): Draft {
  return {
    room: row.room,
    message: row.message,
    reply_to: row.reply_to,
    reply: row.reply,
    attachments: row.attachments,
    version: row.version,
    updated_at: iso(row.updated_at),
  };
}
