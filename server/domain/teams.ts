import { TEAMS_MAX } from '../../protocol/limits';
import type { ParsedRequest } from '../../protocol/requests';
import type { Team } from '../../protocol/teams';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { Parts } from '../parts';
import { presentTeam } from '../present/team';
import { Refusal } from '../refusal';
import { staffIds } from '../sql/replies';
import { allTeams, countTeams, insertTeam, isTeamNameTaken, lockTeam, lockTeams, releaseOrdersOf, replaceMembers, saveTeam, staffRoles, teamView } from '../sql/teams';
import { audit } from './audit';

/*
 * Who works with whom. Whoever leads a team reads the rooms of its members; a lead of another one does not. A team is never deleted: what its
 * members did stays told. A closed one has no queue, and nobody leads it.
 */

/** All teams. */
export async function listTeams(parts: Parts): Promise<{ teams: Team[] }> {
  return { teams: (await allTeams(parts.db, null)).map(presentTeam) };
}

/** Makes a team. Refuses with `conflict` when an open one has this name or there are too many, with `not_found` and `bad_request` as `castOf` does. */
export async function makeTeam(parts: Parts, caller: Caller, { name, members, leads, is_assigning }: ParsedRequest<'team:make'>): Promise<Told<{ team: Team }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    await lockTeams(parts.db, within);
    const everybody = await castOf(parts, within, members, leads);
    if ((await countTeams(parts.db, within)) >= TEAMS_MAX) throw new Refusal('conflict');
    const team = await insertTeam(parts.db, within, { name, is_assigning: is_assigning ?? null });
    if (team === undefined) throw new Refusal('conflict');
    await replaceMembers(parts.db, within, team.id, everybody, leads);
    await audit(parts, within, { kind: 'team_made', actor: caller.user, session: caller.session, data: { team: team.id, members: everybody.join(), leads: leads.join() } });
    return { result: { team: presentTeam(await teamView(parts.db, within, team.id)) }, happenings: await teamsChanged(parts, within) };
  });
}

/** Changes a team, closes it or opens it again. Refuses as `makeTeam` does. */
export async function changeTeam(parts: Parts, caller: Caller, wish: ParsedRequest<'team:change'>): Promise<Told<{ team: Team }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    await lockTeams(parts.db, within);
    const before = await lockTeam(parts.db, within, wish.id);
    if (before === undefined) throw new Refusal('not_found');
    const isClosed = wish.is_closed ?? before.closed_at !== null;
    const after = {
      ...before,
      name: wish.name ?? before.name,
      is_assigning: wish.is_assigning === undefined ? before.is_assigning : wish.is_assigning,
      closed_at: isClosed ? (before.closed_at ?? new Date()) : null,
    };
    if (!isClosed && (await isTeamNameTaken(parts.db, within, after.name, wish.id))) throw new Refusal('conflict');
    await saveTeam(parts.db, within, after);
    if (isClosed) await releaseOrdersOf(parts.db, within, wish.id);
    if (wish.members !== undefined && wish.leads !== undefined) {
      await replaceMembers(parts.db, within, wish.id, await castOf(parts, within, wish.members, wish.leads), wish.leads);
    }
    const team = presentTeam(await teamView(parts.db, within, wish.id));
    await audit(parts, within, {
      kind: 'team_changed',
      actor: caller.user,
      session: caller.session,
      data: { team: wish.id, is_closed: isClosed, members: team.members.map(({ id }) => id).join(), leads: team.leads.join() },
    });
    return { result: { team }, happenings: [...(await teamsChanged(parts, within)), ...(await tellStaff(parts, within, 'queue:changed'))] };
  });
}

/** Members and leads, each once. Refuses with `not_found` whom the experts' side does not have, with `bad_request` an expert as a lead. */
async function castOf(parts: Parts, within: Within, members: readonly number[], leads: readonly number[]): Promise<number[]> {
  const everybody = [...new Set([...members, ...leads])];
  const roles = new Map((await staffRoles(parts.db, within, everybody)).map(({ id, role }) => [id, role]));
  if (everybody.some((id) => !roles.has(id))) throw new Refusal('not_found');
  if (leads.some((id) => roles.get(id) === 'expert')) throw new Refusal('bad_request');
  return everybody;
}

async function teamsChanged(parts: Parts, within: Within): Promise<Happening[]> {
  return tellStaff(parts, within, 'teams:changed');
}

async function tellStaff(parts: Parts, within: Within, fact: 'teams:changed' | 'queue:changed'): Promise<Happening[]> {
  return [{ fact, payload: {}, to: (await staffIds(parts.db, within)).map((user) => ({ user, order: null })) }];
}
