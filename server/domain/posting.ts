import { createHash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import type { Message } from '../../protocol/entities';
import type { ParsedRequest } from '../../protocol/requests';
import type { Actor } from '../caller';
import type { Happening, Told } from '../happening';
import type { MessageViewRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { Refusal } from '../refusal';
import { messageView } from '../sql/messages';
import { lockRooms, readForPosts, writePosts, type NewPost, type PostAsked, type PostView } from '../sql/posting';
import { attachFiles } from './attachments';
import { refuseMoved } from './expectation';
import { holdersOf } from './holders';
import { messageFacts } from './message_facts';
import { answered, asked } from './owed';
import { keepPromises } from './promises';
import { readMoved } from './reading';
import { woken } from './triage';

/*
 * How posts are stored: those that come while a commit is under way go together in the next transaction, at most one of each room. So posts
 * of a room stay in their order, no room crowds out another, and what one post decides does not depend on another of the same transaction.
 *
 *   lock the rooms ──> read what the posts have to know ──> decide about each ──> write them all ──> what few of them need beside
 */

export type Post = ParsedRequest<'message:post'>;
export type Posted = { message: Message; is_new: boolean };
/** A post and who sends it. */
export type Posting = { actor: Actor; post: Post };
/** What becomes of one of several posts. `busy`: somebody else has its room; it has to be posted by itself, and wait. */
export type PostOutcome = { kind: 'posted'; told: Told<Posted> } | { kind: 'refused'; refusal: Refusal } | { kind: 'busy' };

/** What makes two requests the same one: the content, not what the sender had seen when he sent it. */
export function requestHash(post: Pick<Post, 'message' | 'reply_to' | 'attachments'>): Buffer {
  const content = JSON.stringify([post.message, post.reply_to ?? null, post.attachments ?? []]);
  return createHash('sha256').update(content).digest();
}

/** Whether a post may be stored together with others: files could turn out not to be the sender's when it is stored already. */
export function mayJoin({ post }: Posting): boolean {
  return (post.attachments ?? []).length === 0;
}

/**
 * Stores posts of different rooms inside a transaction; when it commits, the posted ones are. One that is refused has changed nothing.
 * `waits`: for rooms that somebody else has locked. Throws when a post's files are not its sender's; that has to be rolled back.
 */
export async function postAll(parts: Parts, within: Transaction, postings: readonly Posting[], waits: boolean): Promise<PostOutcome[]> {
  const wanted = postings.map(askedOf);
  const locked = await lockRooms(parts.db, within, wanted, waits);
  const views = await readForPosts(parts.db, within, wanted);
  const decisions = await Promise.all(postings.map((posting, index) => decide(parts, within, posting, views.get(index), locked)));
  const fresh = decisions.flatMap((decision) => (decision.kind === 'new' ? [decision.row] : []));
  const ids = fresh.length === 0 ? new Map<number, number>() : await writePosts(parts.db, within, fresh);
  const outcomes: PostOutcome[] = [];
  for (const [index, decision] of decisions.entries()) {
    if (decision.kind !== 'new') outcomes.push(decision);
    else outcomes.push({ kind: 'posted', told: await tell(parts, within, postings[index]!, decision.view, decision.row, ids.get(decision.row.room.id)!) });
  }
  return outcomes;
}

function askedOf({ actor, post }: Posting): PostAsked {
  const { room, client_message_id, reply_to = null, seen_seq = null, expect_seq = null } = post;
  return { actor, room, client_message_id, reply_to, seen_seq, expect_seq };
}

type Decision = PostOutcome | { kind: 'new'; view: PostView; row: NewPost };

const refused = (refusal: Refusal): Decision => ({ kind: 'refused', refusal });

/** Whether this post is stored, was stored before, or cannot be; and what its room becomes by it. */
async function decide(parts: Parts, within: Transaction, { actor, post }: Posting, view: PostView | undefined, locked: ReadonlySet<number>): Promise<Decision> {
  if (view?.is_member !== true || view.side === null) return refused(new Refusal('not_found'));
  if (!locked.has(post.room)) return { kind: 'busy' };
  const hash = requestHash(post);
  if (view.known !== null) {
    if (!view.known_hash!.equals(hash)) return refused(new Refusal('conflict'));
    const message = presentMessage((await messageView(parts.db, within, view.known))!, parts.files.sign);
    return { kind: 'posted', told: { result: { message, is_new: false }, happenings: [] } };
  }
  // What the post points at must be of this room; anything else is as if it did not exist.
  if (post.reply_to != null && view.reply_room !== post.room) return refused(new Refusal('not_found'));
  if (view.is_moved) return refused(await refuseMoved(parts, within, view, post.expect_seq!));
  return { kind: 'new', view, row: rowOf(actor, post, view, hash) };
}

function rowOf(actor: Actor, post: Post, view: PostView, request_hash: Buffer): NewPost {
  const seq = view.last_seq + 1;
  const numbered: RoomRow = { ...roomOf(view), last_seq: seq, last_rev: view.last_rev + 1, updated_at: view.at };
  const room = view.side === 'client' ? asked(numbered, view.at) : answered(numbered, seq, post.seen_seq, view.owing_at);
  return {
    room,
    sender: actor.user,
    side: view.side!,
    client_message_id: post.client_message_id,
    request_hash,
    message: post.message,
    reply_to: post.reply_to ?? null,
    at: view.at,
    // To his own message, or to just before the first one that he had not seen.
    read_to: view.unseen_seq === null ? seq : view.unseen_seq - 1,
  };
}

const roomOf = ({ id, order, last_seq, last_rev, answered_seq, waived_seq, owed_since, snoozed_until, is_done, created_at, updated_at }: PostView): RoomRow => ({
  id, order, last_seq, last_rev, answered_seq, waived_seq, owed_since, snoozed_until, is_done, created_at, updated_at,
});

/** The stored message, and what has happened by it. */
async function tell(parts: Parts, within: Transaction, { actor, post }: Posting, view: PostView, row: NewPost, id: number): Promise<Told<Posted>> {
  const { room, side } = row;
  const { participants } = view;
  await attachFiles(parts, within, { message: id, room: room.id, user: actor.user }, post.attachments ?? []);
  const stored = mayJoin({ actor, post }) ? viewOf(id, row, view) : (await messageView(parts.db, within, id))!;
  const message = presentMessage(stored, parts.files.sign);
  const unanswered = room.waived_seq <= room.answered_seq ? room.owed_since : (view.unanswered_at ?? (side === 'client' ? view.at : null));
  const happenings: Happening[] = messageFacts('message:posted', message, room, participants, unanswered);
  if (side === 'client') happenings.push(...(await woken(parts, within, view, actor.user, participants)));
  if (row.read_to > view.read_seq) {
    const reading = { read_seq: row.read_to, unread_count: view.unseen_count, last_rev: room.last_rev, last_read_at: view.at };
    happenings.push(...readMoved(room, actor.user, holdersOf(room, participants), reading));
  }
  if (side === 'expert' && view.has_promises) happenings.push(...(await keepPromises(parts, within, room, participants, view.at)));
  return { result: { message, is_new: true }, happenings };
}

/** The message as a reader would find it now: nobody of the other side can have read so far. */
function viewOf(id: number, row: NewPost, view: PostView): MessageViewRow {
  const { room, sender, side, client_message_id, message, reply_to, at } = row;
  return {
    id, room: room.id, seq: room.last_seq, rev: room.last_rev, sender, side, client_message_id, message, reply_to,
    created_at: at, edited_at: null, deleted_at: null, first_name: view.first_name, last_name: view.last_name, reply: view.reply, attachments: [], is_read: false,
  };
}
