import type { AuditKind } from '../../protocol/audit_kinds';
import type { Within } from '../database/database';
import type { Parts } from '../parts';

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
