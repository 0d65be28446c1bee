/** A room and the moment (milliseconds) until which it has to be answered. */
export type Deadline = { room: number; due: number; is_muted: boolean };

/** For which moment each room has been warned of, by room. */
export type Warned = Readonly<Record<string, number>>;

const MINUTE_MS = 60_000;

/**
 * What is to be warned of now, the next one due first, and the marks after it. One warning for each due time, also when that has passed
 * already; a client who is answered and asks anew, or another policy, makes another time. While it is quiet nothing is used up.
 */
export function warn(rooms: Iterable<Deadline>, leadMinutes: number, now: number, warned: Warned, isQuiet: boolean): { due: Deadline[]; warned: Warned } {
  const next: Record<string, number> = {};
  const due: Deadline[] = [];
  for (const one of rooms) {
    if (leadMinutes === 0 || one.due - now > leadMinutes * MINUTE_MS) continue;
    const isKnown = warned[one.room] === one.due;
    if (!isKnown && !isQuiet && !one.is_muted) due.push(one);
    if (isKnown || (!isQuiet && !one.is_muted)) next[one.room] = one.due;
  }
  return { due: due.sort((one, two) => one.due - two.due || one.room - two.room), warned: next };
}
