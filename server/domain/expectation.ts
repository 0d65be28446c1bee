import { HISTORY_PAGE } from '../../protocol/limits';
import type { Actor } from '../caller';
import type { Within } from '../database/database';
import type { RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { Refusal } from '../refusal';
import { firstForeignAfter, messagePage } from '../sql/messages';

type Room = Pick<RoomRow, 'id' | 'last_seq'>;

/** Refuses with `room_moved`, and with what was written, when somebody else has written after `expect_seq`. */
export async function checkExpectation(parts: Parts, within: Within, caller: Actor, room: Room, { expect_seq }: { expect_seq?: number | undefined }): Promise<void> {
  if (expect_seq === undefined) return;
  const foreign = await firstForeignAfter(parts.db, within, room.id, caller.user, expect_seq);
  if (foreign !== null) throw await refuseMoved(parts, within, room, expect_seq);
}

/** The refusal for whoever did not expect what was written after this number. */
export async function refuseMoved(parts: Parts, within: Within, room: Room, expectSeq: number): Promise<Refusal> {
  const since = await messagePage(parts.db, within, room.id, { after: expectSeq, limit: HISTORY_PAGE });
  return new Refusal('room_moved', { messages: since.map((row) => presentMessage(row, parts.files.sign)), last_seq: room.last_seq });
}
