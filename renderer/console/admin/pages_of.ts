import type { Role } from '../../../protocol/entities';
import { ADMIN_PAGES } from '../desk';
import type { AdminPageName } from '../desk';

/** The pages that somebody has: administrators all of them, a lead the teams, which he sees and does not change. */
export function pagesOf(role: Role): readonly AdminPageName[] {
  return role === 'admin' ? ADMIN_PAGES : role === 'lead' ? ['teams'] : [];
}
