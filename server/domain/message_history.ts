import type { MessageVersion } from '../../protocol/entities';
import type { Caller } from '../caller';
import type { Parts } from '../parts';
import { iso, isoOrNull } from '../present/time';
import { Refusal } from '../refusal';
import { findRoom } from '../sql/membership';
import { roomOfMessage } from '../sql/messages';
import { versionsOf } from '../sql/versions';

/** Everything that a message has said, oldest first; for those who hold its room. Refuses with `not_found`. */
export async function messageHistory(parts: Parts, caller: Caller, id: number): Promise<{ versions: MessageVersion[] }> {
  const room = await roomOfMessage(parts.db, null, id);
  if (room === undefined || (await findRoom(parts.db, null, caller, room)) === undefined) throw new Refusal('not_found');
  const rows = await versionsOf(parts.db, null, id);
  return { versions: rows.map((row) => ({ rev: row.rev, text: row.text, written_at: iso(row.written_at), replaced_at: isoOrNull(row.replaced_at) })) };
}
