import type { Database } from './database/database';
import { databaseTime } from './sql/clock';

/**
 * The database's time, as near as this process knows it. Servers whose own clocks differ agree by it about when a token ends: otherwise one
 * that is ten minutes ahead would refuse every token that another one has just made.
 */
export type Clock = { now(): number; stop(): void };

const EVERY_MS = 60_000;
/** Smaller differences are left alone: so long a question may take by itself. */
const NEAR_MS = 2_000;

/** Asks the database now and each minute. Rejects when it cannot be asked at the start. */
export async function openClock(db: Database): Promise<Clock> {
  let behind = 0;
  const look = async () => {
    const asked = Date.now();
    const theirs = await databaseTime(db);
    const took = Date.now() - asked;
    if (took > NEAR_MS) return;
    const difference = theirs - (asked + took / 2);
    behind = Math.abs(difference) > NEAR_MS ? difference : 0;
  };
  await look();
  // Without a database what was known last goes on.
  const timer = setInterval(() => void look().catch(() => undefined), EVERY_MS).unref();
  return { now: () => Date.now() + behind, stop: () => clearInterval(timer) };
}
