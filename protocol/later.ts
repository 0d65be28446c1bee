import { z } from 'zod';
import type { ErrorCode } from './errors';
import { count, id, messageText, time, uuid } from './fields';
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
export type LaterState = 'scheduled' | 'sent' | 'cancelled' | 'refused';

export type Scheduled = {
  id: number;
  room: number;
  client_message_id: string;
  message: string;
  reply_to: number | null;
  attachments: number[];
  send_at: string;
  expect_seq: number | null;
  state: LaterState;
  /** Why it was refused. */
  error: ErrorCode | null;
  /** Grows with each change: of two the higher counts. */
  version: number;
  created_at: string;
};
