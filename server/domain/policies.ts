import { isTimeZone } from '../../protocol/business_time';
import { POLICIES_MAX } from '../../protocol/limits';
import type { ParsedRequest } from '../../protocol/requests';
import { areForTheSame, type Policy } from '../../protocol/service_level';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { Parts } from '../parts';
import { presentPolicy } from '../present/policy';
import { Refusal } from '../refusal';
import { allPolicies, deletePolicyRow, insertPolicy, lockPolicies, savePolicyRow } from '../sql/policies';
import { staffIds } from '../sql/replies';
import { areTeams } from '../sql/teams';
import { audit } from './audit';

/*
 * Which service level an order has follows from its team, its priority and these policies, by the one function of `protocol/service_level`. No due
 * time is kept anywhere, so that whatever is changed here counts at once and for everything.
 */

/** All policies, for everybody who answers. */
export async function listPolicies(parts: Parts): Promise<{ policies: Policy[] }> {
  return { policies: (await allPolicies(parts.db, null)).map(presentPolicy) };
}

/** Makes or changes one. Refuses with `bad_request` when there is no such time zone or team, with `not_found`, and with `conflict` when another is for the same orders, or there are too many. */
export async function savePolicy(parts: Parts, caller: Caller, { id, name, teams, ...rest }: ParsedRequest<'policy:save'>): Promise<Told<{ policy: Policy }>> {
  if (!isTimeZone(rest.calendar.zone)) throw new Refusal('bad_request');
  return parts.db.transaction(async (within) => {
    await lockPolicies(parts.db, within);
    const all = await allPolicies(parts.db, within);
    if (id !== undefined && !all.some((one) => one.id === id)) throw new Refusal('not_found');
    const others = all.filter((one) => one.id !== id);
    const rule = { ...rest, teams: teams ?? all.find((one) => one.id === id)?.rule.teams ?? [] };
    if (!(await areTeams(parts.db, within, rule.teams))) throw new Refusal('bad_request');
    if (others.some((one) => areForTheSame(one.rule, rule)) || others.length >= POLICIES_MAX) throw new Refusal('conflict');
    const wanted = { name, rule, changed_by: caller.user };
    const row = id === undefined ? await insertPolicy(parts.db, within, wanted) : await savePolicyRow(parts.db, within, id, wanted);
    await audit(parts, within, { kind: id === undefined ? 'policy_made' : 'policy_changed', actor: caller.user, session: caller.session, data: { policy: row.id } });
    return { result: { policy: presentPolicy(row) }, happenings: await policiesChanged(parts, within) };
  });
}

/** Refuses with `not_found`. */
export async function deletePolicy(parts: Parts, caller: Caller, id: number): Promise<Told<Record<never, never>>> {
  return parts.db.transaction(async (within) => {
    await lockPolicies(parts.db, within);
    if (!(await allPolicies(parts.db, within)).some((one) => one.id === id)) throw new Refusal('not_found');
    await deletePolicyRow(parts.db, within, id);
    await audit(parts, within, { kind: 'policy_deleted', actor: caller.user, session: caller.session, data: { policy: id } });
    return { result: {}, happenings: await policiesChanged(parts, within) };
  });
}

async function policiesChanged(parts: Parts, within: Within): Promise<Happening[]> {
  return [{ fact: 'policies:changed', payload: {}, to: (await staffIds(parts.db, within)).map((user) => ({ user, order: null })) }];
}
