import { createHash } from 'node:crypto';
import type { Message } from '../../protocol/entities';
import type { ParsedRequest } from '../../protocol/requests';
import type { Actor, Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { ParticipantRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { Refusal } from '../refusal';
import { currentParticipants, lockRoom } from '../sql/membership';
import { findPosted, firstForeignAfter, insertMessage, messageView, roomOfMessage } from '../sql/messages';
import { moveCursor, readingOf } from '../sql/participants';
import { saveRoom } from '../sql/rooms';
import { attachFiles } from './attachments';
import { checkExpectation } from './expectation';
import { holdersOf } from './holders';
import { answered, asked } from './owed';
import { messageFacts } from './message_facts';
import { keepPromises } from './promises';
import { readMoved } from './reading';
import { woken } from './triage';

export type Post = ParsedRequest<'message:post'>;
export type Posted = { message: Message; is_new: boolean };

/** What makes two requests the same one: the content, not what the sender had seen when he sent it. */
export function requestHash(post: Pick<Post, 'message' | 'reply_to' | 'attachments'>): Buffer {
  const content = JSON.stringify([post.message, post.reply_to ?? null, post.attachments ?? []]);
  return createHash('sha256').update(content).digest();
}

/**
 * Stores a message under the next number of its room, or finds the one already stored under this `client_message_id`. When this resolves
 * it is committed. Refuses with `not_found`, `conflict`, `room_moved` or `rate_limited`.
 */
export async function postMessage(parts: Parts, caller: Caller, post: Post): Promise<Told<Posted>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction((within) => postWithin(parts, within, caller, post));
}

/** The same inside a transaction of the caller's, uncounted. What it refuses has to be rolled back. */
export async function postWithin(parts: Parts, within: Within, actor: Actor, post: Post): Promise<Told<Posted>> {
  const room = await lockRoom(parts.db, within, actor, post.room);
  if (room === undefined) throw new Refusal('not_found');
  const repeated = await findRepeated(parts, within, actor, post);
  if (repeated !== undefined) return { result: { message: repeated, is_new: false }, happenings: [] };
  await checkReferences(parts, within, post);
  await checkExpectation(parts, within, actor, room, post);
  const participants = await currentParticipants(parts.db, within, room.id);
  return store(parts, within, actor, room, participants, post);
}

async function findRepeated(parts: Parts, within: Within, caller: Actor, post: Post): Promise<Message | undefined> {
  const stored = await findPosted(parts.db, within, post.room, caller.user, post.client_message_id);
  if (stored === undefined) return undefined;
  if (!stored.request_hash.equals(requestHash(post))) throw new Refusal('conflict');
  return presentMessage((await messageView(parts.db, within, stored.id))!, parts.files.sign);
}

/** What the post points at must be of this room; anything else is as if it did not exist. */
async function checkReferences(parts: Parts, within: Within, post: Post): Promise<void> {
  if (post.reply_to != null && (await roomOfMessage(parts.db, within, post.reply_to)) !== post.room) throw new Refusal('not_found');
}

async function store(
  parts: Parts,
  within: Within,
  caller: Actor,
  before: RoomRow,
  participants: readonly ParticipantRow[],
  post: Post,
): Promise<Told<Posted>> {
  const { db } = parts;
  const mine = participants.find(({ user }) => user === caller.user);
  if (mine === undefined) throw new Refusal('not_found');
  const seq = before.last_seq + 1;
  const rev = before.last_rev + 1;
  const inserted = await insertMessage(db, within, {
    room: before.id,
    seq,
    rev,
    sender: caller.user,
    side: mine.role,
    client_message_id: post.client_message_id,
    request_hash: requestHash(post),
    message: post.message,
    reply_to: post.reply_to ?? null,
  });
  await attachFiles(parts, within, { message: inserted.id, room: before.id, user: caller.user }, post.attachments ?? []);
  const numbered = { ...before, last_seq: seq, last_rev: rev };
  const room = mine.role === 'client' ? asked(numbered, inserted) : await answered(db, within, numbered, seq, post.seen_seq);
  await saveRoom(db, within, room);
  const moved = await moveCursor(db, within, room.id, caller.user, await readUpTo(parts, within, caller, mine, post, seq));
  const message = presentMessage((await messageView(db, within, inserted.id))!, parts.files.sign);
  const holders = holdersOf(room, participants);
  const happenings: Happening[] = await messageFacts(db, within, 'message:posted', message, room, participants);
  if (mine.role === 'client') happenings.push(...(await woken(parts, within, before, caller.user, participants)));
  if (moved !== undefined) {
    happenings.push(...readMoved(room, caller.user, holders, (await readingOf(db, within, room.id, caller.user))!));
  }
  if (mine.role === 'expert') happenings.push(...(await keepPromises(parts, within, room, participants, inserted.created_at)));
  return { result: { message, is_new: true }, happenings };
}

/** How far posting moves the sender's own cursor: to his message, or to just before the first one that he had not seen. */
async function readUpTo(
  parts: Parts,
  within: Within,
  caller: Actor,
  mine: ParticipantRow,
  post: Post,
  seq: number,
): Promise<number> {
  if (post.seen_seq === undefined) return seq;
  const seen = Math.max(mine.read_seq, post.seen_seq);
  const unseen = await firstForeignAfter(parts.db, within, post.room, caller.user, seen);
  return unseen === null ? seq : unseen - 1;
}
