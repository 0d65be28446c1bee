import type { Transaction } from 'sequelize';
import type { z } from 'zod';
import type { Account, Role } from '../../protocol/entities';
import type { userBody } from '../../protocol/http';
import { answersOrders } from '../../protocol/roles';
import type { KeyCaller } from '../caller';
import type { Database, Within } from '../database/database';
import type { Told } from '../happening';
import type { UserRow } from '../models/account';
import type { Parts } from '../parts';
import { presentAccount } from '../present/user';
import { Refusal } from '../refusal';
import { lockAdmins } from '../sql/admin_users';
import { deleteResetsOf } from '../sql/password_resets';
import { revokeSessionsOf } from '../sql/sessions';
import { fitTeamsToRole } from '../sql/teams';
import { findUser, holdUser, insertUser, lockUser, saveUser, standsInOrders, touchParticipant, type Person } from '../sql/users';
import { audit } from './audit';
import { hashPassword, isPassword } from './passwords';

export type PutUser = { user: Account; is_new: boolean };

/** A user as he sees himself. Refuses with `not_found`. */
export async function getAccount(parts: Pick<Parts, 'db'>, id: number): Promise<Account> {
  const row = await parts.db.users.findByPk(id, { raw: true });
  if (row === null) throw new Refusal('not_found');
  return presentAccount(row as unknown as UserRow);
}

/**
 * Makes or changes the user of an address. Refuses with `conflict` to change the role of someone who stands in orders, unless from expert to
 * lead or back, and that of the only administrator. Another password or another role signs him out everywhere.
 */
export async function putUser(parts: Parts, caller: KeyCaller, body: z.output<typeof userBody>): Promise<Told<PutUser>> {
  // Hashing takes its time and its turn: not while a transaction holds a connection and a lock.
  const known = await findUser(parts.db, null, body.email);
  const isSame = known !== undefined && body.password !== undefined && (await isPassword(body.password, known.password_hash));
  const hash = body.password === undefined || isSame ? undefined : await hashPassword(body.password);
  return parts.db.transaction(async (within): Promise<Told<PutUser>> => {
    const made = await insertUser(parts.db, within, { ...body, password_hash: hash ?? null });
    if (made !== undefined) {
      await audit(parts, within, { kind: 'user_created', api_key: caller.key, data: { user: made.id, role: made.role } });
      return { result: { user: presentAccount(made), is_new: true }, happenings: [] };
    }
    const before = (await lockUser(parts.db, within, body.email))!;
    if (before.role === 'admin' && body.role !== 'admin') refuseLast(await lockAdmins(parts.db, within), before.id);
    const user = await changeUser(parts.db, within, before, { ...body, password_hash: hash ?? before.password_hash });
    await audit(parts, within, { kind: 'user_changed', api_key: caller.key, data: { user: user.id, role: user.role } });
    const hasOtherPassword = hash !== undefined && before.password_hash !== null;
    if (hash !== undefined) await deleteResetsOf(parts.db, within, user.id);
    if (hash !== undefined) await audit(parts, within, { kind: 'password_changed', api_key: caller.key, data: { user: user.id } });
    if (!hasOtherPassword && user.role === before.role) return { result: { user: presentAccount(user), is_new: false }, happenings: [] };
    await revokeSessionsOf(parts.db, within, user.id, hasOtherPassword ? 'password_changed' : 'role_changed');
    return { result: { user: presentAccount(user), is_new: false }, happenings: [{ close: 'user', user: user.id, ...(user.role === before.role && { keeps_unsent: true as const }) }] };
  });
}

/** Refuses with `conflict` to take the only administrator out. `admins`: those who can sign in, locked. */
export function refuseLast(admins: readonly number[], id: number): void {
  if (admins.length === 1 && admins[0] === id) throw new Refusal('conflict');
}

/** The client or expert of an order, made when the address is new. Refuses with `conflict` when it belongs to another role. */
export async function findOrMakePerson(db: Database, within: Transaction, person: Person, role: Role): Promise<UserRow> {
  const found = await holdUser(db, within, person.email);
  const made = found ?? (await insertUser(db, within, { ...person, role, password_hash: null }));
  const user = made ?? (await holdUser(db, within, person.email))!;
  if (role === 'expert' ? !answersOrders(user.role) : user.role !== role) throw new Refusal('conflict');
  return user;
}

/** Gives a person the names that the latest order has for him. The order's room is locked before: whoever posts locks in that order too. */
export async function renamePerson(db: Database, within: Transaction, user: UserRow, { first_name, last_name }: Person): Promise<void> {
  await changeUser(db, within, user, { ...user, first_name, last_name });
}

type Changeable = Pick<UserRow, 'first_name' | 'last_name' | 'role' | 'password_hash'>;

/** Writes what differs; the rooms that show another name are marked changed. */
export async function changeUser(db: Database, within: Within, before: UserRow, after: Changeable): Promise<UserRow> {
  const isRenamed = before.first_name !== after.first_name || before.last_name !== after.last_name;
  const isRecast = before.role !== after.role;
  if (!isRenamed && !isRecast && before.password_hash === after.password_hash) return before;
  if (isRecast && !(answersOrders(before.role) && answersOrders(after.role)) && (await standsInOrders(db, within, before.id))) throw new Refusal('conflict');
  if (isRecast) await fitTeamsToRole(db, within, before.id, after.role);
  const { first_name, last_name, role, password_hash } = after;
  const user = await saveUser(db, within, { id: before.id, first_name, last_name, role, password_hash });
  if (isRenamed) await touchParticipant(db, within, user.id);
  return user;
}
