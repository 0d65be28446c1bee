import type { Message } from '../../protocol/entities';
import type { Database, Within } from '../database/database';
import type { Happening } from '../happening';
import type { ParticipantRow, RoomRow } from '../models/room';
import { isoOrNull } from '../present/time';
import { presentTriage } from '../present/triage';
import { oldestOwed } from '../sql/messages';
import { holdersOf } from './holders';

/** A posted or changed message as each side is told of it: experts with what the room asks of them now, the client with what is unanswered. */
export async function messageFacts(
  db: Database,
  within: Within,
  fact: 'message:posted' | 'message:changed',
  message: Message,
  room: RoomRow,
  participants: readonly ParticipantRow[],
): Promise<Happening[]> {
  const [clients, experts] = [participants.filter(({ role }) => role === 'client'), participants.filter(({ role }) => role === 'expert')];
  const unanswered = room.waived_seq <= room.answered_seq ? room.owed_since : ((await oldestOwed(db, within, room))?.created_at ?? null);
  return [
    { fact, payload: { message, ...presentTriage(room, new Date()) }, to: holdersOf(room, experts) },
    { fact, payload: { message, owed_since: isoOrNull(unanswered) }, to: holdersOf(room, clients) },
  ];
}
