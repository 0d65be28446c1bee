/** While it is connected a page catches up about once a minute, one in the background every two. A longer silence was a sleep or an outage. */
export const FRESH_MS = 3 * 60_000;

/** Up to when what is shown was known, at the moment at which the connection is seen to be gone: facts came in until then, unless the machine has slept. */
export function knownUntil(as_of: number | null, now: number): number {
  return as_of !== null && now - as_of > FRESH_MS ? as_of : now;
}
