import type { Transaction } from 'sequelize';
import type { Actor, Caller } from '../caller';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { postAlone, type Post, type Posted } from './posting';

/**
 * Stores a message under the next number of its room, or finds the one already stored under this `client_message_id`. When this resolves
 * it is committed. Refuses with `not_found`, `conflict`, `room_moved`, `rate_limited`, and `unavailable` when too many wait.
 */
export async function postMessage(parts: Parts, caller: Caller, post: Post): Promise<Told<Posted>> {
  await parts.limits.take('post', String(caller.user));
  return parts.postings.add(post.room, { actor: caller, post });
}

/** The same inside a transaction of the caller's, uncounted. What it refuses has to be rolled back. */
export async function postWithin(parts: Parts, within: Transaction, actor: Actor, post: Post): Promise<Told<Posted>> {
  return postAlone(parts, within, { actor, post });
}
