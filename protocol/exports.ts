import { z } from 'zod';
import { account, attachment, message, roomEvent } from './entities';
import { id, side, time } from './fields';
import { note } from './notes';

/** A conversation written out, to keep or to print. */

const format = z.enum(['html', 'json', 'print']).default('html');
/** In which the times of a page are written; JSON is always UTC. */
const time_zone = z.string().max(64).regex(/^[A-Za-z0-9_+/-]+$/).default('UTC');

export const exportQuery = z.strictObject({
  format,
  time_zone,
  /** Internal notes too; only for experts. */
  notes: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
});
export const orderExportQuery = z.strictObject({ format, time_zone });

export type ExportFormat = z.output<typeof format>;

/** A message without what belongs to a session or will not last. */
export const exportedMessage = message
  .omit({ file: true, attachments: true, is_read: true, client_message_id: true, reply: true })
  .extend({ attachments: z.array(attachment.pick({ id: true, name: true, size: true, type: true, sha256: true })) });

/** What the JSON form holds, one conversation in the order of its timeline. Files are named, not carried. */
export const exported = z.object({
  order: z.object({ id, title: z.string(), status: z.string() }),
  participants: z.array(z.object({ user: id, first_name: z.string(), last_name: z.string(), role: side, joined_at: time, left_at: time.nullable() })),
  exported_at: time,
  timeline: z.array(z.union([z.object({ message: exportedMessage }), z.object({ event: roomEvent }), z.object({ note })])),
});

/** Everything that is kept of a person: of a client his whole conversations, of others what they wrote. */
export const exportedPerson = z.object({
  exported_at: time,
  user: account.extend({ language: z.string().nullable(), created_at: time, disabled_at: time.nullable() }),
  sessions: z.array(z.object({ device: z.string(), user_agent: z.string(), created_at: time, last_used_at: time, revoked_at: time.nullable() })),
  orders: z.array(z.object({ id, title: z.string(), status: z.string(), created_at: time })),
  ratings: z.array(z.object({ order: id, rating: z.number(), comment: z.string(), created_at: time })),
  drafts: z.array(z.object({ room: id, message: z.string(), updated_at: time })),
  push_subscriptions: z.array(z.object({ endpoint: z.string(), language: z.string(), created_at: time })),
  messages: z.array(exportedMessage),
});

export type ExportedMessage = z.infer<typeof exportedMessage>;
export type Exported = z.infer<typeof exported>;
export type ExportedPerson = z.infer<typeof exportedPerson>;
