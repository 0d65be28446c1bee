import type { Room } from '../../../protocol/entities';
import type { FloorExpert } from '../../../protocol/floor';
import type { Transfer } from '../../../protocol/transfers';
import { responsibleOf } from '../../store/select';

/** The rooms whose orders a user may offer: his own, without what is offered already, the longest owed first. */
export function givable(rooms: Iterable<{ room: Room }>, transfers: readonly Transfer[], me: number): Room[] {
  const offered = new Set(transfers.filter(({ state }) => state === 'offered').flatMap(({ orders }) => orders.map(({ order }) => order)));
  const own = [...rooms].map(({ room }) => room).filter((room) => responsibleOf(room)?.user.id === me && !offered.has(room.order));
  return own.sort((one, two) => compare(one.owed_since, two.owed_since) || one.id - two.id);
}

/**
 * Deals rooms out, in their order, each to the colleague who has most places free by then; of equals to the one who got fewest, then to the one
 * who stands first. Whoever has no place left gets some all the same, when nobody has: somebody has to take them.
 */
export function shareOut(rooms: readonly Room[], colleagues: readonly Pick<FloorExpert, 'user' | 'open' | 'capacity'>[]): ReadonlyMap<number, readonly Room[]> {
  const shares = new Map<number, Room[]>(colleagues.map(({ user }) => [user.id, []]));
  const free = ({ user, open, capacity }: (typeof colleagues)[number]) => (capacity ?? Infinity) - open - (shares.get(user.id)?.length ?? 0);
  const got = ({ user }: (typeof colleagues)[number]) => shares.get(user.id)?.length ?? 0;
  for (const room of rooms) {
    const [next] = colleagues.toSorted((one, two) => (free(one) === free(two) ? 0 : free(two) > free(one) ? 1 : -1) || got(one) - got(two));
    if (next) shares.get(next.user.id)?.push(room);
  }
  return shares;
}

/** The longest owed first, then what owes nothing. */
function compare(one: string | null, two: string | null): number {
  if (one === two) return 0;
  if (one === null) return 1;
  if (two === null) return -1;
  return one < two ? -1 : 1;
}
