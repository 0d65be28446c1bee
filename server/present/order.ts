import type { Order } from '../../protocol/entities';
import type { UserRow } from '../models/account';
import type { OrderRow } from '../models/room';
import { iso } from './time';
import { presentAccount } from './user';

type PersonRow = Pick<UserRow, 'id' | 'email' | 'first_name' | 'last_name' | 'role'>;

/** An order as the marketplace sees it, addresses included. */
export function presentOrder(row: OrderRow, client: PersonRow, expert: PersonRow | null): Order {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    priority: row.priority,
    version: row.version,
    client: presentAccount(client),
    expert: expert === null ? null : presentAccount(expert),
    team: row.team,
    created_at: iso(row.created_at),
    updated_at: iso(row.updated_at),
  };
}
