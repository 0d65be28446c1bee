import { z } from 'zod';
import { quote } from './entities';
import { count, id, messageText, time } from './fields';
import { ATTACHMENTS_MAX } from './limits';

/** Unsent text on the server, per user and room: for the other devices of the same user, and for nobody else. */

export const draft = z.object({
  room: id,
  /** `""`, with nothing beside it: there is none. */
  message: z.string(),
  reply_to: id.nullable(),
  /** What is quoted of that message, as it stands now. */
  reply: quote.nullable(),
  attachments: z.array(id),
  /** Grows with each change; 0 before the first. */
  version: count,
  updated_at: time,
});

export const draftRequests = {
  /** `base` is the version that the writer had seen: another device's newer draft is not written over. */
  'draft:save': z.strictObject({
    room: id,
    message: messageText,
    reply_to: id.nullish(),
    attachments: z.array(id).max(ATTACHMENTS_MAX).optional(),
    base: count,
  }),
  'draft:list': z.strictObject({}),
} as const;

export const draftAnswers = {
  /** `is_saved` false: another device has written a newer one, which is in `draft`. */
  'draft:save': z.object({ draft, is_saved: z.boolean() }),
  'draft:list': z.object({ drafts: z.array(draft), has_more: z.boolean() }),
} as const;

export type Draft = z.infer<typeof draft>;
export type DraftSaveAnswer = z.infer<(typeof draftAnswers)['draft:save']>;
