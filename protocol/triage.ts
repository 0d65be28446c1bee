import { z } from 'zod';
import { count, id, time } from './fields';
import { room, type Room } from './entities';

/** What experts decide about a room. No client ever receives anything of it. */

const about = {
  room: id,
  /** Only if nobody else has written after this number; else `room_moved`. */
  expect_seq: count.optional(),
};

export const roomTriage = z.discriminatedUnion('action', [
  /** What the client has written so far needs no answer. */
  z.strictObject({ ...about, action: z.literal('waive') }),
  z.strictObject({ ...about, action: z.literal('snooze'), until: time }),
  z.strictObject({ ...about, action: z.literal('done') }),
  /** Ends a snooze or takes "done" back; of a room that is neither, takes "no answer needed" back. */
  z.strictObject({ ...about, action: z.literal('reopen') }),
  /** Restores what was before the change of this event, while nothing has happened in the room since. */
  z.strictObject({ room: id, action: z.literal('undo'), event: id }),
]);

/** What a room asks of its expert. */
export type Triage = Pick<Room, 'owed_since' | 'state' | 'snoozed_until' | 'snoozed_owed_since'>;

/** `event`: what to name to undo the change; null: nothing was changed. */
export const triageAnswer = z.object({ room, event: id.nullable() });

export type TriageAnswer = z.infer<typeof triageAnswer>;
