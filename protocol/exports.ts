import { z } from 'zod';
import type { Message, RoomEvent } from './entities';
import type { Note } from './notes';

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

/** What the JSON form holds, one conversation in the order of its timeline. Files are named, not carried. */
export type ExportedMessage = Omit<Message, 'file' | 'attachments' | 'is_read' | 'client_message_id' | 'reply'> & {
  attachments: { id: number; name: string; size: number; type: string; sha256: string }[];
};
export type Exported = {
  order: { id: number; title: string; status: string };
  participants: { user: number; first_name: string; last_name: string; role: string; joined_at: string; left_at: string | null }[];
  exported_at: string;
  timeline: ({ message: ExportedMessage } | { event: RoomEvent } | { note: Note })[];
};
