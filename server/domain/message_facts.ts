import type { Message } from '../../protocol/entities';
import type { Happening } from '../happening';
import type { ParticipantRow, RoomRow } from '../models/room';
import { isoOrNull } from '../present/time';
import { presentTriage } from '../present/triage';
import { holdersOf } from './holders';

/**
 * A posted or changed message as each side is told of it: experts with what the room asks of them now, the client with since when his
 * oldest message is `unanswered`.
 */
export function messageFacts(
  fact: 'message:posted' | 'message:changed',
  message: Message,
  room: RoomRow,
  participants: readonly Pick<ParticipantRow, 'user' | 'role'>[],
  unanswered: Date | null,
): Happening[] {
  const [clients, experts] = [participants.filter(({ role }) => role === 'client'), participants.filter(({ role }) => role === 'expert')];
  return [
    { fact, payload: { message, ...presentTriage(room, new Date()) }, to: holdersOf(room, experts) },
    { fact, payload: { message, owed_since: isoOrNull(unanswered) }, to: holdersOf(room, clients) },
  ];
}
