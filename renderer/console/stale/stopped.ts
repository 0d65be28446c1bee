import type { Message, Room } from '../../../protocol/entities';

/** What was written in a room since the number that its writer had seen. */
export type News = { message: Message; by: 'client' | 'colleague' | 'me' };

/** The messages after `seq` that still say something, oldest first. */
export function newsSince(messages: readonly Message[], seq: number, room: Room, me: number): News[] {
  const client = room.participants.find((participant) => participant.role === 'client')?.user.id;
  return messages
    .filter((message) => message.seq > seq && message.deleted_at === null)
    .map((message) => ({ message, by: message.sender === me ? 'me' : message.sender === client ? 'client' : 'colleague' }));
}

/** The text of a stopped post in front of what was written since. Put back twice, it stands there once. */
export function putBack(post: string, written: string): string {
  if (written.trim() === '' || written === post || written.startsWith(`${post}\n`)) return written.trim() === '' ? post : written;
  return `${post}\n${written}`;
}

/** Rooms with a post that was stopped and put back: the last number that its writer had seen. */
const stopped = new Map<number, number>();
const watchers = new Set<() => void>();

/** Up to which number the writer of the stopped post had read; null where none was stopped. */
export function stoppedAt(room: number): number | null {
  return stopped.get(room) ?? null;
}

/** Remembers that a post was stopped, or (null) that nothing is stopped any more. Of several posts the first one counts. */
export function setStopped(room: number, seq: number | null): void {
  if (seq === null) stopped.delete(room);
  else stopped.set(room, Math.min(seq, stopped.get(room) ?? seq));
  for (const watcher of watchers) watcher();
}

/** Calls back at each change; returns how to stop. */
export function watchStopped(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
