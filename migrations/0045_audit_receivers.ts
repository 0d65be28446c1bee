import type { Migration } from './migration';

/** Whom an order went to, or was offered to: the trail of a person holds what was given to him as well. */
export const auditReceivers: Migration = {
  name: '0045_audit_receivers',
  indexes: [
    { name: 'audit_log_by_expert', on: `audit_log ((data->>'expert'), id) WHERE data->>'expert' IS NOT NULL` },
    { name: 'audit_log_by_receiver', on: `audit_log ((data->>'to'), id) WHERE data->>'to' IS NOT NULL` },
  ],
};
