/** From here on an owed answer is late. */
export const LATE_MS = 15 * 60_000;

/** True when the client has been waiting for too long. */
export function isLate(since: string, now: number): boolean {
  return now - Date.parse(since) > LATE_MS;
}
