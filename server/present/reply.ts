import type { Reply } from '../../protocol/replies';
import type { ReplyRow } from '../models/later';
import { iso } from './time';

/** A canned reply as an expert or an admin sees it. */
export function presentReply(row: ReplyRow, is_editable: boolean): Reply {
  return { id: row.id, scope: row.scope, trigger: row.trigger, title: row.title, message: row.message, actions: row.actions, is_editable, updated_at: iso(row.updated_at) };
}
