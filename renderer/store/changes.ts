import type { PendingChange } from './chat';
import type { Message } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';

/**
 * The states of an edit or a deletion on its way, one per message; a newer one takes the older one's place.
 *
 *   kept on disk ──> pending ──the server has it──> stored ──it is in the window──> gone
 *                     ↑   └──refused for good──> failed ──given up, its text goes back to the writer──> gone
 *                     └───────────retried──────────┘
 */

/** The list with the change in the place of an older one of the same message, or at the end. */
export function withChange(changes: readonly PendingChange[], change: PendingChange): readonly PendingChange[] {
  const place = changes.findIndex((one) => one.message === change.message);
  return place < 0 ? [...changes, change] : changes.with(place, change);
}

/** The list without the change of this message; the same list when it has none. */
export function withoutChange(changes: readonly PendingChange[], message: number): readonly PendingChange[] {
  return changes.some((one) => one.message === message) ? changes.filter((one) => one.message !== message) : changes;
}

/** The change after the server refused it. */
export function changeRefused(change: PendingChange, error: ErrorCode): PendingChange {
  return { ...change, state: 'failed', error };
}

/** The change after its writer asked to send it again. */
export function changeRetried(change: PendingChange): PendingChange {
  return { ...change, state: 'pending', error: null };
}

/** Whether a message can still be edited: for `editMs` after it was written, or for ever when that is 0. */
export function isEditable(message: Message, editMs: number, now = Date.now()): boolean {
  return message.deleted_at === null && (editMs === 0 || now - Date.parse(message.created_at) < editMs);
}
