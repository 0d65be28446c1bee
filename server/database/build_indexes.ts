import { QueryTypes, type Sequelize } from 'sequelize';
import type { BuiltIndex } from '../../migrations/migration';

/*
 * Indexes that are built while everybody goes on writing. PostgreSQL does that outside of transactions alone: it scans the table twice and waits
 * for whoever had begun before, so what ends halfway leaves an invalid index behind, which costs every write and helps nobody.
 */

const TRIES = 5;
const AGAIN_MS = 500;
/** Two that wait for each other, a lock that did not come, somebody who cancelled it. */
const GIVEN_WAY = ['40P01', '55P03', '57014'];

/** Builds what is not there yet; a leftover of an earlier attempt goes first. */
export async function buildIndexes(sequelize: Sequelize, indexes: readonly BuiltIndex[]): Promise<void> {
  for (const index of indexes) await build(sequelize, index);
}

/** Takes them away, the last one first. */
export async function dropIndexes(sequelize: Sequelize, indexes: readonly BuiltIndex[]): Promise<void> {
  for (const { name } of [...indexes].reverse()) await alone(sequelize, `DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
}

async function build(sequelize: Sequelize, { name, on }: BuiltIndex): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const state = await stateOf(sequelize, name);
    if (state === 'valid') return;
    try {
      if (state === 'invalid') await alone(sequelize, `DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
      await alone(sequelize, `CREATE INDEX CONCURRENTLY "${name}" ON ${on}`);
      return;
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!GIVEN_WAY.includes(code) || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

async function stateOf(sequelize: Sequelize, name: string): Promise<'none' | 'invalid' | 'valid'> {
  const [found] = await sequelize.query<{ indisvalid: boolean }>(`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass($1)`, { bind: [`"${name}"`], type: QueryTypes.SELECT });
  return found === undefined ? 'none' : found.indisvalid ? 'valid' : 'invalid';
}

type Connections = {
  getConnection(options: { type: 'write' }): Promise<{ query(sql: string): Promise<unknown> }>;
  releaseConnection(connection: { query(sql: string): Promise<unknown> }): void;
};

/** One statement outside of any transaction, for as long as it takes: a pool's own limit would leave an invalid index. */
async function alone(sequelize: Sequelize, sql: string): Promise<void> {
  const { connectionManager } = sequelize as unknown as { connectionManager: Connections };
  const connection = await connectionManager.getConnection({ type: 'write' });
  try {
    await connection.query(`SET statement_timeout = 0`);
    await connection.query(sql);
  } finally {
    await connection.query(`RESET statement_timeout`).catch(() => undefined);
    connectionManager.releaseConnection(connection);
  }
}
