import type { z } from 'zod';
import type { loginBody } from '../../protocol/http';
import type { Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { findUser, holdAccount } from '../sql/users';
import { audit } from './audit';
import { isPassword } from './passwords';
import { giveBackCodeLimits, takeCode, takeCodeLimits } from './second_factor';
import { openSession, type Grant, type Visitor } from './sessions';

type Login = z.output<typeof loginBody>;

/**
 * Signs a user in by address and password, and by a code where his account has a second factor. An unknown address, a wrong password, an
 * account without one and a disabled account get the same `unauthorized` for the same work; only after the right password it says
 * `needs_code`.
 */
export async function login(parts: Parts, body: Login, from: Visitor): Promise<Told<Grant>> {
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
  if (body.code !== undefined) await takeCodeLimits(parts, user.id, from.address);
  const result = await enter(parts, user, body, from);
  if (result === 'missing' || result === 'wrong') {
    await audit(parts, null, { kind: 'login_refused', address: from.address, actor: user.id, data: { reason: `${result} code` } });
    throw new Refusal('unauthorized', { needs_code: true });
  }
  if (body.code !== undefined) await giveBackCodeLimits(parts, user.id, from.address);
  return { result, happenings: [] };
}

/** The code and the session stand or fall together. */
function enter(parts: Parts, user: UserRow, body: Login, from: Visitor): Promise<Grant | 'missing' | 'wrong'> {
  return parts.db.transaction(async (within) => {
    // Whoever has set another password meanwhile has ended every session; this one must not come after.
    if ((await holdAccount(parts.db, within, user.id))?.password_hash !== user.password_hash) throw new Refusal('unauthorized');
    const code = await takeCode(parts, within, user.id, body.code);
    if (code === 'missing' || code === 'wrong') return code;
    const granted = await openSession(parts, within, user, body.device, null, from);
    const data = { device: body.device, ...(code !== 'none' && { code }) };
    await audit(parts, within, { kind: 'login', actor: user.id, session: granted.session, address: from.address, data });
    return granted;
  });
}

function reasonOf(user: UserRow | undefined): string {
  if (user === undefined) return 'unknown address';
  if (user.disabled_at !== null) return 'disabled';
  return user.password_hash === null ? 'no password set' : 'wrong password';
}
