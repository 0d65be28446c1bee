/** So long no look is apart from the next one unless the machine slept; a browser lets the timers of hidden pages run once a minute. */
const GAP_MS = 90_000;

/**
 * For whoever looks now and then at what is known: tells whether it may be from before a sleep. What was due meanwhile may have been settled
 * by somebody else, so it is judged by what the first catch-up after waking has brought.
 */
export function watchSleep(now: number): (as_of: number | null, at: number) => boolean {
  let lookedAt = now;
  let wokeAt = 0;
  return (as_of, at) => {
    if (at - lookedAt > GAP_MS) wokeAt = at;
    lookedAt = at;
    return (as_of ?? 0) < wokeAt;
  };
}
