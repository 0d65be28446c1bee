import type { Transaction } from 'sequelize';
import type { LaterState, Scheduled } from '../../protocol/later';
import type { ErrorCode } from '../../protocol/errors';
import type { ParsedRequest } from '../../protocol/requests';
import type { Actor, Caller } from '../caller';
import type { Within } from '../database/database';
import type { Happening, Told } from '../happening';
import type { ScheduledRow } from '../models/later';
import type { Parts } from '../parts';
import { presentScheduled } from '../present/scheduled';
import { Refusal } from '../refusal';
import { addJob, removeJob } from '../sql/jobs';
import { countFreeFiles, countScheduled, findScheduled, insertScheduled, lockScheduled, overdueScheduled, saveScheduled, scheduledOf } from '../sql/later';
import { currentParticipants, findRoom } from '../sql/membership';
import { roomOfMessage } from '../sql/messages';
import { postWithin } from './messages';
import { requestHash } from './posting';

/**
 * Messages that are sent later. The row is the truth, the job only an alarm clock: it is set in the transaction that writes the row, and
 * whoever it wakes locks the row first, posts, and writes `sent`, all in one transaction. So a message is posted once, however often the
 * clock rings, on however many servers.
 *
 *   scheduled ──its time──> sent
 *     │  ↑  └──refused──> refused ──cancelled──> cancelled
 *     │  └────changed───────┘
 *     └──cancelled──> cancelled
 */

export const LATER_TASK = 'send_later';
/** What one user may have before him. */
export const LATER_MAX = 200;
const LATER_MAX_MS = 366 * 24 * 3_600_000;
/** A job that is this late was lost: the process that had it died. */
const OVERDUE_MS = 2_000;
const OVERDUE_AT_ONCE = 500;

const jobKey = (id: number) => `${LATER_TASK}:${id}`;
const changed = (scheduled: Scheduled, user: number): Happening => ({ fact: 'later:changed', payload: { scheduled }, to: [{ user, order: null }] });
const setClock = (parts: Parts, within: Within, row: ScheduledRow) =>
  addJob(parts.db, within, LATER_TASK, { id: row.id }, { run_at: row.send_at, key: jobKey(row.id) });

function momentOf({ clock }: Pick<Parts, 'clock'>, send_at: string): Date {
  const moment = new Date(send_at);
  if (moment.getTime() > clock.now() + LATER_MAX_MS) throw new Refusal('bad_request');
  return moment;
}

/** Schedules a message, or finds the one already scheduled under this id. Refuses with `not_found`, `conflict`, `bad_request`, `rate_limited`. */
export async function scheduleMessage(parts: Parts, caller: Caller, post: ParsedRequest<'later:schedule'>): Promise<Told<{ scheduled: Scheduled }>> {
  await parts.limits.take('post', String(caller.user));
  return parts.db.transaction(async (within) => {
    if ((await findRoom(parts.db, within, caller, post.room)) === undefined) throw new Refusal('not_found');
    const hash = requestHash(post);
    const known = await findScheduled(parts.db, within, caller.user, post.room, post.client_message_id);
    if (known !== undefined) {
      if (!known.request_hash.equals(hash)) throw new Refusal('conflict');
      return { result: { scheduled: presentScheduled(known) }, happenings: [] };
    }
    if (post.reply_to != null && (await roomOfMessage(parts.db, within, post.reply_to)) !== post.room) throw new Refusal('not_found');
    const files = post.attachments ?? [];
    if (files.length > parts.config.FILES_PER_MESSAGE) throw new Refusal('bad_request');
    if ((await countFreeFiles(parts.db, within, caller.user, post.room, files)) !== files.length) throw new Refusal('not_found');
    if ((await countScheduled(parts.db, within, caller.user)) >= LATER_MAX) throw new Refusal('rate_limited', { retry_after: 60 });
    const row = await insertScheduled(parts.db, within, {
      user: caller.user,
      room: post.room,
      client_message_id: post.client_message_id,
      request_hash: hash,
      message: post.message,
      reply_to: post.reply_to ?? null,
      attachments: files,
      send_at: momentOf(parts, post.send_at),
      expect_seq: post.expect_seq ?? null,
    });
    // Two devices brought the same one at the same moment: the repeat will find it.
    if (row === undefined) throw new Refusal('unavailable', { retry_after: 1 });
    await setClock(parts, within, row);
    const scheduled = presentScheduled(row);
    return { result: { scheduled }, happenings: [changed(scheduled, caller.user)] };
  });
}

