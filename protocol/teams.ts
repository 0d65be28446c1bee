import { z } from 'zod';
import { user } from './entities';
import { id, line } from './fields';
import { TEAM_MEMBERS_MAX, TEAM_NAME_MAX } from './limits';

/** Teams of experts. Everybody on the experts' side sees them, admins alone make and change them. */

const teamName = line(TEAM_NAME_MAX).transform((text) => text.trim().normalize('NFC'));
const people = z.array(id).max(TEAM_MEMBERS_MAX);

export const teamsRequests = {
  /** All teams, the closed ones too. */
  'team:list': z.strictObject({}),
  /** `leads` are members as well, whether `members` names them or not; they have the role lead or admin. `is_assigning`: null means as the installation does. */
  'team:make': z.strictObject({ name: teamName, members: people, leads: people, is_assigning: z.boolean().nullish() }),
  /** What is not given stays as it is. `members` and `leads` replace what was there, and only together. A closed team has no queue of its own any more. */
  'team:change': z
    .strictObject({ id, name: teamName.optional(), members: people.optional(), leads: people.optional(), is_assigning: z.boolean().nullish(), is_closed: z.boolean().optional() })
    .refine(({ members, leads }) => (members === undefined) === (leads === undefined)),
} as const;

const team = z.object({
  id,
  name: z.string(),
  members: z.array(user),
  /** Ids of those members who lead it. */
  leads: z.array(id),
  /** Whether the server gives its orders out; null: as the installation does. */
  is_assigning: z.boolean().nullable(),
  is_closed: z.boolean(),
});

export const teamsAnswers = {
  'team:list': z.object({ teams: z.array(team) }),
  'team:make': z.object({ team }),
  'team:change': z.object({ team }),
} as const;

export type Team = z.infer<typeof team>;
