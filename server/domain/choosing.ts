/** Whoever may be given an order, as he stands now. */
export type Receiver = {
  user: number;
  is_online: boolean;
  is_away: boolean;
  open: number;
  /** Null: as many as come. */
  capacity: number | null;
  /** Null: he was never given one. */
  last_given_at: Date | null;
};

/**
 * Who gets the next order: of those who are there and have a free place, the one who was last given an order longest ago; of equals the one
 * with fewest open ones, then the one with the lowest number. Null: nobody.
 */
export function chooseReceiver(receivers: readonly Receiver[]): number | null {
  const free = receivers.filter(({ is_online, is_away, open, capacity }) => is_online && !is_away && (capacity === null || open < capacity));
  const idleSince = ({ last_given_at }: Receiver) => last_given_at?.getTime() ?? -Infinity;
  const [first] = free.toSorted((one, two) => compare(idleSince(one), idleSince(two)) || one.open - two.open || one.user - two.user);
  return first?.user ?? null;
}

/** Without a difference of two infinities. */
function compare(one: number, two: number): number {
  return one === two ? 0 : one < two ? -1 : 1;
}
