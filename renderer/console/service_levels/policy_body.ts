import type { RequestPayload } from '../../../protocol/requests';
import type { PolicyDraft } from './policy_draft';

/** The policy as the server takes it. */
export function bodyOf({ id, name, priorities, teams = [], targets, calendar }: PolicyDraft): RequestPayload<'policy:save'> {
  return {
    ...(id !== undefined && { id }),
    name,
    priorities: [...priorities],
    teams: [...teams],
    targets: { low: { ...targets.low }, normal: { ...targets.normal }, high: { ...targets.high }, urgent: { ...targets.urgent } },
    calendar: { zone: calendar.zone, days: calendar.days.map((hours) => hours.map((one) => ({ ...one }))), holidays: [...calendar.holidays] },
  };
}
