import { z } from 'zod';
import { count, errorCode, id, messageText, time, uuid } from './fields';
import { ATTACHMENTS_MAX } from './limits';

/** Messages that are sent later: written now, posted by the server at their time, as if their writer had pressed the key then. */

const attachments = z.array(id).max(ATTACHMENTS_MAX);

/** A moment that has passed means at once. `expect_seq`: only if nobody else has written after this number by then. */
export const laterSchedule = z
  .strictObject({
    room: id,
    message: messageText,
    client_message_id: uuid,
    reply_to: id.nullish(),
    attachments: attachments.optional(),
    send_at: time,
    expect_seq: count.optional(),
  })
  .refine((value) => value.message.trim() !== '' || (value.attachments?.length ?? 0) > 0);

/** What is absent stays. `expect_seq: null`: in any case. A refused one is scheduled again. */
export const laterChange = z.strictObject({ id, message: messageText.optional(), send_at: time.optional(), expect_seq: count.nullish() });

/** `scheduled` is the beginning; `refused` may be changed and goes back to it; `sent` and `cancelled` are ends. */
const laterState = z.enum(['scheduled', 'sent', 'cancelled', 'refused']);

const scheduled = z.object({
  id,
  room: id,
  client_message_id: z.uuid(),
  message: z.string(),
  reply_to: id.nullable(),
  attachments: z.array(id),
  send_at: time,
  expect_seq: count.nullable(),
  state: laterState,
  /** Why it was refused. */
  error: errorCode.nullable(),
  /** Grows with each change: of two the higher counts. */
  version: count,
  created_at: time,
});

export const laterAnswers = {
  'later:schedule': z.object({ scheduled }),
  'later:change': z.object({ scheduled }),
  'later:cancel': z.object({ scheduled }),
  'later:list': z.object({ scheduled: z.array(scheduled) }),
} as const;

export type LaterState = z.infer<typeof laterState>;
export type Scheduled = z.infer<typeof scheduled>;
