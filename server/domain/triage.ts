import type { EventKind } from '../../protocol/entities';
import { SNOOZE_MAX_MS, SNOOZE_MIN_MS } from '../../protocol/limits';
import type { ParsedRequest } from '../../protocol/requests';
import type { TriageAnswer } from '../../protocol/triage';
import type { Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { ParticipantRow, RoomRow } from '../models/room';
import type { Parts } from '../parts';
import { presentEvent, type EventViewRow } from '../present/event';
import { Refusal } from '../refusal';
import { insertEvent, newestOf } from '../sql/events';
import { addJob, removeJob } from '../sql/jobs';
import { currentParticipants, lockRoom } from '../sql/membership';
import { endedSnoozes, lockEndedSnooze, saveTriage } from '../sql/triage';
import { checkExpectation } from './expectation';
import { expertsOf } from './holders';
import { decided, isSnoozed, type Decided } from './owed';
import { roomChangedForExperts } from './room_facts';
import { getRoom } from './rooms';

/*
 * What experts decide about a room. Every decision is an event that only experts see; it keeps what was before, so that the newest one can
 * be undone while nobody has written since. That a snooze ends needs nothing done: its time is compared with the clock wherever it is read.
 * The job only tells the devices, and the row is put in order with it.
 */

type Wish = ParsedRequest<'room:triage'>;
type Decision = Exclude<Wish, { action: 'undo' }>;

export const SNOOZE_TASK = 'end_snooze';
/** A job that is this late was lost: the process that had it died. */
const OVERDUE_MS = 2_000;
const OVERDUE_AT_ONCE = 500;

const KINDS = { waive: 'answer_waived', snooze: 'room_snoozed', done: 'room_done', reopen: 'room_reopened' } as const satisfies Record<Decision['action'], EventKind>;
const DECISIONS: readonly EventKind[] = Object.values(KINDS);

/** Decides about a room, or takes the newest decision back. Refuses with `not_found`, `bad_request`, `room_moved`, `conflict`, `rate_limited`. */
export async function triageRoom(parts: Parts, caller: Caller, wish: Wish): Promise<Told<TriageAnswer>> {
  await parts.limits.take('triage', String(caller.user));
  return parts.db.transaction(async (within) => {
    const room = await lockRoom(parts.db, within, caller, wish.room);
    const participants = room === undefined ? [] : await currentParticipants(parts.db, within, room.id);
    if (room === undefined || !participants.some(({ user, role }) => user === caller.user && role === 'expert')) throw new Refusal('not_found');
    const before = standing(parts, room);
    const change = wish.action === 'undo' ? await undone(parts, within, room, wish.event) : await changeOf(parts, within, caller, room, before, wish);
    const isChanged = change !== undefined && (change.kind === 'triage_undone' || !isSame(before, change.after));
    if (!isChanged) return { result: { room: await getRoom(parts, caller, room.id, within), event: null }, happenings: [] };
    const after = await decided(parts.db, within, room, change.after);
    await saveTriage(parts.db, within, after);
    await setClock(parts, within, after);
    const data = change.kind === 'triage_undone' ? change.data : { ...change.data, before: kept(before) };
    const event = await insertEvent(parts.db, within, { room: room.id, after_seq: room.last_seq, kind: change.kind, actor: caller.user, data, is_internal: true });
    const happenings = [...(await roomChangedForExperts(parts, within, room.id, participants)), eventAdded(event, participants)];
    return { result: { room: await getRoom(parts, caller, room.id, within), event: event.id }, happenings };
  });
}

type Seat = Pick<ParticipantRow, 'user' | 'role'>;
type Change = { kind: EventKind; after: Decided; data: Record<string, unknown> };

async function changeOf(parts: Parts, within: Within, caller: Caller, room: RoomRow, before: Decided, wish: Decision): Promise<Change> {
  await checkExpectation(parts, within, caller, room, wish);
  if (wish.action !== 'snooze') return { kind: KINDS[wish.action], after: afterwards[wish.action](room, before), data: {} };
  const until = new Date(wish.until);
  const ms = until.getTime() - parts.clock.now();
  // A little less than a minute is what is left of one on its way here.
  if (ms < SNOOZE_MIN_MS / 2 || ms > SNOOZE_MAX_MS) throw new Refusal('bad_request');
  return { kind: KINDS.snooze, after: { ...before, snoozed_until: until, is_done: false }, data: { until: until.toISOString() } };
}

const afterwards = {
  waive: (room: RoomRow, before: Decided): Decided => (room.owed_since === null ? before : { ...before, waived_seq: room.last_seq }),
  done: (_room: RoomRow, before: Decided): Decided => ({ ...before, snoozed_until: null, is_done: true }),
  reopen(room: RoomRow, before: Decided): Decided {
    if (before.is_done || before.snoozed_until !== null) return { ...before, snoozed_until: null, is_done: false };
    return room.waived_seq > room.answered_seq ? { ...before, waived_seq: 0 } : before;
  },
};

/** What stood before the change of this event; undefined when it was undone already. Refuses with `conflict` when something has happened since. */
async function undone(parts: Parts, within: Within, room: RoomRow, id: number): Promise<Change | undefined> {
  const newest = await newestOf(parts.db, within, room.id, [...DECISIONS, 'triage_undone']);
  if (newest === undefined || newest.after_seq !== room.last_seq) throw new Refusal('conflict');
  if (newest.kind === 'triage_undone' && newest.data.event === id) return undefined;
  if (newest.id !== id || newest.kind === 'triage_undone') throw new Refusal('conflict');
  return { kind: 'triage_undone', after: revived(newest.data.before as Kept), data: { event: id, kind: newest.kind } };
}

type Kept = { waived_seq: number; snoozed_until: string | null; is_done: boolean };
const kept = ({ waived_seq, snoozed_until, is_done }: Decided): Kept => ({ waived_seq, snoozed_until: snoozed_until?.toISOString() ?? null, is_done });
const revived = ({ snoozed_until, ...rest }: Kept): Decided => ({ ...rest, snoozed_until: snoozed_until === null ? null : new Date(snoozed_until) });
const isSame = (one: Decided, two: Decided) => JSON.stringify(kept(one)) === JSON.stringify(kept(two));

/** What is decided about the room now: a snooze that is over is none. */
function standing({ clock }: Pick<Parts, 'clock'>, room: RoomRow): Decided {
  const { waived_seq, snoozed_until, is_done } = room;
  return { waived_seq, snoozed_until: isSnoozed(room, new Date(clock.now())) ? snoozed_until : null, is_done };
}

/** The event of a room that the client's message woke; nothing when it slept not. */
export async function woken(parts: Parts, within: Within, before: RoomRow, client: number, participants: readonly Seat[]): Promise<Happening[]> {
  if (!before.is_done && !isSnoozed(before, new Date(parts.clock.now()))) return [];
  const was = before.is_done ? 'done' : 'snoozed';
  const event = await insertEvent(parts.db, within, { room: before.id, after_seq: before.last_seq + 1, kind: 'room_woken', actor: client, data: { was }, is_internal: true });
  return [eventAdded(event, participants)];
}

/** Tells the devices that a room's snooze is over, and clears it; once, whoever comes first. */
export async function endSnooze(parts: Parts, id: number): Promise<Told<null>> {
  return parts.db.transaction(async (within) => {
    const room = await lockEndedSnooze(parts.db, within, id);
    if (room === undefined) return { result: null, happenings: [] };
    await saveTriage(parts.db, within, { ...room, snoozed_until: null });
    return { result: null, happenings: await roomChangedForExperts(parts, within, id, await currentParticipants(parts.db, within, id)) };
  });
}

/** Sets the clock anew for snoozes that are over and of which nobody was told. */
export async function wakeSnoozed(parts: Parts): Promise<void> {
  for (const id of await endedSnoozes(parts.db, null, OVERDUE_MS, OVERDUE_AT_ONCE)) {
    await addJob(parts.db, null, SNOOZE_TASK, { room: id }, { key: jobKey(id) });
  }
}

const jobKey = (room: number) => `${SNOOZE_TASK}:${room}`;

async function setClock(parts: Parts, within: Within, { id, snoozed_until }: RoomRow): Promise<void> {
  if (snoozed_until === null) return removeJob(parts.db, within, jobKey(id));
  return addJob(parts.db, within, SNOOZE_TASK, { room: id }, { run_at: snoozed_until, key: jobKey(id) });
}

function eventAdded(event: EventViewRow, participants: readonly Seat[]): Happening {
  return { fact: 'event:added', payload: { event: presentEvent(event) }, to: expertsOf(participants) };
}
