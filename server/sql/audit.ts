import type { Database } from '../database/database';
import type { AuditRow } from '../models/account';

export type AuditWanted = {
  kind?: string | undefined;
  actor?: number | undefined;
  user?: number | undefined;
  order?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: number | undefined;
  limit: number;
};

/** A line of the trail with the names of whom it speaks, where they still have one. */
export type NamedAuditRow = AuditRow & { actor_name: string | null; about: number | null; about_name: string | null };

/** A page of the trail, the newest first. */
export async function auditPage(db: Database, wanted: AuditWanted): Promise<NamedAuditRow[]> {
  const { kind, actor, user, order, from, to, before, limit } = wanted;
  return db.rows<NamedAuditRow>(
    null,
    `SELECT a.*, nullif(concat_ws(' ', w.first_name, w.last_name), '') AS actor_name, v.id AS about, nullif(concat_ws(' ', v.first_name, v.last_name), '') AS about_name
       FROM (SELECT * FROM audit_log
              WHERE ($1::text IS NULL OR kind = $1)
                AND ($2::bigint IS NULL OR actor = $2)
                AND ($3::bigint IS NULL OR actor = $3 OR (data->>'user' IS NOT NULL AND data->>'user' = $3::text)
                     OR (data->>'expert' IS NOT NULL AND data->>'expert' = $3::text) OR (data->>'to' IS NOT NULL AND data->>'to' = $3::text))
                AND ($4::text IS NULL OR (data->>'order' IS NOT NULL AND data->>'order' = $4))
                AND ($5::timestamptz IS NULL OR at >= $5)
                AND ($6::timestamptz IS NULL OR at <= $6)
                AND ($7::bigint IS NULL OR id < $7)
              ORDER BY id DESC LIMIT $8) a
       LEFT JOIN users w ON w.id = a.actor
       CROSS JOIN LATERAL (SELECT coalesce(a.data->>'user', a.data->>'expert', a.data->>'to') AS named) n
       LEFT JOIN users v ON v.id = CASE WHEN n.named ~ '^[0-9]{1,16}$' THEN n.named::bigint END
      ORDER BY a.id DESC`,
    [kind ?? null, actor ?? null, user ?? null, order === undefined ? null : String(order), from ?? null, to ?? null, before ?? null, limit],
  );
}

/** All kinds of lines there are: one step along the index for each. */
export async function auditKinds(db: Database): Promise<string[]> {
  const rows = await db.rows<{ kind: string }>(
    null,
    `WITH RECURSIVE kinds AS (
       (SELECT kind FROM audit_log ORDER BY kind LIMIT 1)
       UNION ALL
       SELECT (SELECT a.kind FROM audit_log a WHERE a.kind > k.kind ORDER BY a.kind LIMIT 1) FROM kinds k WHERE k.kind IS NOT NULL
     ) SELECT kind FROM kinds WHERE kind IS NOT NULL`,
  );
  return rows.map(({ kind }) => kind);
}