/** Changes text, time or condition; a refused one is scheduled again. Refuses with `not_found`, and `conflict` once it is sent or cancelled. */
export async function changeScheduled(parts: Parts, caller: Caller, change: ParsedRequest<'later:change'>): Promise<Told<{ scheduled: Scheduled }>> {
  await parts.limits.take('post', String(caller.user));
  return alter(parts, caller, change.id, async (within, row) => {
    if (row.state !== 'scheduled' && row.state !== 'refused') throw new Refusal('conflict');
    if ((await findRoom(parts.db, within, caller, row.room)) === undefined) throw new Refusal('not_found');
    const message = change.message ?? row.message;
    if (message.trim() === '' && row.attachments.length === 0) throw new Refusal('bad_request');
    const send_at = change.send_at === undefined ? row.send_at : momentOf(parts, change.send_at);
    const expect_seq = change.expect_seq === undefined ? row.expect_seq : change.expect_seq;
    const saved = await saveScheduled(parts.db, within, { ...row, message, send_at, expect_seq, state: 'scheduled', error: null });
    await setClock(parts, within, saved);
    return saved;
  });
}

/** Cancels one, or puts a refused one away; again changes nothing. Refuses with `not_found`, and `conflict` once it is sent. */
export async function cancelScheduled(parts: Parts, caller: Caller, id: number): Promise<Told<{ scheduled: Scheduled }>> {
  return alter(parts, caller, id, async (within, row) => {
    if (row.state === 'sent') throw new Refusal('conflict');
    if (row.state === 'cancelled') return row;
    await removeJob(parts.db, within, jobKey(id));
    return saveScheduled(parts.db, within, { ...row, state: 'cancelled', error: null });
  });
}

async function alter(
  parts: Parts,
  caller: Caller,
  id: number,
  deed: (within: Within, row: ScheduledRow) => Promise<ScheduledRow>,
): Promise<Told<{ scheduled: Scheduled }>> {
  return parts.db.transaction(async (within) => {
    const row = await lockScheduled(parts.db, within, id);
    if (row === undefined || row.user !== caller.user) throw new Refusal('not_found');
    const after = await deed(within, row);
    const scheduled = presentScheduled(after);
    return { result: { scheduled }, happenings: after.version === row.version ? [] : [changed(scheduled, caller.user)] };
  });
}

/** What the caller has before him. */
export async function listScheduled(parts: Parts, caller: Caller): Promise<{ scheduled: Scheduled[] }> {
  return { scheduled: (await scheduledOf(parts.db, null, caller.user, LATER_MAX)).map(presentScheduled) };
}

/**
 * Sends one whose time has come, as its writer, with the access that he has now. What can never be sent becomes `refused`; anything that
 * may pass is thrown, and the queue tries again.
 */
export async function sendScheduled(parts: Parts, id: number): Promise<Told<LaterState | null>> {
  return parts.db.transaction(async (within) => {
    const row = await lockScheduled(parts.db, within, id);
    if (row === undefined) return { result: null, happenings: [] };
    // Sent or cancelled in the meantime, or put off: its other job will come.
    if (row.state !== 'scheduled' || row.send_at.getTime() > parts.clock.now()) return { result: row.state, happenings: [] };
    const { happenings, error } = await tryToPost(parts, within, row);
    const saved = await saveScheduled(parts.db, within, { ...row, state: error === null ? 'sent' : 'refused', error });
    return { result: saved.state, happenings: [...happenings, changed(presentScheduled(saved), row.user)] };
  });
}

async function tryToPost(parts: Parts, within: Transaction, row: ScheduledRow): Promise<{ happenings: readonly Happening[]; error: ErrorCode | null }> {
  const actor: Actor = { user: row.user, role: 'expert', session: null, order: null, language: 'ru' };
  const mine = (await currentParticipants(parts.db, within, row.room)).find(({ user }) => user === row.user);
  try {
    const post = {
      room: row.room,
      message: row.message,
      client_message_id: row.client_message_id,
      reply_to: row.reply_to,
      attachments: row.attachments,
      // Whatever he has not read by now he has not answered.
      seen_seq: mine?.read_seq ?? 0,
      ...(row.expect_seq === null ? {} : { expect_seq: row.expect_seq }),
    };
    // Up to a savepoint: of a refused one nothing stays but the refusal.
    const { happenings } = await parts.db.sequelize.transaction({ transaction: within }, (inner) => postWithin(parts, inner, actor, post));
    return { happenings, error: null };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'unavailable' || error.code === 'internal') throw error;
    return { happenings: [], error: error.code };
  }
}

/** Sets the clock anew for what should have been sent and was not. */
export async function wakeOverdue(parts: Parts): Promise<void> {
  for (const id of await overdueScheduled(parts.db, null, OVERDUE_MS, OVERDUE_AT_ONCE)) {
    await addJob(parts.db, null, LATER_TASK, { id }, { key: jobKey(id) });
  }
}
