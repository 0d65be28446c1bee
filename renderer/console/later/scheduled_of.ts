import type { Scheduled } from '../../../protocol/later';

/** What still waits, or was refused and waits for its writer; of one room or of all, the next one first. */
export function scheduledOf(scheduled: ReadonlyMap<number, Scheduled>, room?: number): readonly Scheduled[] {
  return [...scheduled.values()]
    .filter((one) => (one.state === 'scheduled' || one.state === 'refused') && (room === undefined || one.room === room))
    .sort((one, two) => (one.send_at < two.send_at ? -1 : one.send_at > two.send_at ? 1 : one.id - two.id));
}
