import type { Rule } from '../access';
import type { Caller } from '../caller';
import { Refusal } from '../refusal';

/** Whether the edge has to ask for the session of a socket itself before it serves this request. */
export const asksSession = (rule: Rule): boolean => rule.who === 'user' && rule.asks_session === true;

/** Refuses with `forbidden` a signed-in caller whom the access list keeps out. */
export function permit(rule: Rule, caller: Caller): void {
  if (rule.who !== 'user') return;
  if (rule.roles !== undefined && !rule.roles.includes(caller.role)) throw new Refusal('forbidden');
  if (rule.invite === false && caller.order !== null) throw new Refusal('forbidden');
}
