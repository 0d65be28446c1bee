import type { FloorExpert } from '../../protocol/floor';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { Parts } from '../parts';
import { presentFloor } from '../present/floor';
import { Refusal } from '../refusal';
import { floorOf, lockState, saveAway, saveCapacity, standingOf } from '../sql/floor';
import { staffIds } from '../sql/replies';
import { audit } from './audit';

/*
 * Who is there, how much he has and may have. An expert who is away keeps what he has and gets nothing by himself; what a colleague or a lead
 * gives him by name still comes.
 */

/** As many open orders as an expert may have where nothing else is said; null: as many as come. */
export const usualCapacity = ({ config }: Pick<Parts, 'config'>): number | null => config.EXPERT_CAPACITY ?? null;

/** Everybody who answers orders. */
export async function listFloor(parts: Parts, caller: Caller): Promise<{ experts: FloorExpert[] }> {
  const rows = await floorOf(parts.db, null, caller.user, usualCapacity(parts));
  return { experts: rows.map((row) => presentFloor(row, caller.user, parts.presence.isOnline)) };
}

/** The caller goes away, until he says otherwise or a moment has come, or is back. Refuses with `bad_request` a moment that has passed. */
export async function setAway(parts: Parts, caller: Caller, { is_away, until }: ParsedRequest<'away:set'>): Promise<Told<Record<never, never>>> {
  await parts.limits.take('triage', String(caller.user));
  if (until != null && (!is_away || new Date(until).getTime() <= parts.clock.now())) throw new Refusal('bad_request');
  return parts.db.transaction(async (within) => {
    await lockState(parts.db, within, caller.user);
    await saveAway(parts.db, within, caller.user, is_away, until ?? null);
    return { result: {}, happenings: await floorChanged(parts, within) };
  });
}

/** Says how many open orders an expert may have, for leads of his teams and for admins. Refuses with `not_found`. */
export async function setCapacity(parts: Parts, caller: Caller, { user, capacity }: ParsedRequest<'capacity:set'>): Promise<Told<Record<never, never>>> {
  await parts.limits.take('triage', String(caller.user));
  return parts.db.transaction(async (within) => {
    const standing = await standingOf(parts.db, within, caller, user);
    if (standing === undefined || (caller.role !== 'admin' && !standing.is_led)) throw new Refusal('not_found');
    await lockState(parts.db, within, user);
    await saveCapacity(parts.db, within, user, capacity);
    await audit(parts, within, { kind: 'capacity_set', actor: caller.user, session: caller.session, data: { user, capacity } });
    return { result: {}, happenings: await floorChanged(parts, within) };
  });
}

async function floorChanged(parts: Parts, within: Within): Promise<Happening[]> {
  return [{ fact: 'floor:changed', payload: {}, to: (await staffIds(parts.db, within)).map((user) => ({ user, order: null })) }];
}
