import type { Quote, Side } from '../../protocol/entities';
import type { Actor } from '../caller';
import type { Statement } from '../database/exchange';
import type { ParticipantRow, RoomRow } from '../models/room';
import { isMember } from './membership';
import { quoteOf } from './messages';

/*
 * Posts of many rooms in one transaction, one of each room: lock, read, write, whatever their number. Reading is a statement of its own, with
 * a snapshot from after the lock: one that had waited for a room would still see the world from before.
 */

export type PostAsked = {
  actor: Pick<Actor, 'user' | 'order' | 'session'>;
  room: number;
  client_message_id: string;
};

/** $1 to $4; the posts' places in the list count from 1. */
const ASKED = `unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS x (room, "user", "order", session, n)`;
const IS_MEMBER = isMember('x."user"', 'x."order"', 'x.session');
const lock = (how: string) => `SELECT r.id FROM rooms r JOIN ${ASKED} ON x.room = r.id WHERE ${IS_MEMBER} ORDER BY r.id FOR UPDATE OF r ${how}`;
const WAITING = lock('');
const FREE = lock('SKIP LOCKED');

const asked = (posts: readonly PostAsked[]) => [
  posts.map(({ room }) => room),
  posts.map(({ actor }) => actor.user),
  posts.map(({ actor }) => actor.order),
  posts.map(({ actor }) => actor.session),
];

/**
 * Locks the rooms into which these people may post, in the order of their ids. `waits`: for those that somebody else has; otherwise they are
 * passed over. A stranger's post locks nothing.
 */
export const lockRooms = (posts: readonly PostAsked[], waits: boolean): Statement<{ id: number }> => ({
  name: waits ? 'wait for rooms' : 'lock free rooms',
  text: waits ? WAITING : FREE,
  values: asked(posts),
});

/** What every post has to know of its room, read under the room's lock. */
export type PostView = RoomRow & {
  /** The post's place in the list, from 1. */
  n: number;
  /** The database's clock; times follow numbers. */
  at: Date;
  first_name: string;
  last_name: string;
  /** Everybody who is in the room now, the sender too: he may have been taken out while this waited. */
  participants: Pick<ParticipantRow, 'user' | 'role' | 'read_seq'>[];
  /** The message that the sender has already posted under this id, and what he had asked for. */
  known: number | null;
  known_hash: Buffer | null;
  has_promises: boolean;
};

/**
 * Looked up one by one on purpose (LATERAL, LIMIT, values): joined or asked whether they exist, a database without statistics reads through all
 * messages of a sender, or all promises. And of the people of a room it reads those who have left too: asked for the others alone, it takes the index of all seats, and reads through the whole of it.
 */
const READ = `
  SELECT x.n, clock_timestamp() AS at,
    r.id, r."order", r.last_seq, r.last_rev, r.answered_seq, r.waived_seq, r.owed_since, r.snoozed_until, r.is_done, r.created_at, r.updated_at,
    u.first_name, u.last_name,
    (SELECT json_agg(json_build_object('user', p."user", 'role', p.role, 'read_seq', p.read_seq) ORDER BY p.id) FILTER (WHERE p.left_at IS NULL) FROM participants p WHERE p.room = r.id) AS participants,
    known.id AS known, known.request_hash AS known_hash,
    coalesce((SELECT true FROM promises w WHERE w.room = r.id AND w.closed_at IS NULL LIMIT 1), false) AS has_promises
  FROM unnest($1::bigint[], $2::bigint[], $3::uuid[]) WITH ORDINALITY AS x (room, "user", client_message_id, n)
  JOIN rooms r ON r.id = x.room
  JOIN users u ON u.id = x."user"
  LEFT JOIN LATERAL (
    SELECT k.id, k.request_hash FROM messages k WHERE k.room = x.room AND k.sender = x."user" AND k.client_message_id = x.client_message_id LIMIT 1) known ON true`;

/** What posts have to know; a room that does not exist has no row. */
export const readForPosts = (posts: readonly PostAsked[]): Statement<PostView> => ({
  name: 'read for posts',
  text: READ,
  values: [posts.map(({ room }) => room), posts.map(({ actor }) => actor.user), posts.map((post) => post.client_message_id)],
});

/** What a post has to know besides when it answers to something, or did not see all of its room. */
export type PostMore = {
  n: number;
  reply_room: number | null;
  reply: Quote | null;
  /** The first message of others that the sender has not seen, and how many there are. */
  unseen_seq: number | null;
  unseen_count: number;
  /** Whether somebody else has written after `expect_seq`. */
  is_moved: boolean;
  /** When the oldest client message came that stands unanswered after this post; behind what was waived too. */
  unanswered_at: Date | null;
  owing_at: Date | null;
};

