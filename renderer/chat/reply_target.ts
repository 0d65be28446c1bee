import { useSyncExternalStore } from 'react';
import type { Message, Quote } from '../../protocol/entities';
import { QUOTE_MAX } from '../../protocol/limits';

/** Which message is being replied to, by user and room, as long as the page lives; whoever keeps drafts keeps it for longer. */
const targets = new Map<string, Quote>();
const watchers = new Set<() => void>();

const keyOf = (user: number, room: number) => `${user} ${room}`;

/** What this user is replying to in a room. */
export function replyTarget(user: number, room: number): Quote | null {
  return targets.get(keyOf(user, room)) ?? null;
}

/** Chooses what is replied to; null: nothing. */
export function setReplyTarget(user: number, room: number, quote: Quote | null): void {
  if (quote) targets.set(keyOf(user, room), quote);
  else targets.delete(keyOf(user, room));
  for (const watcher of watchers) watcher();
}

/** Calls back at each change; returns how to stop. */
export function watchReplyTargets(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** What this user is replying to in a room, as it changes. */
export function useReplyTarget(user: number, room: number): Quote | null {
  return useSyncExternalStore(watchReplyTargets, () => replyTarget(user, room));
}

/** A message as a reply quotes it. */
export function quoteOf(message: Message): Quote {
  const { id, seq, sender, sender_name, message: text, deleted_at } = message;
  return { id, seq, sender, sender_name, excerpt: [...text.slice(0, 2 * QUOTE_MAX)].slice(0, QUOTE_MAX).join(''), is_deleted: deleted_at !== null };
}
