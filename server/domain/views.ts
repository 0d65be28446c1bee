import { VIEWS_MAX } from '../../protocol/limits';
import type { ParsedRequest } from '../../protocol/requests';
import type { SavedView } from '../../protocol/views';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Told } from '../happening';
import type { Parts } from '../parts';
import { presentView } from '../present/view';
import { Refusal } from '../refusal';
import { insertView, lockViews, placeViews, removeView, saveView, viewsOf } from '../sql/views';

/* The views of each user: only he reads and changes them. Which rooms a view keeps is asked where the rooms are, in the console. */

/** The caller's own, in his order. */
export async function listViews(parts: Parts, caller: Caller): Promise<{ views: SavedView[] }> {
  return { views: (await viewsOf(parts.db, null, caller.user)).map(presentView) };
}

/** Keeps a new one. Refuses with `conflict` when there are too many. */
export async function makeView(parts: Parts, caller: Caller, { name, rule, place }: ParsedRequest<'view:make'>): Promise<Told<{ view: SavedView }>> {
  return change(parts, caller, async (within) => {
    const ids = (await viewsOf(parts.db, within, caller.user)).map(({ id }) => id);
    if (ids.length >= VIEWS_MAX) throw new Refusal('conflict');
    const view = await insertView(parts.db, within, { user: caller.user, name, rule, place: ids.length });
    if (place !== undefined) await placeViews(parts.db, within, caller.user, ids.toSpliced(place, 0, view.id));
    return { view: presentView(view) };
  });
}

/** Gives one another name and rule. Refuses with `not_found`. */
export async function changeView(parts: Parts, caller: Caller, { id, name, rule }: ParsedRequest<'view:change'>): Promise<Told<{ view: SavedView }>> {
  return change(parts, caller, async (within) => {
    const view = await saveView(parts.db, within, caller.user, id, name, rule);
    if (view === undefined) throw new Refusal('not_found');
    return { view: presentView(view) };
  });
}

/** Takes one away. Refuses with `not_found`. */
export async function deleteView(parts: Parts, caller: Caller, id: number): Promise<Told<Record<never, never>>> {
  return change(parts, caller, async (within) => {
    if (!(await removeView(parts.db, within, caller.user, id))) throw new Refusal('not_found');
    return {};
  });
}

/** Puts them into another order. */
export async function arrangeViews(parts: Parts, caller: Caller, ids: readonly number[]): Promise<Told<{ views: SavedView[] }>> {
  return change(parts, caller, async (within) => {
    const known = (await viewsOf(parts.db, within, caller.user)).map(({ id }) => id);
    const named = [...new Set(ids)].filter((id) => known.includes(id));
    await placeViews(parts.db, within, caller.user, [...named, ...known.filter((id) => !named.includes(id))]);
    return { views: (await viewsOf(parts.db, within, caller.user)).map(presentView) };
  });
}

/** One change of the caller's views after the other; his devices are told to load them anew. */
async function change<T>(parts: Parts, caller: Caller, work: (within: Within) => Promise<T>): Promise<Told<T>> {
  await parts.limits.take('draft', String(caller.user));
  return parts.db.transaction(async (within) => {
    await lockViews(parts.db, within, caller.user);
    const result = await work(within);
    return { result, happenings: [{ fact: 'views:changed', payload: {}, to: [{ user: caller.user, order: null }] }] };
  });
}
