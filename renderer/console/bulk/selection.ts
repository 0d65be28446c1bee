import type { Room } from '../../../protocol/entities';

/** Which rooms are selected; `anchor` is where a range begins. */
export type Selection = { selected: ReadonlySet<number>; anchor: number | null };

export const noSelection: Selection = { selected: new Set(), anchor: null };

/** Takes one room in or out. */
export function toggle({ selected }: Selection, room: number): Selection {
  const next = new Set(selected);
  if (!next.delete(room)) next.add(room);
  return { selected: next, anchor: room };
}

/** Everything from the anchor to this room, besides what is selected; without an anchor in the list, from `start`. */
export function extend({ selected, anchor }: Selection, rooms: readonly Room[], room: number, start: number | null): Selection {
  const placeOf = (id: number | null) => rooms.findIndex((one) => one.id === id);
  const from = placeOf(anchor) >= 0 ? anchor : placeOf(start) >= 0 ? start : room;
  const [one, two] = [placeOf(from), placeOf(room)].sort((a, b) => a - b) as [number, number];
  if (one < 0) return toggle({ selected, anchor }, room);
  return { selected: new Set([...selected, ...rooms.slice(one, two + 1).map(({ id }) => id)]), anchor: from };
}

/** All of a list. */
export function selectAll(rooms: readonly Room[]): Selection {
  return { selected: new Set(rooms.map(({ id }) => id)), anchor: rooms[0]?.id ?? null };
}

/** Up to which number each selected room had gone when it was selected. */
export type Seen = ReadonlyMap<number, number>;

/** The same for another selection: what was in it keeps its number, what comes in has the one of now. */
export function seenOf(before: Seen, selected: ReadonlySet<number>, rooms: ReadonlyMap<number, { room: Pick<Room, 'last_seq'> }>): Seen {
  return new Map([...selected].map((id) => [id, before.get(id) ?? rooms.get(id)?.room.last_seq ?? 0]));
}

/** What of a room its selector has seen: what stood there when it was selected, or all when the last word is his own. */
export function seenUpTo({ id, last_seq, last_message }: Pick<Room, 'id' | 'last_seq' | 'last_message'>, seen: Seen, me: number): number {
  return last_message?.sender === me ? last_seq : (seen.get(id) ?? last_seq);
}
