import { HISTORY_PAGE } from '../../protocol/limits';
import type { Actor } from '../caller';
import type { Within } from '../database/database';
import type { RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentMessage } from '../present/message';
import { Refusal } from '../refusal';
import { firstForeignAfter, messagePage } from '../sql/messages';

/** Refuses with `room_moved`, and with what was written, when somebody else has written after `expect_seq`. */
export async function checkExpectation(parts: Parts, within: Within, caller: Actor, room: RoomRow, { expect_seq }: { expect_seq?: number | undefined }): Promise<void> {
  if (expect_seq === undefined) return;
  const foreign = await firstForeignAfter(parts.db, within, room.id, caller.user, expect_seq);
  if (foreign === null) return;
  const since = await messagePage(parts.db, within, room.id, { after: expect_seq, limit: HISTORY_PAGE });
  throw new Refusal('room_moved', { messages: since.map((row) => presentMessage(row, parts.files.sign)), last_seq: room.last_seq });
}
