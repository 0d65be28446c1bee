import type { ExportFormat } from '../../protocol/exports';
import type { Language } from '../../protocol/errors';
import type { Room } from '../../protocol/entities';
import type { Sync } from '../sync/sync';

/** How long the browser gets to take the file before its memory is given back. */
const TAKE_MS = 60_000;

/** Saves the conversation as a file, in the reader's language and time zone; false when the server did not give it. */
export async function saveTranscript(sync: Sync, room: Pick<Room, 'id' | 'order'>, format: ExportFormat, language: Language, notes = false): Promise<boolean> {
  const query = new URLSearchParams({ format, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', ...(notes && { notes: 'true' }) });
  const file = await sync.download(`/api/chat/rooms/${room.id}/export?${query.toString()}`, language);
  if (file === null) return false;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `order-${room.order}.${format === 'json' ? 'json' : 'html'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TAKE_MS);
  return true;
}
