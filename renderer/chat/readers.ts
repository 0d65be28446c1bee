import { createContext } from 'react';
import type { Room } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { sideOf } from '../store/select';
import { fullText } from './dates';
import { fullName } from './names';

/** Says who has read an own message and by when; undefined: nobody has. Asked only when somebody points at the ticks. */
export type TellReaders = (seq: number) => string | undefined;

export const ReadersContext = createContext<TellReaders>(() => undefined);

/**
 * The readers of message number `seq` on the other side from its sender, each with the moment by which he had read it: when his cursor moved last.
 * Null when none of them is in the room any more.
 */
export function readersText(room: Room, sender: number, seq: number, language: Language): string | null {
  const side = sideOf(room, sender);
  const readers = room.participants.filter(({ role, read_seq }) => role !== side && read_seq >= seq);
  if (readers.length === 0) return null;
  return readers.map(({ user, last_read_at }) => (last_read_at === null ? fullName(user) : `${fullName(user)}, ${fullText(last_read_at, language)}`)).join('; ');
}
