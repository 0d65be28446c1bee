import type { Room, User } from '../../../protocol/entities';
import { fullName } from '../../chat/names';

/** Mentions in a note: `@` and the whole name of a colleague. */

/** What is written for a colleague. */
export function mentionOf(user: User): string {
  return `@${fullName(user)}`;
}

export type Piece = { text: string; user: User | null };

/** A text cut at its mentions; of two names that begin alike the longer one is meant. */
export function cutAtMentions(text: string, users: readonly User[]): Piece[] {
  const known = users.map((user) => ({ user, mention: mentionOf(user) })).sort((one, two) => two.mention.length - one.mention.length);
  const pieces: Piece[] = [];
  let plain = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    // `anna@example.org` mentions nobody.
    if (/[\p{L}\p{N}_]/u.test(text[at - 1] ?? '')) continue;
    const found = known.find(({ mention }) => text.startsWith(mention, at) && !/[\p{L}\p{N}_]/u.test(text[at + mention.length] ?? ''));
    if (!found) continue;
    if (at > plain) pieces.push({ text: text.slice(plain, at), user: null });
    pieces.push({ text: found.mention, user: found.user });
    plain = at + found.mention.length;
    at = plain - 1;
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain), user: null });
  return pieces;
}

/** Who is mentioned in a text, each once; of several with one name all are. */
export function mentionedIn(text: string, users: readonly User[]): User[] {
  const named = new Set(cutAtMentions(text, users).flatMap(({ user }) => (user ? [mentionOf(user)] : [])));
  return users.filter((user) => named.has(mentionOf(user)));
}

/** The experts who are in the room and so read its notes. */
export function readersOf(room: Room): User[] {
  return room.participants.filter((participant) => participant.role === 'expert').map((participant) => participant.user);
}

/** Those of the users who are not in the room. */
export function absentees(room: Room, users: readonly User[]): User[] {
  const present = new Set(readersOf(room).map((user) => user.id));
  return users.filter((user) => !present.has(user.id));
}
