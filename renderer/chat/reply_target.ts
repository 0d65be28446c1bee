import { useSyncExternalStore } from 'react';
import type { Message, Quote } from '../../protocol/entities';
import { QUOTE_MAX } from '../../protocol/limits';

/** Which message is being replied to in each room, as long as the page lives; whoever keeps drafts keeps it for longer. */
const targets = new Map<number, Quote>();
const watchers = new Set<() => void>();

/** What is being replied to in a room. */
export function replyTarget(room: number): Quote | null {
  return targets.get(room) ?? null;
}

/** Chooses what is replied to; null: nothing. */
export function setReplyTarget(room: number, quote: Quote | null): void {
  if (quote) targets.set(room, quote);
  else targets.delete(room);
  for (const watcher of watchers) watcher();
}

/** Calls back at each change; returns how to stop. */
export function watchReplyTargets(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** What is being replied to in a room, as it changes. */
export function useReplyTarget(room: number): Quote | null {
  return useSyncExternalStore(watchReplyTargets, () => replyTarget(room));
}

/** A message as a reply quotes it. */
export function quoteOf(message: Message): Quote {
  const { id, seq, sender, sender_name, message: text, deleted_at } = message;
  return { id, seq, sender, sender_name, excerpt: [...text.slice(0, 2 * QUOTE_MAX)].slice(0, QUOTE_MAX).join(''), is_deleted: deleted_at !== null };
}
