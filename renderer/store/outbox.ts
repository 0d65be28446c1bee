import type { OutboxEntry } from './chat';
import type { ErrorCode } from '../../protocol/errors';

/**
 * The states of a post on its way; the only way back is the writer's own.
 *
 *   kept on disk ──> pending ──its message is in the store──> gone
 *                     ↑   └──refused for good──> failed ──discarded──> gone
 *                     └───────────retried──────────┘
 *
 * No connection, a lost acknowledgment, a busy or broken server leave an entry pending: it is sent again under the same id.
 */

const refusals: ReadonlySet<string> = new Set<ErrorCode>([
  'bad_request',
  'forbidden',
  'order_forbidden',
  'not_found',
  'conflict',
  'too_large',
  'room_moved',
]);

/** Whether the server will never take this post as it is; everything else may pass. */
export function isRefusedForGood(code: string): code is ErrorCode {
  return refusals.has(code);
}

/** The entry after the server refused it, or (without a code) one of its files. */
export function refused(entry: OutboxEntry, code: ErrorCode | null): OutboxEntry {
  return { ...entry, state: 'failed', error: code };
}

/**
 * The entry after its writer asked to send it again. Someone who was stopped because the room had moved has now seen it up to `seenSeq`;
 * an id under which another text is stored is of no use any more.
 */
export function retried(entry: OutboxEntry, seenSeq: number, freshId: string): OutboxEntry {
  const again: OutboxEntry = { ...entry, state: 'pending', error: null };
  // The server may have thrown the files away meanwhile: they go once more.
  if (entry.files && mayLackFiles(entry)) return { ...again, files: entry.files.map((file) => ({ ...file, attachment: null })) };
  if (entry.error === 'conflict') return { ...again, client_message_id: freshId };
  if (entry.error !== 'room_moved') return again;
  return { ...again, expect_seq: seenSeq, ...(entry.seen_seq === undefined ? {} : { seen_seq: seenSeq }) };
}

/** Whether a refusal may mean that the server does not have the files any more. */
export function mayLackFiles(entry: Pick<OutboxEntry, 'error'>): boolean {
  return entry.error === 'bad_request' || entry.error === 'not_found';
}

/** The entry with one of its files up. */
export function withFile(entry: OutboxEntry, key: string, attachment: number): OutboxEntry {
  return entry.files ? { ...entry, files: entry.files.map((file) => (file.key === key ? { ...file, attachment } : file)) } : entry;
}

/** Whether nothing of the entry is still on its way. */
export function hasItsFiles(entry: OutboxEntry): boolean {
  return entry.files?.every((file) => file.attachment !== null) ?? true;
}

/** The list with the entry in its old place, or at the end when it is new. */
export function withEntry(entries: readonly OutboxEntry[], entry: OutboxEntry): readonly OutboxEntry[] {
  const place = entries.findIndex((one) => one.client_message_id === entry.client_message_id);
  return place < 0 ? [...entries, entry] : entries.with(place, entry);
}

/** The list without these entries; the same list comes back when it holds none of them. */
export function withoutEntries(entries: readonly OutboxEntry[], ids: ReadonlySet<string>): readonly OutboxEntry[] {
  return entries.some((entry) => ids.has(entry.client_message_id)) ? entries.filter((entry) => !ids.has(entry.client_message_id)) : entries;
}

/** What may be sent now: the first pending entry of each room, unless it waits for its files or `isHeld` says that the room has to wait. */
export function nextToSend(entries: readonly OutboxEntry[], isDone: (id: string) => boolean, isHeld: (room: number) => boolean): OutboxEntry[] {
  const rooms = new Set<number>();
  return entries.filter((entry) => {
    if (entry.state !== 'pending' || isDone(entry.client_message_id) || rooms.has(entry.room)) return false;
    rooms.add(entry.room);
    return !isHeld(entry.room) && hasItsFiles(entry);
  });
}

/** No hold is longer; one that seems to be was set by another clock. */
const HOLD_MAX_MS = 30_000;

/** For how long an entry is still held back so that its writer can undo it, in milliseconds. */
export function holdLeft(entry: Pick<OutboxEntry, 'hold_until'>, now: number): number {
  const left = (entry.hold_until ?? 0) - now;
  return left > HOLD_MAX_MS ? 0 : Math.max(0, left);
}

/** How long a room waits before its entry is tried again, in milliseconds. */
export function retryDelay(attempts: number, random: number): number {
  return Math.min(15_000, 500 * 2 ** Math.min(attempts, 10)) * (0.5 + random / 2);
}
