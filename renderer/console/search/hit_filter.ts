import type { SearchFilters } from '../../../protocol/search';

/** What narrows the found messages; days as date fields have them, '' for none. */
export type HitFilter = { room: number | null; sender: number | null; has_file: boolean; from: string; to: string };

export const noHitFilter: HitFilter = { room: null, sender: null, has_file: false, from: '', to: '' };

/** The filter as the server takes it: a day begins and ends where the reader is, the last one included. */
export function asFilters({ room, sender, has_file, from, to }: HitFilter): SearchFilters {
  return {
    ...(room === null ? {} : { room }),
    ...(sender === null ? {} : { sender }),
    ...(has_file ? { has_file } : {}),
    ...(from === '' ? {} : { from: dayStart(from, 0) }),
    ...(to === '' ? {} : { to: dayStart(to, 1) }),
  };
}

function dayStart(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
