import type { z } from 'zod';
import type { AdminUser, AdminUsers, PasswordLink, adminUserBody, adminUserChange, adminUsersQuery } from '../../protocol/admin';
import { ADMIN_LINK_MS } from '../../protocol/limits';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import { resetLetter } from '../mail/reset_letter';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { presentAdminUser } from '../present/admin';
import { Refusal } from '../refusal';
import { adminUser, lockAdmins, lockAnyUser, markEnabled, usersPage } from '../sql/admin_users';
import { deleteExpiredResets, insertReset } from '../sql/password_resets';
import { revokeSessionsOf } from '../sql/sessions';
import { insertUser, markDisabled } from '../sql/users';
import { audit } from './audit';
import { newToken, tokenHash } from './opaque';
import { changeUser, refuseLast } from './users';

/** A page of accounts, the newest first. */
export async function listUsers(parts: Parts, query: z.output<typeof adminUsersQuery>): Promise<AdminUsers> {
  const rows = await usersPage(parts.db, { ...query, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  return { users: shown.map(presentAdminUser), next: rows.length > shown.length ? shown.at(-1)!.id : null };
}

/** Makes an account that has no password yet. Refuses with `conflict` when the address is taken. */
export async function makeUser(parts: Parts, caller: Caller, body: z.output<typeof adminUserBody>): Promise<AdminUser> {
  return parts.db.transaction(async (within) => {
    const made = await insertUser(parts.db, within, { ...body, password_hash: null });
    if (made === undefined) throw new Refusal('conflict');
    await audit(parts, within, { ...by(caller), kind: 'user_created', data: { user: made.id, role: made.role } });
    return shown(parts, within, made.id);
  });
}

/**
 * Changes somebody's names or role, closes his account or opens it again. Refuses with `conflict` the role of someone who stands in orders,
 * one's own role and account, and whatever would leave nobody who administers; with `not_found` who is not there.
 */
export async function changeAccount(parts: Parts, caller: Caller, id: number, change: z.output<typeof adminUserChange>): Promise<Told<AdminUser>> {
  return parts.db.transaction(async (within) => {
    const admins = await lockAdmins(parts.db, within);
    const before = await lockAnyUser(parts.db, within, id);
    if (before === undefined) throw new Refusal('not_found');
    // Nobody is behind it any more.
    if (before.erased_at !== null) throw new Refusal('conflict');
    const isOut = (change.role ?? before.role) !== 'admin' || change.is_disabled === true;
    const isSelf = id === caller.user;
    if (isSelf && ((change.role ?? before.role) !== before.role || change.is_disabled === true)) throw new Refusal('conflict');
    if (isOut) refuseLast(admins, id);
    const happenings: Happening[] = [];
    const { first_name = before.first_name, last_name = before.last_name, role = before.role } = change;
    if (first_name !== before.first_name || last_name !== before.last_name || role !== before.role) {
      await changeUser(parts.db, within, before, { first_name, last_name, role, password_hash: before.password_hash });
      await audit(parts, within, { ...by(caller), kind: 'user_changed', data: { user: id, role, ...(role !== before.role && { role_before: before.role }) } });
      if (role !== before.role) happenings.push(...(await signOut(parts, within, id, 'role_changed')));
    }
    if (change.is_disabled === true && before.disabled_at === null) {
      await markDisabled(parts.db, within, id);
      await audit(parts, within, { ...by(caller), kind: 'user_disabled', data: { user: id } });
      happenings.push(...(await signOut(parts, within, id, 'disabled')));
    }
    if (change.is_disabled === false && before.disabled_at !== null) {
      await markEnabled(parts.db, within, id);
      await audit(parts, within, { ...by(caller), kind: 'user_enabled', data: { user: id } });
    }
    return { result: await shown(parts, within, id), happenings };
  });
}

/** Signs somebody out everywhere. Refuses with `not_found`. */
export async function endSessionsOf(parts: Parts, caller: Caller, id: number): Promise<Told<AdminUser>> {
  return parts.db.transaction(async (within) => {
    const user = await lockAnyUser(parts.db, within, id);
    if (user === undefined) throw new Refusal('not_found');
    const sessions = await revokeSessionsOf(parts.db, within, id, 'revoked', id === caller.user ? caller.session : null);
    if (sessions.length > 0) await audit(parts, within, { ...by(caller), kind: 'sessions_revoked', data: { user: id, sessions: sessions.length } });
    return { result: await shown(parts, within, id), happenings: sessions.map((session) => ({ close: 'session', session })) };
  });
}

/**
 * A link by which somebody sets his password, by letter where letters are sent and this one is taken, else for the administrator to pass on.
 * It signs nobody in, and a second factor is asked for afterwards as ever. Refuses with `not_found`, and with `conflict` for clients and
 * closed accounts.
 */
export async function sendLink(parts: Parts, caller: Caller, id: number): Promise<PasswordLink> {
  const { config, db, mail } = parts;
  await deleteExpiredResets(db);
  const token = newToken();
  const { user, reset } = await db.transaction(async (within) => {
    const found = await lockAnyUser(db, within, id);
    if (found === undefined) throw new Refusal('not_found');
    if (found.role === 'client' || found.disabled_at !== null) throw new Refusal('conflict');
    await audit(parts, within, { ...by(caller), kind: 'reset_link_made', data: { user: id } });
    return { user: found, reset: await insertReset(db, within, id, tokenHash(token), ADMIN_LINK_MS) };
  });
  const url = `${config.publicUrl}/console#reset=${token}`;
  const expires_at = new Date(Date.now() + ADMIN_LINK_MS).toISOString();
  const letter = mail && resetLetter({ first_name: user.first_name, url, is_first: user.password_hash === null, life: 'three_days' }, user.language ?? caller.language);
  const outcome = mail && letter && (await mail.send({ id: `reset ${reset}`, to: toWhom(user), ...letter }));
  const is_mailed = outcome === 'sent' || outcome === 'unknown';
  return { url: is_mailed ? null : url, is_mailed, expires_at };
}

/** Who did it, as the trail has it. */
export const by = (caller: Caller) => ({ actor: caller.user, session: caller.session });

const toWhom = (user: UserRow) => ({ name: `${user.first_name} ${user.last_name}`, address: user.email });

async function signOut(parts: Parts, within: Within, user: number, reason: string): Promise<Happening[]> {
  await revokeSessionsOf(parts.db, within, user, reason);
  return [{ close: 'user', user }];
}

async function shown(parts: Parts, within: Within, id: number): Promise<AdminUser> {
  return presentAdminUser((await adminUser(parts.db, within, id))!);
}
