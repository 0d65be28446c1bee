import { createHash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import type { Message } from '../../protocol/entities';
import type { ParsedRequest } from '../../protocol/requests';
import type { Actor } from '../caller';
import type { Flow } from '../database/lanes';
import type { Happening, Told } from '../happening';
import type { MessageViewRow, ParticipantRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { Refusal } from '../refusal';
import { messageView } from '../sql/messages';
import { lockRooms, readForPosts, readMoreForPosts, writePosts, type MoreAsked, type NewPost, type PostAsked, type PostMore, type PostView } from '../sql/posting';
import { attachFiles } from './attachments';
import { refuseMoved } from './expectation';
import { holdersOf } from './holders';
import { messageFacts } from './message_facts';
import { answered, asked, isSnoozed } from './owed';
import { keepPromises } from './promises';
import { readMoved } from './reading';
import { woken } from './triage';

/*
 * How posts are stored: those that come while a commit is under way go together in the next transaction, at most one of each room. So posts
 * of a room stay in their order, no room crowds out another, and what one post decides does not depend on another of the same transaction.
 *
 *   lock the rooms, read what every post has to know ──> (read more, for the few that need it) ──> decide about each ──> write them all, commit
 *
 * Each arrow but the middle ones is one exchange with the database. What needs more than that is posted alone.
 */

export type Post = ParsedRequest<'message:post'>;
export type Posted = { message: Message; is_new: boolean };
/** A post and who sends it. */
export type Posting = { actor: Actor; post: Post };
/** What becomes of one of several posts. `alone`: it has to be posted by itself, since it waits for a room or needs more than its message. */
export type PostOutcome = { kind: 'posted'; told: Told<Posted> } | { kind: 'refused'; refusal: Refusal } | { kind: 'alone' };

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
 * Stores posts of different rooms in one transaction, without waiting for rooms that somebody else has. When this resolves it is committed.
 * One that is refused, or has to be posted alone, has changed nothing.
 */
export async function postTogether(parts: Parts, flow: Flow, postings: readonly Posting[]): Promise<PostOutcome[]> {
  const decisions = (await find(flow, postings, false)).map((found) => (typeof found === 'string' ? found : decide(found)));
  const at = new Date(parts.clock.now());
  const fresh = decisions.flatMap((decision) => (isPlain(decision, at) ? [decision.row] : []));
  const [stored] = fresh.length === 0 ? [[]] : await flow.finish(writePosts(fresh));
  const ids = new Map(stored.map(({ id, room }) => [room, id]));
  return decisions.map((decision): PostOutcome => {
    if (isPlain(decision, at)) return { kind: 'posted', told: toldOf(parts, decision, viewOf(ids.get(decision.row.room.id)!, decision)) };
    if (decision === 'nothing') return { kind: 'refused', refusal: new Refusal('not_found') };
    return typeof decision !== 'string' && decision.kind === 'refused' ? decision : { kind: 'alone' };
  });
}

/** Stores one post inside a transaction, waiting for its room, with all that goes with it. What it refuses has to be rolled back. */
export async function postAlone(parts: Parts, within: Transaction, posting: Posting): Promise<Told<Posted>> {
  const flow = parts.db.flow(within);
  const [found] = await find(flow, [posting], true);
  if (found === undefined || typeof found === 'string') throw new Refusal('not_found');
  const decision = decide(found);
  if (decision.kind === 'refused') throw decision.refusal;
  if (decision.kind === 'moved') throw await refuseMoved(parts, within, found.view, posting.post.expect_seq!);
  if (decision.kind === 'known') {
    const message = presentMessage((await messageView(parts.db, within, decision.id))!, parts.files.sign);
    return { result: { message, is_new: false }, happenings: [] };
  }
  const [[stored]] = await flow.run(writePosts([decision.row]));
  const { id } = stored!;
  const { view, row } = decision;
  const files = posting.post.attachments ?? [];
  if (files.length > 0) await attachFiles(parts, within, { message: id, room: view.id, user: posting.actor.user }, files);
  const told = toldOf(parts, decision, files.length > 0 ? (await messageView(parts.db, within, id))! : viewOf(id, decision));
  if (row.side === 'client') told.happenings.push(...(await woken(parts, within, view, row.sender, view.participants)));
  else if (view.has_promises) told.happenings.push(...(await keepPromises(parts, within, row.room, view.participants, row.at)));
  return told;
}

type Seat = Pick<ParticipantRow, 'user' | 'role' | 'read_seq'>;
/** A post with what it found. `me`: its sender's place in the room. */
type Found = { posting: Posting; view: PostView; me: Seat; more: PostMore | undefined };
type New = Found & { kind: 'new'; row: NewPost };
type Decision = New | { kind: 'known'; id: number } | { kind: 'moved' } | { kind: 'refused'; refusal: Refusal };

/** What each post finds under the lock of its room: all it has to know, a room that somebody else has, or nothing that its sender may know of. */
async function find(flow: Pick<Flow, 'run'>, postings: readonly Posting[], waits: boolean): Promise<(Found | 'busy' | 'nothing')[]> {
  const wanted = postings.map(askedOf);
  // The statement that waits still sees the world from before: whoever has waited is asked once more who he is.
  if (waits) await flow.run(lockRooms(wanted, true));
  const [locked, views] = await flow.run(lockRooms(wanted, false), readForPosts(wanted));
  const rooms = new Set(locked.map(({ id }) => id));
  const byPlace = new Map(views.map((view) => [view.n - 1, view]));
  const found = postings.map((posting, index): Found | 'busy' | 'nothing' => {
    const view = byPlace.get(index);
    const me = view?.participants?.find(({ user }) => user === posting.actor.user);
    if (view === undefined || me === undefined) return 'nothing';
    if (rooms.has(view.id)) return { posting, view, me, more: undefined };
    return waits ? 'nothing' : 'busy';
  });
  const needs = found.flatMap((one) => (typeof one === 'string' ? [] : moreOf(one)));
  if (needs.length === 0) return found;
  const [more] = await flow.run(readMoreForPosts(needs));
  return found.map((one) => (typeof one === 'string' ? one : { ...one, more: more.find(({ n }) => n === one.view.n) }));
}

function askedOf({ actor, post }: Posting): PostAsked {
  return { actor, room: post.room, client_message_id: post.client_message_id };
}

/** What has to be looked up besides: nothing, when the sender has seen all of the room and answers to nothing in particular. */
function moreOf({ posting: { actor, post }, view, me }: Found): MoreAsked[] {
  const { last_seq, waived_seq, owed_since } = view;
  const { reply_to = null, seen_seq = null, expect_seq = null } = post;
  const answered_seq = me.role === 'expert' ? Math.max(view.answered_seq, seen_seq ?? last_seq) : view.answered_seq;
  const isBehind = (seq: number | null) => seq !== null && seq < last_seq;
  const leavesOpen = isBehind(answered_seq) && (waived_seq > answered_seq || (me.role === 'expert' && owed_since !== null));
  const needs = reply_to !== null || isBehind(expect_seq) || (isBehind(seen_seq) && isBehind(me.read_seq)) || leavesOpen;
  return needs ? [{ n: view.n, room: view.id, user: actor.user, reply_to, seen_seq, expect_seq, answered_seq, read_seq: me.read_seq }] : [];
}

/** Whether this post is stored, was stored before, or cannot be; and what its room becomes by it. */
function decide(found: Found): Decision {
  const { posting: { post }, view, more } = found;
  const hash = requestHash(post);
  if (view.known !== null) return view.known_hash!.equals(hash) ? { kind: 'known', id: view.known } : { kind: 'refused', refusal: new Refusal('conflict') };
  // What the post points at must be of this room; anything else is as if it did not exist.
  if (post.reply_to != null && more?.reply_room !== post.room) return { kind: 'refused', refusal: new Refusal('not_found') };
  if (more?.is_moved === true) return { kind: 'moved' };
  return { ...found, kind: 'new', row: rowOf(found, hash) };
}

/** Whether nothing has to be stored but the message and what its room and its sender's cursor become. */
function isPlain(decision: Decision | 'busy' | 'nothing', at: Date): decision is New {
  if (typeof decision === 'string' || decision.kind !== 'new') return false;
  const { view, me } = decision;
  return me.role === 'client' ? !view.is_done && !isSnoozed(view, at) : !view.has_promises;
}

function rowOf({ posting: { actor, post }, view, me, more }: Found, request_hash: Buffer): NewPost {
  const seq = view.last_seq + 1;
  const numbered: RoomRow = { ...roomOf(view), last_seq: seq, last_rev: view.last_rev + 1, updated_at: view.at };
  const room = me.role === 'client' ? asked(numbered, view.at) : answered(numbered, seq, post.seen_seq, more?.owing_at ?? null);
  const unseen = more?.unseen_seq ?? null;
  return {
    room,
    sender: actor.user,
    side: me.role,
    client_message_id: post.client_message_id,
    request_hash,
    message: post.message,
    reply_to: post.reply_to ?? null,
    at: view.at,
    // To his own message, or to just before the first one that he had not seen.
    read_to: unseen === null ? seq : unseen - 1,
  };
}

const roomOf = ({ id, order, last_seq, last_rev, answered_seq, waived_seq, owed_since, snoozed_until, is_done, created_at, updated_at }: PostView): RoomRow => ({
  id, order, last_seq, last_rev, answered_seq, waived_seq, owed_since, snoozed_until, is_done, created_at, updated_at,
});

/** The stored message, and what everybody is told of it. */
function toldOf(parts: Pick<Parts, 'files'>, { view, me, more, row }: New, stored: MessageViewRow): Told<Posted> & { happenings: Happening[] } {
  const { room, side } = row;
  const message = presentMessage(stored, parts.files.sign);
  const unanswered = room.waived_seq <= room.answered_seq ? room.owed_since : (more?.unanswered_at ?? (side === 'client' ? view.at : null));
  const happenings: Happening[] = messageFacts('message:posted', message, room, view.participants, unanswered);
  if (row.read_to > me.read_seq) {
    const reading = { read_seq: row.read_to, unread_count: more?.unseen_count ?? 0, last_rev: room.last_rev, last_read_at: view.at };
    happenings.push(...readMoved(room, row.sender, holdersOf(room, view.participants), reading));
  }
  return { result: { message, is_new: true }, happenings };
}

/** The message as a reader would find it now: nobody of the other side can have read so far. */
function viewOf(id: number, { row, view, more }: New): MessageViewRow {
  const { room, sender, side, client_message_id, message, reply_to, at } = row;
  return {
    id, room: room.id, seq: room.last_seq, rev: room.last_rev, sender, side, client_message_id, message, reply_to,
    created_at: at, edited_at: null, deleted_at: null, first_name: view.first_name, last_name: view.last_name, reply: more?.reply ?? null, attachments: [], is_read: false,
  };
}
