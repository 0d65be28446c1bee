import type { Team } from '../../protocol/teams';
import type { TeamViewRow } from '../models/team';
import { presentUser } from './user';

/** A team as everybody on the experts' side sees it. */
export function presentTeam({ id, name, is_assigning, closed_at, members }: TeamViewRow): Team {
  return {
    id,
    name,
    members: members.map(presentUser),
    leads: members.filter(({ is_lead }) => is_lead).map((member) => member.id),
    is_assigning,
    is_closed: closed_at !== null,
  };
}
