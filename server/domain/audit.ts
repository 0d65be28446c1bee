import type { Within } from '../database/database';
import type { Parts } from '../parts';

export type AuditKind =
  | 'login'
  | 'login_refused'
  | 'join'
  | 'join_refused'
  | 'embed'
  | 'embed_refused'
  | 'refresh_repeated'
  | 'refresh_reused'
  | 'logout'
  | 'session_revoked'
  | 'sessions_revoked'
  | 'user_created'
  | 'user_changed'
  | 'user_disabled'
  | 'password_changed'
  | 'password_change_refused'
  | 'reset_sent'
  | 'factor_added'
  | 'factor_removed'
  | 'factor_refused'
  | 'reset_refused'
  | 'invite_created'
  | 'invite_revoked'
  | 'order_created'
  | 'order_changed'
  | 'message_deleted'
  | 'note_deleted'
  | 'order_taken'
  | 'order_returned'
  | 'colleague_invited'
  | 'colleague_left'
  | 'colleague_removed'
  | 'policy_made'
  | 'policy_changed'
  | 'policy_deleted'
  | 'label_made'
  | 'label_changed'
  | 'team_made'
  | 'team_changed'
  | 'webhook_made'
  | 'webhook_changed'
  | 'webhook_rotated'
  | 'webhook_deleted'
  | 'webhook_replayed'
  | 'user_enabled'
  | 'reset_link_made'
  | 'key_made'
  | 'key_rotated'
  | 'key_revoked'
  | 'frame_allowed'
  | 'frame_removed'
  | 'order_assigned'
  | 'order_transferred'
  | 'order_taken_over'
  | 'transfer_offered'
  | 'room_looked_at'
  | 'capacity_set'
  | 'retention_changed'
  | 'retention_run'
  | 'person_erased'
  | 'person_exported'
  | 'set_up'
  | 'history_imported'
  | 'set_up_refused';

export type AuditEntry = {
  kind: AuditKind;
  actor?: number;
  session?: number;
  api_key?: string;
  address?: string;
  /** Ids and words; never a token, a password or what people wrote. */
  data?: Record<string, string | number | boolean | null>;
};

/**
 * Writes a line of the trail: with the deed when `within` is its transaction, so that both stand or neither does. A refusal is written
 * outside any transaction, or it would be rolled back with what was refused.
 */
export async function audit(parts: Pick<Parts, 'db'>, within: Within, entry: AuditEntry): Promise<void> {
  await parts.db.audit_log.create({ ...entry, at: new Date(), data: entry.data ?? {} }, { transaction: within });
}
