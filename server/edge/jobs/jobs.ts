import { Logger, run, type Runner } from 'graphile-worker';
import pg from 'pg';
import { Listened } from '../../database/connect';
import { LATER_TASK, sendScheduled, wakeOverdue } from '../../domain/later';
import { lapseTransfers } from '../../domain/transfers';
import { endSnooze, SNOOZE_TASK, wakeSnoozed } from '../../domain/triage';
import { ERASURE_TASK, runErasure } from '../../domain/erasing';
import { RETENTION_TASK, runRetention } from '../../domain/retention';
import { RESET_TASK, sendReset, type ResetRequest } from '../../domain/password_reset';
import type { Parts } from '../../parts';
import { JOBS_SCHEMA } from '../../sql/jobs';
import type { Tell } from '../tell';
import { startCounting } from './counting';
import { startAssigning } from './assigning';

export type Jobs = { stop(): Promise<void> };

/** How often what should have been done long ago is looked for. */
const OVERDUE_EVERY_MS = 5_000;
/** A worker that gave up, because the database was away, is started again after this time. */
const AGAIN_MS = 1_000;
const LOST_MS = 3_000;

/**
 * Does what was put into the queue, at its time: a PostgreSQL queue, so several servers share the work. Every job is safe to be done twice.
 * A killed process keeps its jobs locked for hours; that is why each server also looks for what is overdue.
 */
export async function startJobs(parts: Parts, databaseUrl: string, tell: Tell): Promise<Jobs> {
  const { log } = parts;
  const pool = new pg.Pool({ connectionString: databaseUrl, Client: Listened, max: 3, application_name: 'orderline jobs', connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, keepAlive: true, statement_timeout: 15_000 });
  // The library asks for both: what breaks is told, whoever has it.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection of the jobs broke'));
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a connection of the jobs broke')));
  const logger = new Logger(() => (level, message) => (level === 'error' || level === 'warning' ? log.warn({ jobs: message }, 'job') : log.debug({ jobs: message }, 'job')));
  // Long jobs end at their next batch, and are put into the queue again as far as they came.
  const stopping = new AbortController();
  const taskList = {
    [LATER_TASK]: async (payload: unknown) => tell((await sendScheduled(parts, (payload as { id: number }).id)).happenings),
    [RETENTION_TASK]: (payload: unknown) => runRetention(parts, (payload as { after?: number }).after ?? 0, tell, stopping.signal),
    [ERASURE_TASK]: (payload: unknown) => runErasure(parts, (payload as { user: number }).user, tell, stopping.signal),
    [RESET_TASK]: (payload: unknown) => sendReset(parts, payload as ResetRequest),
    [SNOOZE_TASK]: async (payload: unknown) => tell((await endSnooze(parts, (payload as { room: number }).room)).happenings),
  };
  // With these the library catches what keeps it from saying that a job is done, and ends as a whole; without, nobody does, and the process would end.
  const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };
  const launch = () =>
    run({ preset, pgPool: pool, schema: JOBS_SCHEMA, taskList, parsedCronItems: [], concurrency: 2, pollInterval: 1_000, noHandleSignals: true, gracefulShutdownAbortTimeout: 4_000, logger });

  let isStopping = false;
  let runner: Runner;
  let timer: NodeJS.Timeout | undefined;
  try {
    runner = await launch();
  } catch (error) {
    await pool.end();
    throw error;
  }
  const keepRunning = async (): Promise<void> => {
    while (!isStopping) {
      await runner.promise.catch((error: unknown) => log.warn({ err: error }, 'the jobs stopped'));
      while (!isStopping) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
        if (isStopping) return;
        try {
          runner = await launch();
          break;
        } catch (error) {
          log.warn({ err: error }, 'the jobs cannot start');
        }
      }
    }
  };
  void keepRunning();
  let waking: Promise<void> = Promise.resolve();
  const wake = () => {
    waking = Promise.all([wakeOverdue(parts), wakeSnoozed(parts), lapseTransfers(parts).then(tell)]).then(() => undefined, (error: unknown) => log.warn({ err: error }, 'overdue jobs were not looked for'));
    void waking.then(() => {
      if (!isStopping) timer = setTimeout(wake, OVERDUE_EVERY_MS).unref();
    });
  };
  wake();
  const counting = startCounting(parts);
  const assigning = startAssigning(parts, tell);

  return {
    async stop() {
      isStopping = true;
      stopping.abort();
      clearTimeout(timer);
      await Promise.all([waking, assigning.stop(), counting.stop()]);
      await within(LOST_MS, runner.stop().catch(() => undefined));
      await within(LOST_MS, pool.end().catch(() => undefined));
    },
  };
}

/** A database that is away must not hold up the end. */
function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms).unref())]);
}
