import type { Room } from '../../../protocol/entities';
import { clientOf } from '../../store/select';
import type { ChatState } from '../../store/chat';

/** A stretch in which nobody touched the console: since when, until when, and the rooms as they were left. */
export type Absence = { left_at: string; back_at: string; rooms: ChatState['rooms'] };

export type AbsenceSum = {
  /** Messages that came, and in how many rooms. */
  messages: number;
  rooms: number;
  /** Rooms that asked meanwhile and still wait. */
  owed: number;
  /** Rooms that waited then and were answered by somebody else. */
  answered: number;
};

/** Shorter than this nobody was away. */
export const AWAY_MS = 5 * 60_000;

/** How many messages came into a room; an own last one, from another device, is none. */
export function newsOf(room: Room, before: Room | undefined, me: number): number {
  const count = room.last_seq - (before?.last_seq ?? 0);
  return Math.max(0, count > 0 && room.last_message?.sender === me ? count - 1 : count);
}

/** What happened meanwhile. */
export function sumUpAbsence({ rooms: then }: Pick<Absence, 'rooms'>, now: ChatState['rooms'], me: number): AbsenceSum {
  const sum: AbsenceSum = { messages: 0, rooms: 0, owed: 0, answered: 0 };
  for (const [id, entry] of now) {
    const before = then.get(id);
    if (before === entry) continue;
    const { room } = entry;
    const news = newsOf(room, before?.room, me);
    sum.messages += news;
    if (news > 0) sum.rooms += 1;
    const owedThen = before?.room.owed_since ?? null;
    if (room.owed_since !== null && room.owed_since !== owedThen) sum.owed += 1;
    if (owedThen !== null && room.owed_since === null && isAnsweredByOther(room, me)) sum.answered += 1;
  }
  return sum;
}

function isAnsweredByOther(room: Room, me: number): boolean {
  const sender = room.last_message?.sender;
  return sender !== undefined && sender !== me && sender !== clientOf(room)?.id;
}

/** The rooms in which something came and that still wait for a look or an answer: the longest-owed first, then the latest. */
export function toGoThrough({ rooms: then }: Pick<Absence, 'rooms'>, now: ChatState['rooms'], me: number): number[] {
  const left = [...now.values()].flatMap((entry) => {
    const before = then.get(entry.room.id);
    if (before === entry || newsOf(entry.room, before?.room, me) === 0) return [];
    return entry.room.unread_count > 0 || entry.room.owed_since !== null ? [entry.room] : [];
  });
  const rank = (room: Room) => room.owed_since ?? '~';
  left.sort((one, two) => (rank(one) !== rank(two) ? (rank(one) < rank(two) ? -1 : 1) : (two.last_message?.created_at ?? '') < (one.last_message?.created_at ?? '') ? -1 : 1));
  return left.map((room) => room.id);
}
