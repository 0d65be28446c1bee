import type { AdminUser, AdminUsers, AllowedFrame, AllowedFrames, ApiKeys, AuditPage, ErasureExtent, MadeKey, PasswordLink, Retention, RetentionExtent } from '../../../protocol/admin';
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
  previewErasure(id: number): Promise<HttpResult<ErasureExtent>>;
  erase(id: number, email: string): Promise<HttpResult<unknown>>;
  exportPerson(id: number): Promise<HttpResult<object>>;
  retention(): Promise<HttpResult<Retention>>;
  previewRetention(days: number): Promise<HttpResult<RetentionExtent>>;
  setRetention(retention: Retention): Promise<HttpResult<Retention>>;
  audit(filters: Filters): Promise<HttpResult<AuditPage>>;
  keys(): Promise<HttpResult<ApiKeys>>;
  makeKey(name: string, scopes: readonly Scope[]): Promise<HttpResult<MadeKey>>;
  rotateKey(id: number, overlapHours: number): Promise<HttpResult<MadeKey>>;
  revokeKey(id: number): Promise<HttpResult<unknown>>;
  frames(): Promise<HttpResult<AllowedFrames>>;
  allowFrame(origin: string, note: string): Promise<HttpResult<AllowedFrame>>;
  removeFrame(id: number): Promise<HttpResult<unknown>>;
};

/** The same by this session's token. */
export function adminCalls(ask: Ask): AdminCalls {
  return {
    users: (filters) => ask('GET', `/api/admin/users${queryOf(filters)}`),
    makeUser: (user) => ask('POST', '/api/admin/users', user),
    changeUser: (id, change) => ask('PUT', `/api/admin/users/${id}`, change),
    endSessions: (id) => ask('DELETE', `/api/admin/users/${id}/sessions`),
    link: (id) => ask('POST', `/api/admin/users/${id}/link`, {}),
    previewErasure: (id) => ask('GET', `/api/admin/users/${id}/erasure`),
    erase: (id, email) => ask('POST', `/api/admin/users/${id}/erasure`, { email }),
    exportPerson: (id) => ask('GET', `/api/admin/users/${id}/export`),
    retention: () => ask('GET', '/api/admin/retention'),
    previewRetention: (days) => ask('GET', `/api/admin/retention/preview?days=${days}`),
    setRetention: (retention) => ask('PUT', '/api/admin/retention', retention),
    audit: (filters) => ask('GET', `/api/admin/audit${queryOf(filters)}`),
    keys: () => ask('GET', '/api/admin/keys'),
    makeKey: (name, scopes) => ask('POST', '/api/admin/keys', { name, scopes }),
    rotateKey: (id, overlap_hours) => ask('POST', `/api/admin/keys/${id}/rotate`, { overlap_hours }),
    revokeKey: (id) => ask('DELETE', `/api/admin/keys/${id}`),
    frames: () => ask('GET', '/api/admin/frames'),
    allowFrame: (origin, note) => ask('POST', '/api/admin/frames', { origin, note }),
    removeFrame: (id) => ask('DELETE', `/api/admin/frames/${id}`),
  };
}

function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== undefined && value !== '') query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
