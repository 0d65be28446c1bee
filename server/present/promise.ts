import type { ExpertPromise } from '../../protocol/promises';
import type { PromiseRow } from '../models/promise';
import { iso, isoOrNull } from './time';

/** A promise as the experts of its room see it. */
export function presentPromise(row: PromiseRow): ExpertPromise {
  return {
    id: row.id,
    room: row.room,
    user: row.user,
    user_name: `${row.first_name} ${row.last_name}`,
    message: row.message,
    seq: row.seq,
    due_at: iso(row.due_at),
    state: row.state,
    closed_at: isoOrNull(row.closed_at),
    version: row.version,
    created_at: iso(row.created_at),
  };
}
