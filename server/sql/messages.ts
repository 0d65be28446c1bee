import type { Database, Within } from '../database/database';
import type { MessageRow, MessageViewRow, RoomRow } from '../models/room';
import { MESSAGE_FILES } from './attachments';
import { QUOTE_MAX } from '../../protocol/limits';

/** What is quoted of the message with this id, as it stands now; the start of the text will do. */
export const quoteOf = (reply_to: string) => `
  (SELECT json_build_object('id', q.id, 'seq', q.seq, 'sender', q.sender, 'sender_name', qu.first_name || ' ' || qu.last_name,
      'excerpt', left(q.message, ${QUOTE_MAX}), 'is_deleted', q.deleted_at IS NOT NULL)
     FROM messages q JOIN users qu ON qu.id = q.sender WHERE q.id = ${reply_to})`;
const QUOTE = quoteOf('m.reply_to AND m.deleted_at IS NULL');

/** The columns of a message as it is shown; `m` is the message, `u` its sender. Former participants' ticks count. */
export const MESSAGE_VIEW = `
  m.id, m.room, m.seq, m.rev, m.sender, m.side, m.client_message_id, m.message, m.reply_to, m.created_at, m.edited_at, m.deleted_at,
  u.first_name, u.last_name, ${QUOTE} AS reply, ${MESSAGE_FILES} AS attachments,
  EXISTS (SELECT 1 FROM participants o WHERE o.room = m.room AND o.role <> m.side AND o.read_seq >= m.seq) AS is_read`;
const VIEW = `SELECT ${MESSAGE_VIEW} FROM messages m JOIN users u ON u.id = m.sender`;

/** A page of history in ascending order: the newest before `before`, or the oldest after `after`; neither bound: the newest page. */
export async function messagePage(
  db: Database,
  within: Within,
  room: number,
  bound: { before?: number | undefined; after?: number | undefined; limit: number },
): Promise<MessageViewRow[]> {
  if (bound.after !== undefined) {
    return db.planned(within, `${VIEW} WHERE m.room = $1 AND m.seq > $2 ORDER BY m.seq LIMIT $3`, [room, bound.after, bound.limit]);
  }
  const rows = await db.planned<MessageViewRow>(
    within,
    `${VIEW} WHERE m.room = $1 AND m.seq < coalesce($2::bigint, 9223372036854775807) ORDER BY m.seq DESC LIMIT $3`,
    [room, bound.before ?? null, bound.limit],
  );
  return rows.reverse();
}

/**
 * The number of the first message written at this moment or later; behind the last one when there is none. Numbers have no gaps and times
 * follow numbers, so it is found by halving.
 */
export async function seqAt(db: Database, within: Within, room: Pick<RoomRow, 'id' | 'last_seq'>, at: string): Promise<number> {
  const rows = await db.rows<{ low: number }>(
    within,
    `WITH RECURSIVE half AS (
       SELECT 1::bigint AS low, $2::bigint + 1 AS high
       UNION ALL
       SELECT CASE WHEN m.created_at < $3::timestamptz THEN m.seq + 1 ELSE half.low END,
              CASE WHEN m.created_at < $3::timestamptz THEN half.high ELSE m.seq END
         FROM half JOIN messages m ON m.room = $1 AND m.seq = (half.low + half.high) / 2
        WHERE half.low < half.high
     ) SELECT low FROM half WHERE low = high`,
    [room.id, room.last_seq, at],
  );
  return rows[0]?.low ?? room.last_seq;
}

/** What changed after a change number, ascending by it. */
export async function changedMessages(db: Database, within: Within, room: number, sinceRev: number, limit: number): Promise<MessageViewRow[]> {
  return db.planned(within, `${VIEW} WHERE m.room = $1 AND m.rev > $2 ORDER BY m.rev LIMIT $3`, [room, sinceRev, limit]);
}

/** One message as everybody in its room sees it. */
export async function messageView(db: Database, within: Within, id: number): Promise<MessageViewRow | undefined> {
  return (await db.planned<MessageViewRow>(within, `${VIEW} WHERE m.id = $1`, [id]))[0];
}

/** The room of a message, which still says nothing of who may see it. */
export async function roomOfMessage(db: Database, within: Within, id: number): Promise<number | undefined> {
  return (await db.rows<{ room: number }>(within, `SELECT room FROM messages WHERE id = $1`, [id]))[0]?.room;
}

/** Gives a message another text, as change `rev` of its room. */
export async function setMessageText(db: Database, within: Within, id: number, rev: number, text: string): Promise<void> {
  await db.rows(within, `UPDATE messages SET message = $3, rev = $2, edited_at = clock_timestamp() WHERE id = $1`, [id, rev, text]);
}

/** Empties a message, which keeps its place and number, as change `rev` of its room. */
export async function markMessageDeleted(db: Database, within: Within, id: number, rev: number): Promise<void> {
  await db.rows(within, `UPDATE messages SET message = '', rev = $2, deleted_at = clock_timestamp() WHERE id = $1`, [id, rev]);
}

/** The first message of others after `seq` that is not deleted. */
export async function firstForeignAfter(db: Database, within: Within, room: number, user: number, seq: number): Promise<number | null> {
  const rows = await db.rows<{ seq: number | null }>(
    within,
    `SELECT min(seq) AS seq FROM messages WHERE room = $1 AND seq > $3 AND sender <> $2 AND deleted_at IS NULL`,
    [room, user, seq],
  );
  return rows[0]?.seq ?? null;
}

/** Number and time of the oldest client message that nobody answered. */
export async function oldestOwed(
  db: Database,
  within: Within,
  room: Pick<RoomRow, 'id' | 'answered_seq'>,
): Promise<Pick<MessageRow, 'seq' | 'created_at'> | undefined> {
  const rows = await db.rows<Pick<MessageRow, 'seq' | 'created_at'>>(
    within,
    `SELECT seq, created_at FROM messages WHERE room = $1 AND seq > $2 AND side = 'client' AND deleted_at IS NULL ORDER BY seq LIMIT 1`,
    [room.id, room.answered_seq],
  );
  return rows[0];
}
