import type { Message } from '../../protocol/entities';

/** More than this at once, as after a break of the connection, is counted and not read. */
export const READ_AT_ONCE = 3;

export type News = {
  /** Up to this number everything was read out. */
  said: number;
  messages: readonly Message[];
  /** How many are not read one by one. */
  more: number;
};

/**
 * What of a room is to be read out now. `messages` is what is loaded of it, `last` its newest message, which may stand outside of that;
 * `said` is null when the room has just been shown: then nothing is new.
 */
export function newsFor(messages: readonly Message[], last: Message | null, said: number | null, me: number): News {
  const newest = Math.max(said ?? 0, messages.at(-1)?.seq ?? 0, last?.seq ?? 0);
  if (said === null) return { said: newest, messages: [], more: 0 };
  const all = last && (messages.at(-1)?.seq ?? 0) < last.seq ? [...messages, last] : messages;
  const news = all.filter((message) => message.seq > said && message.sender !== me && message.deleted_at === null);
  const read = news.slice(-READ_AT_ONCE);
  return { said: newest, messages: read, more: news.length - read.length };
}
