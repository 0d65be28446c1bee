import type { Database, Within } from '../database/database';

/** Where graphile-worker keeps its tables: a schema of its own, which it makes and keeps up to date itself. */
export const JOBS_SCHEMA = 'graphile_worker';

/**
 * Puts a job into the queue, in the transaction of what it is about. One of the same key is replaced; when that one is being worked on, it
 * is worked on once more afterwards. `run_at`: when, by the database's clock; absent: at once. `tries`: how often it may fail; null: as often as the queue thinks right.
 */
export async function addJob(db: Database, within: Within, task: string, payload: object, { run_at, key, tries = null }: { run_at?: Date; key: string; tries?: number | null }): Promise<void> {
  await db.rows(within, `SELECT 1 FROM ${JOBS_SCHEMA}.add_job($1, $2::json, run_at => coalesce($3, now()), job_key => $4, max_attempts => $5)`, [task, JSON.stringify(payload), run_at ?? null, key, tries]);
}

/** How many jobs should have been begun and are not done. */
export async function countDueJobs(db: Database): Promise<number> {
  const rows = await db.rows<{ due: number }>(null, `SELECT count(*)::int AS due FROM ${JOBS_SCHEMA}.jobs WHERE run_at <= now() AND attempts < max_attempts`);
  return rows[0]?.due ?? 0;
}

/** Takes a job out of the queue. */
export async function removeJob(db: Database, within: Within, key: string): Promise<void> {
  await db.rows(within, `SELECT 1 FROM ${JOBS_SCHEMA}.remove_job($1)`, [key]);
}
