/** More than so many alerts within so many seconds fold into one; null: they never do. */
export type Budget = { alerts: number; seconds: number } | null;

/** True when the alerts shown at these times have used the budget up. */
export function isOverBudget(shownAt: readonly number[], now: number, budget: Budget): boolean {
  return budget !== null && within(shownAt, now, budget.seconds).length >= budget.alerts;
}

/** The times with this one added, without those that count no more. */
export function spent(shownAt: readonly number[], now: number, budget: Budget): readonly number[] {
  return budget === null ? [] : [...within(shownAt, now, budget.seconds), now];
}

function within(shownAt: readonly number[], now: number, seconds: number): readonly number[] {
  // A clock that was set back must not keep alerts folded until it has caught up.
  return shownAt.filter((at) => at <= now && now - at < seconds * 1000);
}

/** What one folded alert adds to the digest. */
export type Folded = { room: number; title: string };
/** What the digest stands for: of each room how many alerts, and the title of the newest; the newest room last. */
export type Digest = ReadonlyMap<number, { title: string; alerts: number }>;

export const NO_DIGEST: Digest = new Map();

/** The digest with one more alert in it. */
export function foldInto(digest: Digest, { room, title }: Folded): Digest {
  const next = new Map(digest);
  next.delete(room);
  return next.set(room, { title, alerts: (digest.get(room)?.alerts ?? 0) + 1 });
}

/** The digest without a room that was read. */
export function takeOut(digest: Digest, room: number): Digest {
  if (!digest.has(room)) return digest;
  const next = new Map(digest);
  next.delete(room);
  return next;
}

/** How much a digest announces, the newest titles first. */
export function sumOf(digest: Digest): { alerts: number; rooms: number; titles: string[] } {
  const entries = [...digest.values()];
  return { alerts: entries.reduce((sum, each) => sum + each.alerts, 0), rooms: entries.length, titles: entries.map(({ title }) => title).reverse() };
}
