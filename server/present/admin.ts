import type { AdminUser, AllowedFrame, ApiKey, AuditLine } from '../../protocol/admin';
import type { ApiKeyRow } from '../models/account';
import type { AdminUserRow } from '../sql/admin_users';
import type { NamedAuditRow } from '../sql/audit';
import type { FrameRow } from '../sql/frames';
import { iso, isoOrNull } from './time';
import { presentAccount } from './user';

/** An account as administrators see it. */
export function presentAdminUser(row: AdminUserRow): AdminUser {
  const { has_password, has_second_factor, sessions } = row;
  return { ...presentAccount(row), created_at: iso(row.created_at), disabled_at: isoOrNull(row.disabled_at), erased_at: isoOrNull(row.erased_at), has_password, has_second_factor, sessions, last_used_at: isoOrNull(row.last_used_at) };
}

/** A key without itself. */
export function presentApiKey(row: ApiKeyRow): ApiKey {
  const { id, name, scopes, hint } = row;
  return { id, name, scopes, hint, created_at: iso(row.created_at), last_used_at: isoOrNull(row.last_used_at), expires_at: isoOrNull(row.expires_at), revoked_at: isoOrNull(row.revoked_at) };
}

/** A site that may show the chat. */
export function presentFrame({ id, origin, note, added_by, added_by_name, added_at }: FrameRow): AllowedFrame {
  return { id, origin, note, added_by: { id: added_by, name: added_by_name }, added_at: iso(added_at) };
}

/** A line of the trail. */
export function presentAuditLine(row: NamedAuditRow): AuditLine {
  const { id, kind, api_key, address } = row;
  return {
    id,
    at: iso(row.at),
    kind,
    actor: row.actor === null ? null : { id: row.actor, name: row.actor_name ?? '' },
    user: row.about === null || row.about === row.actor ? null : { id: row.about, name: row.about_name ?? '' },
    api_key,
    address,
    data: row.data as AuditLine['data'],
  };
}
