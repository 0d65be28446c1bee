import type { z } from 'zod';
import type { passwordBody } from '../../protocol/http';
import type { Caller } from '../caller';
import type { Database, Within } from '../database/database';
import type { Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { deleteResetsOf } from '../sql/password_resets';
import { revokeSessionsOf } from '../sql/sessions';
import { lockAccount, savePassword } from '../sql/users';
import { audit } from './audit';
import { hashPassword, isPassword } from './passwords';

/**
 * Gives the caller another password. His other sessions end, without taking what they have not sent; the asking one goes on. Refuses with
 * `forbidden` when the present password is another one, or when there is none.
 */
export async function changePassword(parts: Parts, caller: Caller, body: z.output<typeof passwordBody>, address: string): Promise<Told<{ ended: number }>> {
  const { db } = parts;
  const before = await provePassword(parts, caller, body.password, address);
  const hash = await hashPassword(body.new_password);
  return db.transaction(async (within) => {
    const user = await lockAccount(db, within, caller.user);
    // Somebody has set another one while this one was looked at: that one counts.
    if (user === undefined || user.password_hash !== before.password_hash) throw new Refusal('forbidden');
    await setPassword(db, within, user.id, hash);
    const sessions = await revokeSessionsOf(db, within, user.id, 'password_changed', caller.session);
    await audit(parts, within, { kind: 'password_changed', actor: user.id, session: caller.session, address, data: { user: user.id, by: 'user' } });
    return { result: { ended: sessions.length }, happenings: sessions.map((session) => ({ close: 'session', session, keeps_unsent: true })) };
  });
}

/** Stores a new password and makes every link worthless that could set another one. */
export async function setPassword(db: Database, within: Within, user: number, hash: string): Promise<void> {
  await savePassword(db, within, user, hash);
  await deleteResetsOf(db, within, user);
}

/**
 * Asks a signed-in user for his password once more: whoever sits at his open console does not know it. Refuses with `forbidden`, counted
 * by user and address.
 */
export async function provePassword(parts: Parts, caller: Caller, password: string, address: string): Promise<UserRow> {
  const pair = `${address} ${caller.user}`;
  await parts.limits.take('password', pair);
  const user = (await parts.db.users.findByPk(caller.user, { raw: true })) as unknown as UserRow | null;
  if (!(await isPassword(password, user?.password_hash ?? null)) || user === null) {
    await audit(parts, null, { kind: 'password_change_refused', actor: caller.user, session: caller.session, address });
    throw new Refusal('forbidden');
  }
  await parts.limits.giveBack('password', pair);
  return user;
}
