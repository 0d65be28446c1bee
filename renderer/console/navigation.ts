import type { Room } from '../../protocol/entities';

/** The room after `current` in a list that goes round; the first when `current` is not in it, null when there is no other. */
export function nextOf(rooms: readonly Room[], current: number | null): number | null {
  const at = rooms.findIndex((room) => room.id === current);
  const next = rooms[(at + 1) % rooms.length];
  return next && next.id !== current ? next.id : null;
}

/** The neighbour of `current` in the list as it is shown; it stops at both ends. */
export function neighbourOf(rooms: readonly Room[], current: number | null, step: 1 | -1): number | null {
  const at = rooms.findIndex((room) => room.id === current);
  if (at < 0) return rooms[step === 1 ? 0 : rooms.length - 1]?.id ?? null;
  return rooms[at + step]?.id ?? null;
}
