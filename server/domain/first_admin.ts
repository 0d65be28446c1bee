import type { z } from 'zod';
import type { setupBody } from '../../protocol/http';
import { email } from '../../protocol/fields';
import { ADMIN_LINK_MS, SETUP_MS } from '../../protocol/limits';
import type { Parts } from '../parts';
import { Refusal } from '../refusal';
import { deleteSetupCodes, hasAdmin, insertSetupCode, isSetupCode, lockFirstAdmin } from '../sql/first_admin';
import { insertReset } from '../sql/password_resets';
import { markEnabled } from '../sql/admin_users';
import { revokeSessionsOf } from '../sql/sessions';
import { insertUser, lockUser } from '../sql/users';
import { audit } from './audit';
import { newToken, tokenHash } from './opaque';
import { hashPassword } from './passwords';
import { changeUser } from './users';

/** The address by which the first administrator comes in, good for some days and while there is none; undefined when there has been one. */
export async function offerSetUp(parts: Pick<Parts, 'db' | 'config'>): Promise<string | undefined> {
  if (await hasAdmin(parts.db, null)) return undefined;
  const code = newToken();
  await insertSetupCode(parts.db, tokenHash(code), SETUP_MS);
  return `${parts.config.publicUrl}/console#setup=${code}`;
}

/** Whether somebody still has to be the first. */
export async function needsSetUp(parts: Pick<Parts, 'db'>): Promise<boolean> {
  return !(await hasAdmin(parts.db, null));
}

/**
 * Makes the first administrator, for whoever has read a code in the server's log. Refuses with `not_found` once there is one, `unauthorized`
 * a wrong code, `conflict` an address that is taken. Of two at once the second finds the first.
 */
export async function setUp(parts: Parts, body: z.output<typeof setupBody>, address: string): Promise<void> {
  const { db } = parts;
  await parts.limits.take('redeem', address);
  if (await hasAdmin(db, null)) throw new Refusal('not_found');
  const hash = tokenHash(body.code);
  const isGood = await isSetupCode(db, null, hash);
  if (!isGood) {
    await audit(parts, null, { kind: 'set_up_refused', address });
    throw new Refusal('unauthorized');
  }
  const password_hash = await hashPassword(body.password);
  await db.transaction(async (within) => {
    await lockFirstAdmin(db, within);
    if (await hasAdmin(db, within)) throw new Refusal('not_found');
    if (!(await isSetupCode(db, within, hash))) throw new Refusal('unauthorized');
    const { first_name, last_name } = body;
    const user = await insertUser(db, within, { email: body.email, first_name, last_name, role: 'admin', password_hash });
    if (user === undefined) throw new Refusal('conflict');
    await deleteSetupCodes(db, within);
    await audit(parts, within, { kind: 'set_up', actor: user.id, address, data: { user: user.id } });
  });
}

/**
 * An administrator by the hand of whoever runs the server: a new account, or that of a known expert. Answers the link by which he sets his
 * password. Throws, with a line to print, for a client's address.
 */
export async function makeAdminByHand(parts: Pick<Parts, 'db' | 'config'>, person: { email: string; first_name: string; last_name: string }): Promise<string> {
  const { db, config } = parts;
  const address = email.parse(person.email);
  const token = newToken();
  await db.transaction(async (within) => {
    const made = await insertUser(db, within, { ...person, email: address, role: 'admin', password_hash: null });
    const user = made ?? (await lockUser(db, within, address))!;
    if (user.role === 'client') throw new Error(`${address} is a client`);
    if (user.role !== 'admin') await changeUser(db, within, user, { ...user, role: 'admin' }).catch(() => Promise.reject(new Error(`${address} stands in orders: make another account`)));
    await revokeSessionsOf(db, within, user.id, 'role_changed');
    await markEnabled(db, within, user.id);
    await deleteSetupCodes(db, within);
    await insertReset(db, within, user.id, tokenHash(token), ADMIN_LINK_MS);
    await audit(parts, within, { kind: 'user_created', data: { user: user.id, role: 'admin', by: 'command' } });
  });
  return `${config.publicUrl}/console#reset=${token}`;
}
