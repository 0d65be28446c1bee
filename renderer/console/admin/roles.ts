import type { Role } from '../../../protocol/entities';
import type { Translate } from '../../chat/texts';
import type { adminTexts } from './admin_texts';
import type { Choice } from './parts';

/** In the order in which they are offered. */
const ROLES: readonly Role[] = ['expert', 'lead', 'admin', 'client'];

/** The roles by their names. */
export function roleChoices(t: Translate<typeof adminTexts>): Choice<Role>[] {
  return ROLES.map((role) => ({ value: role, label: t(`role_${role}`) }));
}
