import type { Room } from '../../../protocol/entities';
import type { OutboxEntry } from '../../store/chat';
import { fillIn, unresolved } from '../later/reply_variables';
import type { Clue } from '../analysis/wrong_room';

/** What the writer has decided about one client of a stack. */
export type Choice = {
  is_struck: boolean;
  /** A text of its own; null: the common one. */
  own: string | null;
  /** The room's number when he last looked: others may not have written after it. */
  seen_seq: number;
  /** The text that he sends in spite of what it names. */
  confirmed: string | null;
  /** The text that is given to the outbox, and whether the outbox has it. */
  posted: string | null;
  is_kept: boolean;
  /** False: he gets it whether he waits for an answer or not. */
  is_asked?: boolean;
};

/** What becomes of one client's answer, in the order in which it is asked. */
export type Fate =
  | { kind: 'gone' }
  | { kind: 'sent' }
  | { kind: 'sending' }
  /** Refused: it waits in the chat itself. */
  | { kind: 'stopped' }
  | { kind: 'struck' }
  /** Somebody has written since. */
  | { kind: 'moved' }
  | { kind: 'empty' }
  | { kind: 'unresolved'; place: string }
  | { kind: 'held'; clue: Clue }
  | { kind: 'ready' };

/** Exactly what this client will get. */
export function textFor(room: Room, common: string, choice: Choice): string {
  return choice.own ?? fillIn(common, room);
}

export function fateOf(room: Room | undefined, text: string, choice: Choice, outbox: readonly OutboxEntry[], clueIn: (text: string) => Clue | null): Fate {
  if (choice.posted !== null) {
    const entry = outbox.find((one) => one.room === room?.id && one.message === choice.posted);
    if (entry === undefined) return { kind: choice.is_kept ? 'sent' : 'sending' };
    return { kind: entry.state === 'failed' ? 'stopped' : 'sending' };
  }
  if (!room) return { kind: 'gone' };
  if (choice.is_struck) return { kind: 'struck' };
  if (room.last_seq > choice.seen_seq || (room.owed_since === null && choice.is_asked !== false)) return { kind: 'moved' };
  if (text.trim() === '') return { kind: 'empty' };
  const place = unresolved(text);
  if (place) return { kind: 'unresolved', place: place.variable };
  const clue = choice.confirmed === text ? null : clueIn(text);
  return clue ? { kind: 'held', clue } : { kind: 'ready' };
}
