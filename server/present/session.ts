import type { Session } from '../../protocol/entities';
import type { SessionRow } from '../models/account';
import { iso } from './time';

/** A signed-in device as its user sees it; `current` is the session that asks. */
export function presentSession(row: SessionRow, current: number): Session {
  return {
    id: row.id,
    device: row.device,
    user_agent: row.user_agent,
    is_current: row.id === current,
    created_at: iso(row.created_at),
    last_used_at: iso(row.last_used_at),
  };
}
