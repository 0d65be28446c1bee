import type { Invite } from '../../protocol/answers';
import type { InviteViewRow } from '../models/room';
import { iso, isoOrNull } from './time';

/** A link as the marketplace sees it afterwards: without its token. */
export function presentInvite(row: InviteViewRow): Invite {
  return {
    id: row.id,
    created_at: iso(row.created_at),
    expires_at: iso(row.expires_at),
    revoked_at: isoOrNull(row.revoked_at),
    is_usable: row.is_usable,
    sessions: row.sessions,
  };
}
