import type { Side } from '../../protocol/entities';
import type { Database, Within } from '../database/database';
import type { RoomRow } from '../models/room';
import { oldestOwed } from '../sql/messages';
import { enterRoom, seatOf } from '../sql/participants';

/** How somebody stood in a room before he was let in: null when he is new there. */
export type LetIn = { isNew: boolean; left_at: Date | null };

/**
 * Lets a user into the locked room. A new one starts before the oldest client message that nobody answered, else at the end; whoever
 * returns keeps the higher cursor; whoever is there already stays as he is.
 */
export async function letIn(db: Database, within: Within, room: RoomRow, user: number, side: Side): Promise<LetIn> {
  const before = await seatOf(db, within, room.id, user);
  if (before !== undefined && before.left_at === null) return { isNew: false, left_at: null };
  const owed = await oldestOwed(db, within, room);
  await enterRoom(db, within, room.id, user, side, owed === undefined ? room.last_seq : owed.seq - 1);
  return { isNew: true, left_at: before?.left_at ?? null };
}

/** First and last name of a user, as an event remembers it; empty for nobody. */
export async function nameOf(db: Database, within: Within, id: number | null): Promise<string> {
  const user = id === null ? null : await db.users.findByPk(id, { transaction: within });
  return user === null ? '' : `${user.get('first_name')} ${user.get('last_name')}`;
}
