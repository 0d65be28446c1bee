import { z } from 'zod';
import { user } from './entities';
import { count, id, messageText, time, uuid } from './fields';
import { NOTE_MENTIONS_MAX } from './limits';

/** Internal notes: what experts write to each other beside a conversation. No client ever receives anything of them. */

export const note = z.object({
  id,
  room: id,
  /** It stands in the timeline behind this message, and takes no number itself. */
  after_seq: count,
  /** Grows with each change of this note: of two states the one with the higher number counts. */
  version: id,
  client_note_id: z.uuid(),
  author: id,
  author_name: z.string(),
  note: z.string(),
  mentions: z.array(user),
  created_at: time,
  edited_at: time.nullable(),
  deleted_at: time.nullable(),
});

export const noteText = messageText.refine((text) => text.trim() !== '');
const mentions = z.array(id).max(NOTE_MENTIONS_MAX).optional();

export const noteRequests = {
  'note:post': z.strictObject({ room: id, note: noteText, client_note_id: uuid, mentions }),
  'note:edit': z.strictObject({ id, note: noteText, mentions }),
  'note:delete': z.strictObject({ id }),
  /** Everybody whom a note may mention. */
  'colleague:list': z.strictObject({}),
} as const;

export const noteAnswers = {
  'note:post': z.object({ note }),
  'note:edit': z.object({ note }),
  'note:delete': z.object({ note }),
  'colleague:list': z.object({ colleagues: z.array(user) }),
} as const;

export type Note = z.infer<typeof note>;
