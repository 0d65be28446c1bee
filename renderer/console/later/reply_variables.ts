import type { Room } from '../../../protocol/entities';
import { cleanName } from '../../chat/names';
import { clientOf, expertOf } from '../../store/select';

/** The places in canned replies that a room fills in. */
export const VARIABLES = ['client', 'order', 'expert', 'deadline'] as const;
export type Variable = (typeof VARIABLES)[number];

const PLACE = /\{(client|order|expert|deadline)\}/g;

/** What a room knows of each; null: it does not. No order has a deadline yet. */
export function valueOf(variable: Variable, room: Room): string | null {
  const [client, expert] = [clientOf(room), expertOf(room)];
  if (variable === 'client') return client && cleanName(client.first_name);
  if (variable === 'expert') return expert && cleanName(`${expert.first_name} ${expert.last_name}`);
  return variable === 'order' ? String(room.order) : null;
}

/** The text with everything filled in that the room knows; the rest stays as it is, for the writer to fill in. */
export function fillIn(text: string, room: Room): string {
  return text.replace(PLACE, (place, name: Variable) => valueOf(name, room) ?? place);
}

/** The first place that nobody has filled in. */
export function unresolved(text: string): { variable: Variable; from: number; to: number } | null {
  const match = new RegExp(PLACE.source).exec(text);
  return match === null ? null : { variable: match[1] as Variable, from: match.index, to: match.index + match[0].length };
}
