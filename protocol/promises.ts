import { z } from 'zod';
import { count, id, time } from './fields';

/** What experts have promised to their clients: until when they will write. No client ever receives anything of it. */

export const promiseRequests = {
  /** `message` is the caller's own one in which he promised. */
  'promise:make': z.strictObject({ room: id, message: id, due_at: time }),
  /** Another time; one that was kept or cancelled before its time is open again. */
  'promise:move': z.strictObject({ id, due_at: time }),
  'promise:cancel': z.strictObject({ id }),
  /** The promises of a room, the newest one first. */
  'promise:list': z.strictObject({ room: id }),
  /** How many of the caller's own promises were kept, are late, are open. */
  'promise:counts': z.strictObject({}),
} as const;

/** `open` until somebody of the experts writes, it is cancelled, or its time passes, after which it is `late` for good. */
const promiseState = z.enum(['open', 'kept', 'late', 'cancelled']);

/** A promise as the experts of its room see it; the plain name is taken by the language. */
const expertPromise = z.object({
  id,
  room: id,
  user: id,
  user_name: z.string(),
  message: id,
  /** The number of that message in its room. */
  seq: id,
  due_at: time,
  /** As of the moment in which this was shown: an open one is late when `due_at` has passed. */
  state: promiseState,
  /** When an expert wrote, or it was cancelled; null: it stands. */
  closed_at: time.nullable(),
  /** Grows with each change: of two states the higher one counts. */
  version: count,
  created_at: time,
});

export const promiseAnswers = {
  'promise:make': z.object({ promise: expertPromise }),
  'promise:move': z.object({ promise: expertPromise }),
  'promise:cancel': z.object({ promise: expertPromise }),
  'promise:list': z.object({ promises: z.array(expertPromise) }),
  'promise:counts': z.object({ kept: count, late: count, open: count }),
} as const;

export type PromiseState = z.infer<typeof promiseState>;
export type ExpertPromise = z.infer<typeof expertPromise>;
export type PromiseCounts = z.infer<(typeof promiseAnswers)['promise:counts']>;
