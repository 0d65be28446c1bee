import type { Room } from '../../../protocol/entities';

/**
 * In which order the conveyor brings the rooms that owe an answer: the longest-owed first. Whoever was passed by without an answer goes to
 * the end of the line and comes again after all others; when he is answered and asks anew, he stands where his time puts him.
 *
 * Nothing is remembered of the line itself: it is read off the rooms at each step, so that rooms may come, go and be answered by others at
 * any moment.
 */

/** The rooms that were passed by: since when each was owed then, and as the how-manieth. */
export type Passed = ReadonlyMap<number, { owed_since: string; turn: number }>;

export type Line = {
  rooms: Iterable<Pick<Room, 'id' | 'owed_since'>>;
  /** Rooms that are not brought: the one on screen, those of other panes, those whose answer is on its way. */
  without: ReadonlySet<number>;
  passed: Passed;
};

type Place = { room: number; turn: number; owed_since: string };

/** The next `count` rooms of the line. */
export function upcoming({ rooms, without, passed }: Line, count: number): number[] {
  const first: Place[] = [];
  for (const { id, owed_since } of rooms) {
    if (owed_since === null || without.has(id)) continue;
    const place = { room: id, turn: turnOf(passed, id, owed_since), owed_since };
    const last = first.at(-1);
    if (first.length === count && last && !isBefore(place, last)) continue;
    // Only a handful is wanted of thousands: sorting all of them would be felt at each key.
    const at = first.findIndex((other) => isBefore(place, other));
    first.splice(at < 0 ? first.length : at, 0, place);
    if (first.length > count) first.pop();
  }
  return first.map(({ room }) => room);
}

/** Sends a room to the end of the line; one that is not owed has no place in it. */
export function passBy(passed: Passed, room: Pick<Room, 'id' | 'owed_since'>): Passed {
  if (room.owed_since === null) return passed;
  const turn = 1 + Math.max(0, ...[...passed.values()].map((one) => one.turn));
  return new Map(passed).set(room.id, { owed_since: room.owed_since, turn });
}

/** Forgets the rooms that were answered since. */
export function withoutAnswered(passed: Passed, owedSince: (room: number) => string | null): Passed {
  const kept = [...passed].filter(([room, { owed_since }]) => owedSince(room) === owed_since);
  return kept.length === passed.size ? passed : new Map(kept);
}

function turnOf(passed: Passed, room: number, owedSince: string): number {
  const known = passed.get(room);
  return known?.owed_since === owedSince ? known.turn : 0;
}

function isBefore(one: Place, two: Place): boolean {
  if (one.turn !== two.turn) return one.turn < two.turn;
  if (one.owed_since !== two.owed_since) return one.owed_since < two.owed_since;
  return one.room < two.room;
}
