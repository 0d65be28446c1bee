import type { Room } from '../../protocol/entities';
import { isTimeZone } from '../../protocol/business_time';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { saveKeeping, saveLanguage, saveTimeZone } from '../sql/keeping';
import { findRoom } from '../sql/membership';
import { getRoom } from './rooms';

/** Mutes, pins, marks unread: how the caller keeps a room. Nobody else learns of it. Refuses with `not_found`, and `bad_request` for a mark behind the end. */
export async function keepRoom(parts: Parts, caller: Caller, { room: id, ...keeping }: ParsedRequest<'room:set'>): Promise<Told<{ room: Room }>> {
  return parts.db.transaction(async (within) => {
    const found = await findRoom(parts.db, within, caller, id);
    if (found === undefined) throw new Refusal('not_found');
    if (keeping.unread_from != null && keeping.unread_from > found.last_seq) throw new Refusal('bad_request');
    const isChanged = await saveKeeping(parts.db, within, id, caller.user, keeping);
    const room = await getRoom(parts, caller, id, within);
    const to = [{ user: caller.user, order: room.order }];
    return { result: { room }, happenings: isChanged ? [{ fact: 'room:changed', payload: { room }, to }] : [] };
  });
}

/** Remembers the time zone of the caller's device, and the language that it asked for. Refuses with `bad_request` what is none, and with `rate_limited`. */
export async function setTimeZone(parts: Parts, caller: Caller, timeZone: string): Promise<Told<Record<never, never>>> {
  if (!isTimeZone(timeZone)) throw new Refusal('bad_request');
  await parts.limits.take('zone', String(caller.user));
  await parts.db.transaction(async (within) => {
    await saveTimeZone(parts.db, within, caller.user, timeZone);
    await saveLanguage(parts.db, within, caller.user, caller.language);
  });
  return { result: {}, happenings: [] };
}
