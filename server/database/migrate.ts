import { SequelizeStorage, Umzug } from 'umzug';
import type { Sequelize } from 'sequelize';
import { migrations } from '../../migrations/all';

/** Any number will do, as long as every server process takes the same. */
const ADVISORY_LOCK = 7_346_120_015;

/** A step that waits for a table holds up everybody behind it: it gives way after this time, and tries again. */
const LOCK_MS = 2_000;
const TRIES = 60;
const GIVEN_WAY = ['55P03', '40P01'];

async function step(sequelize: Sequelize, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sequelize.transaction(async (transaction) => {
        await sequelize.query(`SET LOCAL lock_timeout = ${LOCK_MS}`, { transaction });
        await sequelize.query(sql, { transaction });
      });
      return;
    } catch (error) {
      const code = (error as { original?: { code?: string } }).original?.code ?? '';
      if (!GIVEN_WAY.includes(code) || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_MS));
    }
  }
}

function umzug(sequelize: Sequelize) {
  return new Umzug({
    migrations: migrations.map(({ name, up, down }) => ({
      name,
      up: () => step(sequelize, up),
      down: () => step(sequelize, down),
    })),
    storage: new SequelizeStorage({ sequelize, tableName: 'migrations', modelName: 'migration' }),
    logger: undefined,
  });
}

/** Holds the lock in a transaction of its own while `work` runs, so that two servers starting together migrate once. */
async function underLock<T>(sequelize: Sequelize, work: () => Promise<T>): Promise<T> {
  return sequelize.transaction(async (transaction) => {
    // An index of a large table takes its time; the lock waits idle for it.
    await sequelize.query('SET LOCAL idle_in_transaction_session_timeout = 0', { transaction });
    await sequelize.query('SELECT pg_advisory_xact_lock($1)', { bind: [ADVISORY_LOCK], transaction });
    return work();
  });
}

/** Applies what is pending; answers the names of the steps it made. */
export async function migrateUp(sequelize: Sequelize): Promise<string[]> {
  return underLock(sequelize, async () => (await umzug(sequelize).up()).map((step) => step.name));
}

/** Takes every step back, newest first; for tests of the steps themselves. */
export async function migrateDown(sequelize: Sequelize): Promise<string[]> {
  return underLock(sequelize, async () => (await umzug(sequelize).down({ to: 0 })).map((step) => step.name));
}
