import type { BulkResult, BulkWish } from '../../../protocol/bulk';
import type { Room } from '../../../protocol/entities';
import type { Decision } from '../triage/decide';

/** What can be done to many rooms at once. */
export type Deed =
  | { kind: 'triage'; decision: Decision }
  | { kind: 'label'; label: number; is_on: boolean }
  | { kind: 'invite'; user: number }
  /** `team`: null is everybody's queue, absent the one where it was. What goes into a queue of strangers is final. */
  | { kind: 'return'; team?: number | null; comment?: string; is_final?: boolean }
  | { kind: 'offer'; user: number; comment: string };

/** What is asked of the server for one room; null: the room is so already. `seen`: up to which number its doer has seen it. */
export function wishOf(room: Room, deed: Deed, seen = room.last_seq): BulkWish | null {
  switch (deed.kind) {
    case 'triage':
      if (!isWanted(room, deed.decision)) return null;
      // What was written meanwhile stops it: nobody waves away a message that he has not seen.
      return { request: 'room:triage', payload: { ...deed.decision, room: room.id, expect_seq: seen } };
    case 'label':
      if ((room.labels?.includes(deed.label) ?? false) === deed.is_on) return null;
      return { request: 'room:label', payload: { room: room.id, label: deed.label, is_on: deed.is_on } };
    case 'invite':
      if (room.participants.some(({ user }) => user.id === deed.user)) return null;
      return { request: 'room:invite', payload: { room: room.id, user: deed.user } };
    case 'return':
      if (!room.participants.some(({ is_responsible }) => is_responsible)) return null;
      return { request: 'order:return', payload: { order: room.order, ...(deed.team !== undefined && { team: deed.team }), ...(deed.comment !== undefined && { comment: deed.comment }) } };
    case 'offer':
      return { request: 'transfer:offer', payload: { orders: [room.order], to: deed.user, comment: deed.comment } };
  }
}

function isWanted({ state }: Room, { action }: Decision): boolean {
  if (action === 'waive') return state === 'owed';
  if (action === 'done') return state !== 'done';
  return action === 'snooze' || state === 'snoozed' || state === 'done';
}

/** What takes it back; null: nothing was changed, or nothing does. */
export function undoOf(room: Room, deed: Deed, result: Extract<BulkResult, { ok: true }>): BulkWish | null {
  switch (deed.kind) {
    case 'triage':
      return result.event == null ? null : { request: 'room:triage', payload: { room: room.id, action: 'undo', event: result.event } };
    case 'label':
      return result.is_changed ? { request: 'room:label', payload: { room: room.id, label: deed.label, is_on: !deed.is_on } } : null;
    case 'invite':
      return { request: 'room:remove', payload: { room: room.id, user: deed.user } };
    case 'return':
      return deed.is_final === true ? null : { request: 'order:take', payload: { order: room.order } };
    case 'offer':
      return result.transfer === undefined ? null : { request: 'transfer:cancel', payload: { id: result.transfer } };
  }
}
