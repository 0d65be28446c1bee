import type { Account, User } from '../../protocol/entities';
import type { UserRow } from '../models/account';

type Named = Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'>;

/** A user as others see him: no address. */
export function presentUser(row: Named): User {
  return { id: row.id, first_name: row.first_name, last_name: row.last_name, role: row.role };
}

/** A user as he sees himself, and as admins and the marketplace see him. */
export function presentAccount(row: Named & Pick<UserRow, 'email'>): Account {
  return { ...presentUser(row), email: row.email };
}
