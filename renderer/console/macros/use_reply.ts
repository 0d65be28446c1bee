import type { Room } from '../../../protocol/entities';
import type { Reply } from '../../../protocol/replies';
import type { ComposerHandle } from '../../chat/composer_part';
import { fillIn } from '../later/reply_variables';
import { arm } from './armed';

const lastOf = new Map<number, number>();

/** The macro that this user took last. */
export function lastMacro(user: number, replies: readonly Reply[]): Reply | undefined {
  return replies.find(({ id }) => id === lastOf.get(user));
}

/** Remembers it for the key that takes it again, and makes it ready. */
export function takeMacro(user: number, room: number, reply: Reply): void {
  if ((reply.actions ?? []).length === 0) return;
  lastOf.set(user, reply.id);
  arm(room, reply);
}

/** Puts the reply's text into the field, and what it does besides over it. */
export function takeReply(user: number, room: Room, reply: Reply, composer: ComposerHandle): void {
  composer.setMode('message');
  composer.focus();
  if (reply.message !== '') composer.insert(fillIn(reply.message, room));
  takeMacro(user, room.id, reply);
}
