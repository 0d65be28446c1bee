import type { ErasureExtent } from '../../protocol/admin';
import type { Caller, KeyCaller } from '../caller';
import type { Happening, Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { lockAnyUser } from '../sql/admin_users';
import { extentOfPerson, roomsToErase } from '../sql/emptying';
import { eraseAccount, eraseBelongings, hasOpenOrders, markErasureDone } from '../sql/erasure';
import { addJob } from '../sql/jobs';
import { CLOSED } from '../sql/queue';
import { revokeSessionsOf } from '../sql/sessions';
import { touchParticipant } from '../sql/users';
import { audit } from './audit';
import { emptyWholeRoom } from './emptying';

/*
 * A person is erased in two steps: the account at once, what he wrote by a job, batch by batch:
 *
 *   asked for ──account without name, address, devices──> erased_at ──job: each of his messages and files──> erasure_done_at
 */

export const ERASURE_TASK = 'erasure';
const ROOMS_AT_ONCE = 50;

/** What erasing this user would take away. Refuses with `not_found`, and `conflict` whom it cannot be done to. */
export async function previewErasure(parts: Parts, id: number): Promise<ErasureExtent> {
  const user = (await parts.db.users.findByPk(id, { raw: true })) as unknown as UserRow | null;
  if (user === null) throw new Refusal('not_found');
  if (user.role === 'admin') throw new Refusal('conflict');
  return { ...(await extentOfPerson(parts.db, id)), email: user.email };
}

/**
 * Erases a person. `email` says once more whom: another one is a `bad_request`. Refuses with `not_found`, and with `conflict` for
 * administrators (they hand their role on first) and for experts with orders that go on. Again changes nothing.
 */
export async function erasePerson(parts: Parts, caller: Caller | KeyCaller, id: number, email: string): Promise<Told<Record<never, never>>> {
  return parts.db.transaction(async (within): Promise<Told<Record<never, never>>> => {
    const user = await lockAnyUser(parts.db, within, id);
    if (user === undefined) throw new Refusal('not_found');
    if (user.email !== email) throw new Refusal('bad_request');
    if (user.role === 'admin') throw new Refusal('conflict');
    if (user.role !== 'client' && (await hasOpenOrders(parts.db, within, id, CLOSED))) throw new Refusal('conflict');
    await revokeSessionsOf(parts.db, within, id, 'erased');
    await eraseBelongings(parts.db, within, id);
    await eraseAccount(parts.db, within, id);
    await touchParticipant(parts.db, within, id);
    await addJob(parts.db, within, ERASURE_TASK, { user: id }, { key: `${ERASURE_TASK}:${id}` });
    const who = 'key' in caller ? { api_key: caller.key } : { actor: caller.user, session: caller.session };
    await audit(parts, within, { ...who, kind: 'person_erased', data: { user: id, role: user.role } });
    return { result: {}, happenings: [{ close: 'user', user: id }] };
  });
}

/**
 * One run of the job: what a client wrote, and what experts noted of him. Colleagues' messages stay: they are the firm's, without their name.
 * What is erased is found as what is left, so a run that is stopped between two batches goes on there, on whichever server comes next.
 */
export async function runErasure(parts: Parts, user: number, tell: (happenings: readonly Happening[]) => void, stopping: AbortSignal): Promise<void> {
  for (;;) {
    const rooms = await roomsToErase(parts.db, user, ROOMS_AT_ONCE);
    for (const room of rooms) {
      const { is_done } = await emptyWholeRoom(parts, room, { before: null, sender: user }, tell, stopping);
      if (!is_done) return addJob(parts.db, null, ERASURE_TASK, { user }, { key: `${ERASURE_TASK}:${user}` });
    }
    if (rooms.length < ROOMS_AT_ONCE) break;
  }
  await markErasureDone(parts.db, user);
}
