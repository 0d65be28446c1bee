import type { AdminUser, AdminUsers, ApiKeys, AuditPage, MadeKey, PasswordLink } from '../../../protocol/admin';
import type { Role } from '../../../protocol/entities';
import type { Scope } from '../../../protocol/scopes';
import type { HttpResult } from '../../sync/http';
import type { Ask } from '../account_calls';

export type NewUser = { email: string; first_name: string; last_name: string; role: Role };
export type UserChange = { first_name?: string; last_name?: string; role?: Role; is_disabled?: boolean };
export type Filters = Readonly<Record<string, string | number | undefined>>;

/** What administrators ask the server. */
export type AdminCalls = {
  users(filters: Filters): Promise<HttpResult<AdminUsers>>;
  makeUser(user: NewUser): Promise<HttpResult<AdminUser>>;
  changeUser(id: number, change: UserChange): Promise<HttpResult<AdminUser>>;
  endSessions(id: number): Promise<HttpResult<AdminUser>>;
  link(id: number): Promise<HttpResult<PasswordLink>>;
  audit(filters: Filters): Promise<HttpResult<AuditPage>>;
  keys(): Promise<HttpResult<ApiKeys>>;
  makeKey(name: string, scopes: readonly Scope[]): Promise<HttpResult<MadeKey>>;
  rotateKey(id: number, overlapHours: number): Promise<HttpResult<MadeKey>>;
  revokeKey(id: number): Promise<HttpResult<unknown>>;
};

/** The same by this session's token. */
export function adminCalls(ask: Ask): AdminCalls {
  return {
    users: (filters) => ask('GET', `/api/admin/users${queryOf(filters)}`),
    makeUser: (user) => ask('POST', '/api/admin/users', user),
    changeUser: (id, change) => ask('PUT', `/api/admin/users/${id}`, change),
    endSessions: (id) => ask('DELETE', `/api/admin/users/${id}/sessions`),
    link: (id) => ask('POST', `/api/admin/users/${id}/link`, {}),
    audit: (filters) => ask('GET', `/api/admin/audit${queryOf(filters)}`),
    keys: () => ask('GET', '/api/admin/keys'),
    makeKey: (name, scopes) => ask('POST', '/api/admin/keys', { name, scopes }),
    rotateKey: (id, overlap_hours) => ask('POST', `/api/admin/keys/${id}/rotate`, { overlap_hours }),
    revokeKey: (id) => ask('DELETE', `/api/admin/keys/${id}`),
  };
}

function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== undefined && value !== '') query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
