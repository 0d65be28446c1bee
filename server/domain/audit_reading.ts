import type { z } from 'zod';
import type { AuditPage, auditQuery } from '../../protocol/admin';
import type { Parts } from '../parts';
import { presentAuditLine } from '../present/admin';
import { auditKinds, auditPage } from '../sql/audit';

/** A page of the trail, the newest line first. */
export async function readAudit(parts: Parts, query: z.output<typeof auditQuery>): Promise<AuditPage> {
  const rows = await auditPage(parts.db, { ...query, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return {
    entries: shown.map(presentAuditLine),
    next: rows.length > shown.length ? shown.at(-1)!.id : null,
    ...(query.before === undefined && { kinds: await auditKinds(parts.db) }),
  };
}
