import type { RoomState } from '../../protocol/entities';
import type { Triage } from '../../protocol/triage';
import type { RoomRow } from '../models/room';
import { iso, isoOrNull } from './time';

type Kept = Pick<RoomRow, 'owed_since' | 'snoozed_until' | 'is_done'>;

/** What the room asks of its expert at this moment; `OWED_SINCE` in `sql/rooms` says the same. */
export function presentTriage({ owed_since, snoozed_until, is_done }: Kept, at: Date): Required<Triage> {
  if (is_done) return { owed_since: null, state: 'done', snoozed_until: null, snoozed_owed_since: null };
  if (snoozed_until !== null && snoozed_until > at) {
    return { owed_since: null, state: 'snoozed', snoozed_until: iso(snoozed_until), snoozed_owed_since: isoOrNull(owed_since) };
  }
  const state: RoomState = owed_since === null ? 'waiting' : 'owed';
  return { owed_since: isoOrNull(owed_since), state, snoozed_until: null, snoozed_owed_since: null };
}
