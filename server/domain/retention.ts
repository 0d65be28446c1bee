import type { z } from 'zod';
import type { Retention, RetentionExtent, retentionBody } from '../../protocol/admin';
import type { Caller } from '../caller';
import type { Happening } from '../happening';
import type { Parts } from '../parts';
import { closedRoomsToEmpty, extentOfClosed } from '../sql/emptying';
import { addJob, removeJob } from '../sql/jobs';
import { CLOSED } from '../sql/queue';
import { readSetting, writeSetting } from '../sql/settings';
import { by } from './administration';
import { audit } from './audit';
import { emptyWholeRoom } from './emptying';

/*
 * What was written about closed orders is emptied after a time, when administrators have said so: off until then.
 */

export const RETENTION_TASK = 'retention';
const NAME = 'retention';
const EVERY_MS = 6 * 3_600_000;
/** Rooms of one run of the job; the next one begins at once. */
const ROOMS_AT_ONCE = 50;
const DAY_MS = 24 * 3_600_000;

const OFF: Retention = { is_on: false, days: 365 };

/** For how long what was written stays. */
export async function getRetention(parts: Pick<Parts, 'db'>): Promise<Retention> {
  return (await readSetting<Retention>(parts.db, null, NAME)) ?? OFF;
}

/** What a policy of so many days would empty now. */
export async function previewRetention(parts: Parts, days: number): Promise<RetentionExtent> {
  return extentOfClosed(parts.db, CLOSED, since(days));
}

/** Chooses the policy; when it is on, the job begins at once. */
export async function setRetention(parts: Parts, caller: Caller, body: z.output<typeof retentionBody>): Promise<Retention> {
  return parts.db.transaction(async (within) => {
    await writeSetting(parts.db, within, NAME, body, caller.user);
    if (body.is_on) await addJob(parts.db, within, RETENTION_TASK, {}, { key: RETENTION_TASK });
    else await removeJob(parts.db, within, RETENTION_TASK);
    await audit(parts, within, { ...by(caller), kind: 'retention_changed', data: { is_on: body.is_on, days: body.days } });
    return body;
  });
}

/**
 * One run of the job, over rooms behind `after`. `tell` hears of each batch once it is committed. Done again it finds nothing to do. The next
 * run follows whatever becomes of this one: at once when there is more, else after some hours from the first room on. One that is stopped between
 * two batches is gone on with from its room, on whichever server comes next.
 */
export async function runRetention(parts: Parts, after: number, tell: (happenings: readonly Happening[]) => void, stopping: AbortSignal): Promise<void> {
  let next: number | null = null;
  try {
    next = await emptySome(parts, after, tell, stopping);
  } catch (error) {
    parts.log.warn({ err: error }, 'closed orders could not be emptied');
  }
  if (!(await getRetention(parts)).is_on) return;
  await addJob(parts.db, null, RETENTION_TASK, { after: next ?? 0 }, { key: RETENTION_TASK, ...(next === null && { run_at: new Date(parts.clock.now() + EVERY_MS) }) });
}

/** Answers the room behind which to go on at once; null: there is no more for now. */
async function emptySome(parts: Parts, after: number, tell: (happenings: readonly Happening[]) => void, stopping: AbortSignal): Promise<number | null> {
  const { is_on, days } = await getRetention(parts);
  if (!is_on) return null;
  const before = since(days);
  const rooms = await closedRoomsToEmpty(parts.db, CLOSED, before, after, ROOMS_AT_ONCE);
  const sum = { rooms: 0, messages: 0, files: 0, notes: 0 };
  let next = rooms.length === ROOMS_AT_ONCE ? rooms.at(-1)! : null;
  for (const room of rooms) {
    // Its order may be open again by now, and the policy another one.
    const [still] = (await getRetention(parts)).is_on ? await closedRoomsToEmpty(parts.db, CLOSED, before, room - 1, 1) : [];
    if (still !== room) continue;
    const { is_done, messages, files, notes } = await emptyWholeRoom(parts, room, { before, sender: null }, tell, stopping);
    sum.messages += messages;
    sum.files += files;
    sum.notes += notes;
    if (!is_done) {
      next = room - 1;
      break;
    }
    sum.rooms += 1;
  }
  if (sum.rooms + sum.messages > 0) await audit(parts, null, { kind: 'retention_run', data: { ...sum, days } });
  return next;
}

const since = (days: number) => new Date(Date.now() - days * DAY_MS);
