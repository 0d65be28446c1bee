import type { Surroundings } from '../protocol/desktop';
import type { Quiet } from './quiet/ask';

export type SurroundingsParts = {
  quiet: Quiet;
  now(): number;
  onChange(surroundings: Surroundings): void;
};

export type SurroundingsPart = {
  /** What was last known. */
  get(): Surroundings;
  /** What is so now; asks the system unless it has just been asked. */
  look(): Promise<Surroundings>;
  /** The system says by itself that the screen was locked or unlocked. */
  setLocked(isLocked: boolean): void;
};

/** For so long an answer counts as the present. */
const FRESH_MS = 1000;

/** What the system around the program is like: its do-not-disturb, its lock screen. */
export function createSurroundings({ quiet, now, onChange }: SurroundingsParts): SurroundingsPart {
  let known: Surroundings = { do_not_disturb: 'unknown', is_locked: false };
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<Surroundings> | null = null;
  /** How often the system has spoken by itself. */
  let words = 0;

  return {
    get: () => known,
    look() {
      if (asking === null && Math.abs(now() - askedAt) < FRESH_MS) return Promise.resolve(known);
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    setLocked(is_locked) {
      words += 1;
      learn({ ...known, is_locked });
    },
  };

  async function ask(): Promise<Surroundings> {
    const before = words;
    const [do_not_disturb, isLocked] = await Promise.all([quiet.doNotDisturb(), quiet.isLocked()]);
    askedAt = now();
    learn({ do_not_disturb, is_locked: words === before ? (isLocked ?? known.is_locked) : known.is_locked });
    return known;
  }

  function learn(next: Surroundings): void {
    const isNews = next.do_not_disturb !== known.do_not_disturb || next.is_locked !== known.is_locked;
    known = next;
    if (isNews) onChange(next);
  }
}
