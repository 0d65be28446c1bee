import type { Database, Within } from '../database/database';
import type { AttachmentRow, AttachmentViewRow } from '../models/attachment';

/** When somebody last left the file's room and has not come back: an address signed before is void, one signed for those inside is not. */
const EPOCH = `coalesce((SELECT (extract(epoch FROM max(p.left_at)) * 1000)::bigint FROM participants p WHERE p.room = a.room), 0)`;

/** The files of message `m`, in their order, as one column of the statement that reads the message. */
export const MESSAGE_FILES = `
  (SELECT coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'size', a.size, 'type', a.type, 'sha256', encode(a.sha256, 'hex'),
            'width', a.width, 'height', a.height, 'has_thumbnail', a.has_thumbnail, 'epoch', ${EPOCH}) ORDER BY a.position), '[]')
     FROM attachments a WHERE a.message = m.id)`;

const COLUMNS = `a.id, a.key, a.room, a."user", a.state, a.name, a.size, a.sha256, a.type, a.width, a.height, a.has_thumbnail, a.message, a.created_at`;

export type NewUpload = Pick<AttachmentRow, 'key' | 'room' | 'user' | 'name' | 'size' | 'sha256'>;

/** Begins an upload. The room is the caller's own, which has been asked before. */
export async function insertUpload(db: Database, within: Within, row: NewUpload): Promise<void> {
  await db.rows(within, `INSERT INTO attachments (key, room, "user", name, size, sha256) VALUES ($1, $2, $3, $4, $5, $6)`, [
    row.key,
    row.room,
    row.user,
    row.name,
    row.size,
    row.sha256,
  ]);
}

/** The upload of this user under this key, unless it was dropped. */
export async function ownUpload(db: Database, user: number, key: string): Promise<AttachmentRow | undefined> {
  const rows = await db.rows<AttachmentRow>(null, `SELECT ${COLUMNS} FROM attachments a WHERE a.key = $2 AND a."user" = $1 AND a.state <> 'dropped'`, [user, key]);
  return rows[0];
}

/** Size and metadata of an upload, for the store that only knows its bytes. */
export async function uploadByKey(db: Database, key: string): Promise<AttachmentRow | undefined> {
  return (await db.rows<AttachmentRow>(null, `SELECT ${COLUMNS} FROM attachments a WHERE a.key = $1 AND a.state <> 'dropped'`, [key]))[0];
}

/** How many files of this user wait to be posted. */
export async function countUnsent(db: Database, within: Within, user: number): Promise<number> {
  const rows = await db.rows<{ count: number }>(within, `SELECT count(*) AS count FROM attachments WHERE "user" = $1 AND message IS NULL AND state <> 'dropped'`, [user]);
  return rows[0]!.count;
}

export type Findings = Pick<AttachmentRow, 'name' | 'width' | 'height' | 'has_thumbnail'> & { type: string };

/** The bytes are complete and checked: from here on the file is there. False when it was dropped meanwhile. */
export async function setReady(db: Database, key: string, found: Findings): Promise<boolean> {
  const rows = await db.rows(
    null,
    `UPDATE attachments SET state = 'ready', name = $2, type = $3, width = $4, height = $5, has_thumbnail = $6
      WHERE key = $1 AND state IN ('uploading', 'ready') RETURNING id`,
    [key, found.name, found.type, found.width, found.height, found.has_thumbnail],
  );
  return rows.length > 0;
}

/** Gives these files to a message, in this order. Answers how many could be given: own ones, of this room, ready, and of no other message. */
export async function claimFiles(
  db: Database,
  within: Within,
  to: { message: number; room: number; user: number },
  ids: readonly number[],
): Promise<number> {
  const rows = await db.rows(
    within,
    `UPDATE attachments a SET message = $1, position = x.position FROM unnest($4::bigint[]) WITH ORDINALITY AS x (id, position)
      WHERE a.id = x.id AND a.room = $2 AND a."user" = $3 AND a.state = 'ready' AND a.message IS NULL RETURNING a.id`,
    [to.message, to.room, to.user, [...ids]],
  );
  return rows.length;
}

/** Takes a message's files away: nobody reaches them any more. Answers the keys of their bytes. */
export async function dropFilesOf(db: Database, within: Within, message: number): Promise<string[]> {
  const rows = await db.rows<{ key: string }>(
    within,
    `UPDATE attachments SET state = 'dropped', message = NULL, position = NULL WHERE message = $1 RETURNING key`,
    [message],
  );
  return rows.map(({ key }) => key);
}

/** Gives an upload up that no message names. False when there is none, or a message has it by now. */
export async function dropUnsent(db: Database, user: number, key: string): Promise<boolean> {
  const rows = await db.rows(
    null,
    `UPDATE attachments SET state = 'dropped' WHERE key = $2 AND "user" = $1 AND message IS NULL AND state <> 'dropped' RETURNING id`,
    [user, key],
  );
  return rows.length > 0;
}

/** Gives up what was begun or completed long ago and never posted, unless it waits to be sent later. */
export async function dropOld(db: Database, olderThanMs: number): Promise<void> {
  await db.rows(
    null,
    `UPDATE attachments SET state = 'dropped'
      WHERE message IS NULL AND state <> 'dropped' AND created_at < now() - make_interval(secs => $1::float8 / 1000)
        AND NOT EXISTS (SELECT 1 FROM scheduled_messages s WHERE s.state IN ('scheduled', 'refused') AND attachments.id = ANY(s.attachments))`,
    [olderThanMs],
  );
}

/** Files whose bytes wait to be removed, those behind `after`. */
export async function droppedFiles(db: Database, after: number, limit: number): Promise<Pick<AttachmentRow, 'id' | 'key'>[]> {
  return db.rows(null, `SELECT id, key FROM attachments WHERE state = 'dropped' AND id > $1 ORDER BY id LIMIT $2`, [after, limit]);
}

/** Forgets a dropped file whose bytes are gone. */
export async function forgetDropped(db: Database, key: string): Promise<void> {
  await db.rows(null, `DELETE FROM attachments WHERE key = $1 AND state = 'dropped'`, [key]);
}

/** A ready file, which still says nothing of who may see it. */
export type FileRow = AttachmentViewRow & Pick<AttachmentRow, 'key' | 'room' | 'user' | 'message'>;

const FILE = `SELECT a.id, a.key, a.room, a."user", a.message, a.name, a.size, a.type, encode(a.sha256, 'hex') AS sha256, a.width, a.height, a.has_thumbnail,
  ${EPOCH} AS epoch FROM attachments a WHERE a.state = 'ready'`;

/** A ready file by its number. */
export async function fileById(db: Database, id: number): Promise<FileRow | undefined> {
  return (await db.rows<FileRow>(null, `${FILE} AND a.id = $1`, [id]))[0];
}

/** A ready file by the name of its bytes. */
export async function fileByKey(db: Database, key: string): Promise<FileRow | undefined> {
  return (await db.rows<FileRow>(null, `${FILE} AND a.key = $1`, [key]))[0];
}
