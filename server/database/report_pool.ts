import pg from 'pg';
import { Listened } from './connect';

const CONNECTIONS = 2;
const STATEMENT_MS = 20_000;
const WAIT_MS = 5_000;

export type ReportQuery = <Row extends object>(sql: string, bind?: unknown[]) => Promise<Row[]>;

/** Thrown when no connection became free, or a statement took too long. */
export class ReportEnded extends Error {}

/** The few connections that reports have to themselves: however much they count, posting and reading do not wait for it. */
export type ReportPool = {
  /** Runs `work` in one transaction. `read`: on one snapshot, and nothing is written. */
  run<T>(how: 'read' | 'write', work: (query: ReportQuery) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Opens no connection before the first report. */
export function openReportPool(url: string): ReportPool {
  const pool = new pg.Pool({
    connectionString: url,
    Client: Listened,
    max: CONNECTIONS,
    statement_timeout: STATEMENT_MS,
    connectionTimeoutMillis: WAIT_MS,
    idleTimeoutMillis: 30_000,
    application_name: 'orderline reports',
    options: '-c jit=off -c work_mem=64MB -c max_parallel_workers_per_gather=0',
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the next report.
  pool.on('error', () => undefined);

  return {
    async run(how, work) {
      const client = await pool.connect().catch((error: Error) => {
        throw /timeout/i.test(error.message) ? new ReportEnded() : error;
      });
      let broken: Error | undefined;
      try {
        await client.query(how === 'read' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN');
        const result = await work(async <Row extends object>(sql: string, bind: unknown[] = []) => (await client.query<Row & pg.QueryResultRow>(sql, bind)).rows);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // What PostgreSQL itself answered leaves the connection sound.
        if (error instanceof pg.DatabaseError) await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
        else broken = error as Error;
        throw (error as { code?: string }).code === '57014' ? new ReportEnded() : error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
