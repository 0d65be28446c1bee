import type { Caller } from '../caller';
import type { Database, Within } from '../database/database';
import type { DraftRow } from '../models/draft';
import { quoteOf } from './messages';

// An array of bigint comes as texts; as JSON it comes as numbers.
const COLUMNS = `d.room, d.message, d.reply_to, to_json(d.attachments) AS attachments, d.version, d.session, d.updated_at,
  ${quoteOf('d.reply_to')} AS reply`;

/** The caller's draft in this room, locked for the rest of the transaction; an empty one is made where there was none. */
export async function lockDraft(db: Database, within: Within, user: number, room: number): Promise<DraftRow> {
  await db.rows(within, `INSERT INTO drafts ("user", room) VALUES ($1, $2) ON CONFLICT ("user", room) DO NOTHING`, [user, room]);
  const rows = await db.rows<DraftRow>(within, `SELECT ${COLUMNS} FROM drafts d WHERE d."user" = $1 AND d.room = $2 FOR UPDATE OF d`, [user, room]);
  return rows[0]!;
}

export type DraftContent = Pick<DraftRow, 'message' | 'reply_to' | 'attachments'>;

/** Writes the next version of a draft. */
export async function writeDraft(db: Database, within: Within, caller: Caller, room: number, content: DraftContent): Promise<DraftRow> {
  const rows = await db.rows<DraftRow>(
    within,
    `UPDATE drafts d SET message = $3, reply_to = $4, attachments = $5, session = $6, version = version + 1, updated_at = clock_timestamp()
      WHERE d."user" = $1 AND d.room = $2 RETURNING ${COLUMNS}`,
    [caller.user, room, content.message, content.reply_to, content.attachments, caller.session],
  );
  return rows[0]!;
}

/** Those of the ids that are the user's own files in this room, unsent and still there, in the order given. */
export async function ownUnsent(db: Database, within: Within, user: number, room: number, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await db.rows<{ id: number }>(
    within,
    `SELECT id FROM attachments WHERE id = ANY ($3::bigint[]) AND "user" = $1 AND room = $2 AND message IS NULL AND state <> 'dropped'`,
    [user, room, ids],
  );
  const own = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => own.has(id));
}

/** The caller's drafts that hold something, in the rooms that this session holds, the last written first. */
export async function listDrafts(db: Database, within: Within, caller: Caller, limit: number): Promise<DraftRow[]> {
  return db.rows(
    within,
    `SELECT ${COLUMNS} FROM drafts d
       JOIN rooms r ON r.id = d.room AND ($2::bigint IS NULL OR r."order" = $2)
       JOIN participants me ON me.room = d.room AND me."user" = d."user" AND me.left_at IS NULL
      WHERE d."user" = $1 AND (d.message <> '' OR d.reply_to IS NOT NULL OR d.attachments <> '{}')
      ORDER BY d.updated_at DESC, d.id DESC LIMIT $3`,
    [caller.user, caller.order, limit],
  );
}
