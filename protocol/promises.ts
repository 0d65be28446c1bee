import { z } from 'zod';
import { id, time } from './fields';

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
export type PromiseState = 'open' | 'kept' | 'late' | 'cancelled';

/** A promise as the experts of its room see it; the plain name is taken by the language. */
export type ExpertPromise = {
  id: number;
  room: number;
  user: number;
  user_name: string;
  message: number;
  /** The number of that message in its room. */
  seq: number;
  due_at: string;
  /** As of the moment in which this was shown: an open one is late when `due_at` has passed. */
  state: PromiseState;
  /** When an expert wrote, or it was cancelled; null: it stands. */
  closed_at: string | null;
  /** Grows with each change: of two states the higher one counts. */
  version: number;
  created_at: string;
};

export type PromiseCounts = { kept: number; late: number; open: number };
