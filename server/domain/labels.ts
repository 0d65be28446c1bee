import type { Room } from '../../protocol/entities';
import type { Label } from '../../protocol/labels';
import { LABELS_EVER_MAX, LABELS_MAX } from '../../protocol/limits';
import type { ParsedRequest } from '../../protocol/requests';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { LabelRow } from '../models/label';
import type { Parts } from '../parts';
import { presentLabel } from '../present/label';
import { Refusal } from '../refusal';
import { allLabels, countLabels, holdLabel, insertLabel, lockCatalogue, lockLabel, putLabel, saveLabel, takeLabel } from '../sql/labels';
import { currentParticipants, lockRoom } from '../sql/membership';
import { staffIds } from '../sql/replies';
import { touchRoomForExperts } from '../sql/rooms';
import { audit } from './audit';
import { getRoom } from './rooms';
import { roomChangedForExperts } from './room_facts';

/*
 * One catalogue of labels for all experts. Whoever made a label may change it, and so may admins. A retired one is offered no more, and stays
 * on the rooms that have it: nothing that was sorted is unsorted by it, and it can be brought back.
 */

const mayEdit = (caller: Caller, label: LabelRow) => caller.role === 'admin' || label.made_by === caller.user;
const present = (caller: Caller, label: LabelRow) => presentLabel(label, mayEdit(caller, label));

/** The whole catalogue. */
export async function listLabels(parts: Parts, caller: Caller): Promise<{ labels: Label[] }> {
  return { labels: (await allLabels(parts.db, null)).map((label) => present(caller, label)) };
}

/** Makes a label. Refuses with `conflict` when one that is offered has this name, or when there are too many. */
export async function makeLabel(parts: Parts, caller: Caller, { name, color }: ParsedRequest<'label:make'>): Promise<Told<{ label: Label }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    const { offered, all } = await countLabels(parts.db, within);
    if (offered >= LABELS_MAX || all >= LABELS_EVER_MAX) throw new Refusal('conflict');
    const label = await insertLabel(parts.db, within, { name, color, made_by: caller.user });
    if (label === undefined) throw new Refusal('conflict');
    await audit(parts, within, { kind: 'label_made', actor: caller.user, session: caller.session, data: { label: label.id } });
    return { result: { label: present(caller, label) }, happenings: await catalogueChanged(parts, within) };
  });
}

/** Renames, recolours, retires a label or brings it back. Refuses with `not_found`, `forbidden`, and `conflict` as `makeLabel` does. */
export async function changeLabel(parts: Parts, caller: Caller, { id, name, color, is_retired }: ParsedRequest<'label:change'>): Promise<Told<{ label: Label }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    await lockCatalogue(parts.db, within);
    const before = await lockLabel(parts.db, within, id);
    if (before === undefined) throw new Refusal('not_found');
    if (!mayEdit(caller, before)) throw new Refusal('forbidden');
    const isRetired = is_retired ?? before.retired_at !== null;
    if (before.retired_at !== null && !isRetired && (await countLabels(parts.db, within)).offered >= LABELS_MAX) throw new Refusal('conflict');
    const wanted = { ...before, name: name ?? before.name, color: color ?? before.color, retired_at: isRetired ? (before.retired_at ?? new Date()) : null };
    if (wanted.name === before.name && wanted.color === before.color && isRetired === (before.retired_at !== null)) return { result: { label: present(caller, before) }, happenings: [] };
    const label = await saveLabel(parts.db, within, wanted);
    if (label === undefined) throw new Refusal('conflict');
    await audit(parts, within, { kind: 'label_changed', actor: caller.user, session: caller.session, data: { label: id, is_retired: isRetired, is_renamed: wanted.name !== before.name } });
    return { result: { label: present(caller, label) }, happenings: await catalogueChanged(parts, within) };
  });
}

/** Puts a label on a room, or takes it off. Refuses with `not_found`, and with `conflict` to put on one that is retired. */
export async function labelRoom(parts: Parts, caller: Caller, wish: ParsedRequest<'room:label'>): Promise<Told<{ room: Room; is_changed: boolean }>> {
  await parts.limits.take('triage', String(caller.user));
  return parts.db.transaction(async (within) => {
    const room = await lockRoom(parts.db, within, caller, wish.room);
    const participants = room === undefined ? [] : await currentParticipants(parts.db, within, room.id);
    if (room === undefined || !participants.some(({ user, role }) => user === caller.user && role === 'expert')) throw new Refusal('not_found');
    const label = await holdLabel(parts.db, within, wish.label);
    if (label === undefined) throw new Refusal('not_found');
    if (wish.is_on && label.retired_at !== null) throw new Refusal('conflict');
    const is_changed = wish.is_on ? await putLabel(parts.db, within, room.id, label.id, caller.user) : await takeLabel(parts.db, within, room.id, label.id);
    if (is_changed) await touchRoomForExperts(parts.db, within, room.id);
    return {
      result: { room: await getRoom(parts, caller, room.id, within), is_changed },
      happenings: is_changed ? await roomChangedForExperts(parts, within, room.id, participants) : [],
    };
  });
}

async function catalogueChanged(parts: Parts, within: Within): Promise<Happening[]> {
  return [{ fact: 'labels:changed', payload: {}, to: (await staffIds(parts.db, within)).map((user) => ({ user, order: null })) }];
}
