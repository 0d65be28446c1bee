import { SequelizeStorage, Umzug } from 'umzug';
import type { Sequelize } from 'sequelize';
import { migrations } from '../../migrations/all';

/** Any number will do, as long as every server process takes the same. */
const ADVISORY_LOCK = 7_346_120_015;

function umzug(sequelize: Sequelize) {
  return new Umzug({
    migrations: migrations.map(({ name, up, down }) => ({
      name,
      up: () => sequelize.transaction((transaction) => sequelize.query(up, { transaction })),
      down: () => sequelize.transaction((transaction) => sequelize.query(down, { transaction })),
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
