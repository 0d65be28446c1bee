import type { Policy } from '../../protocol/service_level';
import type { PolicyRow } from '../models/policy';

/** A service policy as the experts' side sees it. */
export function presentPolicy({ id, name, rule }: PolicyRow): Policy {
  return { id, name, priorities: rule.priorities, teams: rule.teams ?? [], targets: rule.targets, calendar: rule.calendar };
}
