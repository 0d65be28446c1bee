import type { Database } from '../database/database';

/** The time of the database's clock, in milliseconds since the epoch. */
export async function databaseTime(db: Database): Promise<number> {
  const [row] = await db.rows<{ now: number }>(null, 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now');
  return row!.now;
}