/** Of one post: up to where it answers, and how far its sender had read. */
export type MoreAsked = { n: number; room: number; user: number; reply_to: number | null; seen_seq: number | null; expect_seq: number | null; answered_seq: number; read_seq: number };

const oldestAfter = (seq: string) => `
  (SELECT m.created_at FROM messages m WHERE m.room = r.id AND m.seq > ${seq} AND m.side = 'client' AND m.deleted_at IS NULL ORDER BY m.seq LIMIT 1)`;

const READ_MORE = `
  SELECT x.n,
    CASE WHEN x.reply_to IS NOT NULL THEN (SELECT q.room FROM messages q WHERE q.id = x.reply_to) END AS reply_room,
    CASE WHEN x.reply_to IS NOT NULL THEN ${quoteOf('x.reply_to')} END AS reply,
    unseen.seq AS unseen_seq, unseen.count AS unseen_count,
    x.expect_seq < r.last_seq AND EXISTS (
      SELECT 1 FROM messages m WHERE m.room = r.id AND m.seq > x.expect_seq AND m.sender <> x."user" AND m.deleted_at IS NULL) AS is_moved,
    CASE WHEN r.waived_seq > x.answered_seq AND x.answered_seq < r.last_seq THEN ${oldestAfter('x.answered_seq')} END AS unanswered_at,
    CASE WHEN r.owed_since IS NOT NULL AND x.answered_seq < r.last_seq THEN ${oldestAfter('greatest(r.waived_seq, x.answered_seq)')} END AS owing_at
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
    AS x (n, room, "user", reply_to, seen_seq, expect_seq, answered_seq, read_seq)
  JOIN rooms r ON r.id = x.room
  JOIN LATERAL (
    SELECT min(m.seq) AS seq, count(*)::int AS count FROM messages m
     WHERE x.seen_seq < r.last_seq AND m.room = r.id AND m.seq > greatest(x.read_seq, x.seen_seq) AND m.sender <> x."user" AND m.deleted_at IS NULL
  ) unseen ON true`;

export const readMoreForPosts = (posts: readonly MoreAsked[]): Statement<PostMore> => {
  const column = <K extends keyof MoreAsked>(key: K) => posts.map((post) => post[key]);
  return { name: 'read more for posts', text: READ_MORE, values: [column('n'), column('room'), column('user'), column('reply_to'), column('seen_seq'), column('expect_seq'), column('answered_seq'), column('read_seq')] };
};

/** A message with what its room and its sender's cursor become by it. */
export type NewPost = {
  room: RoomRow;
  sender: number;
  side: Side;
  client_message_id: string;
  request_hash: Buffer;
  message: string;
  reply_to: number | null;
  at: Date;
  /** How far the sender's cursor moves; a lower number than it has moves nothing. */
  read_to: number;
};

const WRITE = `
  WITH x AS (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::uuid[], $7::bytea[], $8::text[], $9::bigint[], $10::timestamptz[],
        $11::bigint[], $12::timestamptz[], $13::timestamptz[], $14::boolean[], $15::bigint[])
      AS x (room, seq, rev, sender, side, client_message_id, request_hash, message, reply_to, at, answered_seq, owed_since, snoozed_until, is_done, read_to)
  ), rooms_saved AS (
    UPDATE rooms r SET last_seq = x.seq, last_rev = x.rev, answered_seq = x.answered_seq, owed_since = x.owed_since, snoozed_until = x.snoozed_until, is_done = x.is_done,
        updated_at = x.at, changed_xid = pg_current_xact_id()
      FROM x WHERE r.id = x.room
  ), cursors_moved AS (
    UPDATE participants p SET read_seq = x.read_to, last_read_at = x.at, changed_xid = pg_current_xact_id()
      FROM x WHERE p.room = x.room AND p."user" = x.sender AND p.read_seq < x.read_to
  )
  INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, reply_to, created_at, is_ahead)
    SELECT room, seq, rev, sender, side, client_message_id, request_hash, message, reply_to, at, read_to < seq FROM x RETURNING id, room`;

/** Stores the messages with all that goes with them; answers their ids and rooms. */
export const writePosts = (posts: readonly NewPost[]): Statement<{ id: number; room: number }> => {
  const column = <T>(of: (post: NewPost) => T) => posts.map(of);
  return {
    name: 'write posts',
    text: WRITE,
    values: [
      column(({ room }) => room.id),
      column(({ room }) => room.last_seq),
      column(({ room }) => room.last_rev),
      column(({ sender }) => sender),
      column(({ side }) => side),
      column((post) => post.client_message_id),
      column((post) => post.request_hash),
      column(({ message }) => message),
      column((post) => post.reply_to),
      column(({ at }) => at),
      column(({ room }) => room.answered_seq),
      column(({ room }) => room.owed_since),
      column(({ room }) => room.snoozed_until),
      column(({ room }) => room.is_done),
      column((post) => post.read_to),
    ],
  };
};
