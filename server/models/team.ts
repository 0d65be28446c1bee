import type { UserRow } from './account';

/** Rows of teams. They never leave the server: `present/` says what is shown of them. */

export type TeamRow = { id: number; name: string; is_assigning: boolean | null; closed_at: Date | null };

/** A team with who is in it, by name. */
export type TeamViewRow = TeamRow & { members: (Pick<UserRow, 'id' | 'first_name' | 'last_name' | 'role'> & { is_lead: boolean })[] };
