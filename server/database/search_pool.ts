import pg from 'pg';
import { Listened } from './connect';

const CONNECTIONS = 2;
const STATEMENT_MS = 2_000;
/** So long a search waits for one of the connections. */
const WAIT_MS = 2_000;

export type SearchQuery = <Row extends object>(sql: string, bind: unknown[]) => Promise<Row[]>;

/** Thrown for a search that nobody waits for any more, or for which no connection became free. */
export class SearchEnded extends Error {}

/** The few connections that search has to itself: however slow it is, posting and reading do not wait for it. */
export type SearchPool = {
  /** Runs `work` on one connection; when the signal says stop, its statement is cancelled in the database, too. */
  run<T>(signal: AbortSignal, work: (query: SearchQuery) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Opens no connection before the first search. `cancel` ends the running statement of a backend, over a connection of somebody else. */
export function openSearchPool(url: string, cancel: (backend: number) => Promise<unknown>): SearchPool {
  const pool = new pg.Pool({
    connectionString: url,
    Client: Listened,
    max: CONNECTIONS,
    statement_timeout: STATEMENT_MS,
    connectionTimeoutMillis: WAIT_MS,
    idleTimeoutMillis: 30_000,
    application_name: 'orderline search',
    options: '-c default_transaction_read_only=on -c jit=off -c work_mem=16MB',
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the next search.
  pool.on('error', () => undefined);

  async function take(signal: AbortSignal): Promise<pg.PoolClient> {
    const coming = pool.connect().catch((error: Error) => {
      throw /timeout/i.test(error.message) ? new SearchEnded() : error;
    });
    const given = await Promise.race([coming, aborted(signal)]);
    if (given !== null && !signal.aborted) return given;
    coming.then(
      (client) => client.release(),
      () => undefined,
    );
    throw new SearchEnded();
  }

  return {
    async run(signal, work) {
      const client = await take(signal);
      let cancelling: Promise<unknown> = Promise.resolve();
      const onAbort = () => {
        cancelling = cancel((client as unknown as { processID: number }).processID).catch(() => undefined);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      let broken: Error | undefined;
      try {
        return await work(async <Row extends object>(sql: string, bind: unknown[]) => {
          if (signal.aborted) throw new SearchEnded();
          return (await client.query<Row>(sql, bind)).rows;
        });
      } catch (error) {
        // What PostgreSQL itself answered leaves the connection sound.
        if (!(error instanceof SearchEnded) && !(error instanceof pg.DatabaseError)) broken = error as Error;
        throw signal.aborted ? new SearchEnded() : error;
      } finally {
        signal.removeEventListener('abort', onAbort);
        // A cancel that is still on its way must not hit the next one's statement.
        await cancelling;
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
