import pg from 'pg';
import { Listened } from './connect';
import { exchange, type Statement } from './exchange';

/** The rows of each statement, in their order. */
export type RowsOf<S extends readonly Statement<object>[]> = { [K in keyof S]: S[K] extends Statement<infer Row> ? Row[] : never };

/** A transaction whose statements are sent together and answered together: two exchanges with the database are enough for lock, read, write and commit. */
export type Flow = {
  run<const S extends readonly Statement<object>[]>(...statements: S): Promise<RowsOf<S>>;
  /** The same, and then commits. Nothing may follow. */
  finish<const S extends readonly Statement<object>[]>(...statements: S): Promise<RowsOf<S>>;
};

/** The few connections that the hot path has to itself. */
export type Lanes = {
  /** A transaction; what was not finished when `work` ends is taken back. A connection on which something failed is not used again. */
  transaction<T>(work: (flow: Flow) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * How the statements of these connections are planned: once and not anew each time, for planning takes as long as everything else; and looking
 * up by keys alone, for tables are small or without statistics when a plan is made that stays.
 */
const PLANNING = ['plan_cache_mode=force_generic_plan', 'jit=off', 'enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'enable_bitmapscan=off'];

/** Opens no connection before the first transaction. */
export function openLanes(url: string, size: number): Lanes {
  const pool = new pg.Pool({
    connectionString: url,
    Client: Listened,
    max: size,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 20_000,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: 'orderline posts',
    options: PLANNING.map((setting) => `-c ${setting}`).join(' '),
    keepAlive: true,
  });
  pool.on('error', () => undefined);

  return {
    async transaction(work) {
      const client = await pool.connect();
      try {
        const flow = createFlow(client);
        const result = await work(flow);
        await flow.end();
        client.release();
        return result;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

const BEGIN: Statement<never> = { name: 'begin', text: 'BEGIN', values: [] };
const COMMIT: Statement<never> = { name: 'commit', text: 'COMMIT', values: [] };
const ROLLBACK: Statement<never> = { name: 'rollback', text: 'ROLLBACK', values: [] };

function createFlow(client: pg.PoolClient): Flow & { end(): Promise<void> } {
  let state: 'new' | 'open' | 'over' = 'new';

  async function run(statements: readonly Statement<object>[]): Promise<object[][]> {
    if (state === 'over') throw new Error('the transaction is over');
    const isFirst = state === 'new';
    state = 'open';
    const answers = await exchange(client, isFirst ? [BEGIN, ...statements] : statements);
    return isFirst ? answers.slice(1) : answers;
  }

  return {
    run: (...statements) => run(statements) as never,
    async finish(...statements) {
      const answers = await run([...statements, COMMIT]);
      state = 'over';
      return answers.slice(0, -1) as never;
    },
    async end() {
      if (state === 'open') await exchange(client, [ROLLBACK]);
      state = 'over';
    },
  };
}
