import type { z } from 'zod';
import type { loginBody } from '../../protocol/http';
import type { Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { findUser, holdAccount } from '../sql/users';
import { audit } from './audit';
import { isPassword } from './passwords';
import { openSession, type Grant, type Visitor } from './sessions';

/**
 * Signs a user in by address and password. An unknown address, a wrong password, an account without one and a disabled account get the
 * same `unauthorized` for the same work.
 */
export async function login(parts: Parts, body: z.output<typeof loginBody>, from: Visitor): Promise<Told<Grant>> {
  const pair = `${from.address} ${body.email}`;
  await parts.limits.take('login', from.address);
  await parts.limits.take('login_account', pair);
  await parts.limits.take('login_global', 'all');
  const user = await findUser(parts.db, null, body.email);
  const mayTry = user !== undefined && user.disabled_at === null;
  if (!(await isPassword(body.password, mayTry ? user.password_hash : null)) || !mayTry) {
    await audit(parts, null, { kind: 'login_refused', address: from.address, ...(user && { actor: user.id }), data: { reason: reasonOf(user) } });
    throw new Refusal('unauthorized');
  }
  // Only failures count against the account: whoever knows the password may sign in on many devices.
  await parts.limits.giveBack('login_account', pair);
  const result = await parts.db.transaction(async (within) => {
    // Whoever has set another password meanwhile has ended every session; this one must not come after.
    if ((await holdAccount(parts.db, within, user.id))?.password_hash !== user.password_hash) throw new Refusal('unauthorized');
    const granted = await openSession(parts, within, user, body.device, null, from);
    await audit(parts, within, { kind: 'login', actor: user.id, session: granted.session, address: from.address, data: { device: body.device } });
    return granted;
  });
  return { result, happenings: [] };
}

function reasonOf(user: UserRow | undefined): string {
  if (user === undefined) return 'unknown address';
  if (user.disabled_at !== null) return 'disabled';
  return user.password_hash === null ? 'no password set' : 'wrong password';
}
