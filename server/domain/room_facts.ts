import type { Within } from '../database/database';
import type { Happening, Holder } from '../happening';
import type { ParticipantRow } from '../models/room';
import type { Parts } from '../parts';
import { presentRoom } from '../present/room';
import { roomViews } from '../sql/rooms';
import { expertsOf } from './holders';

/** The room as each of its experts sees it now: for what moved that its client does not see. */
export async function roomChangedForExperts(parts: Parts, within: Within, id: number, participants: readonly ParticipantRow[]): Promise<Happening[]> {
  return roomChangedFor(parts, within, id, expertsOf(participants));
}

/** The room as each of these sees it now. */
export async function roomChangedFor(parts: Parts, within: Within, id: number, holders: readonly Holder[]): Promise<Happening[]> {
  const happenings: Happening[] = [];
  for (const holder of holders) {
    const [view] = await roomViews(parts.db, within, holder.user, [id]);
    if (view !== undefined) happenings.push({ fact: 'room:changed', payload: { room: presentRoom(view, parts.presence.isOnline, parts.files.sign) }, to: [holder] });
  }
  return happenings;
}
