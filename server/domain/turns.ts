import type { CountedMessage, Turn, Waiver } from '../models/report';

/**
 * Who waited for whom, read off a room's messages:
 *
 *   nobody waits --client writes--> waiting --expert writes--> answered: a turn with its expert
 *                                      └──"no answer needed", done──> a turn without one
 *
 * Pure, and told of a room piece by piece: what waits at the end of one piece is where the next one begins.
 */

export type Waiting = { asked_seq: number; asked_at: Date } | null;
export type RoomCount = { waiting: Waiting; is_answered: boolean };

/** The turns that end in these messages, which follow each other, and how the room stands behind them. */
export function turnsOf(before: RoomCount, messages: readonly CountedMessage[], waivers: readonly Waiver[]): { turns: Turn[]; after: RoomCount } {
  const turns: Turn[] = [];
  let { waiting, is_answered } = before;
  for (const { seq, side, sender, created_at, is_deleted } of messages) {
    const asked = waiting;
    const waiver = asked && waivers.find(({ after_seq }) => after_seq >= asked.asked_seq && after_seq < seq);
    if (asked && waiver) {
      turns.push({ ...asked, closed_at: waiver.created_at, expert: null, is_first: !is_answered });
      waiting = null;
    }
    if (side === 'client') {
      if (waiting === null && !is_deleted) waiting = { asked_seq: seq, asked_at: created_at };
      continue;
    }
    if (waiting) turns.push({ ...waiting, closed_at: created_at, expert: sender, is_first: !is_answered });
    waiting = null;
    is_answered = true;
  }
  return { turns, after: { waiting, is_answered } };
}
