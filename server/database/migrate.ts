import { SequelizeStorage, Umzug } from 'umzug';
import { QueryTypes, Transaction, type Sequelize } from 'sequelize';
import { migrations } from '../../migrations/all';
import type { Migration } from '../../migrations/migration';
import { buildIndexes, dropIndexes } from './build_indexes';

/** Any number will do, as long as every server process takes the same. */
const ADVISORY_LOCK = 7_346_120_015;

/** A step that waits for a table holds up everybody behind it: it gives way after this time, and tries again. */
const LOCK_MS = 2_000;
const TRIES = 60;
const GIVEN_WAY = ['55P03', '40P01'];
/** So often the lock is asked for while another server has it. */
const LOCKED_MS = 200;

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

function umzug(sequelize: Sequelize, steps: readonly Migration[]) {
  return new Umzug({
    migrations: steps.map((migration) => ({
      name: migration.name,
      up: () => ('indexes' in migration ? buildIndexes(sequelize, migration.indexes) : step(sequelize, migration.up)),
      down: () => ('indexes' in migration ? dropIndexes(sequelize, migration.indexes) : step(sequelize, migration.down)),
    })),
    storage: new SequelizeStorage({ sequelize, tableName: 'migrations', modelName: 'migration' }),
    logger: undefined,
  });
}

/**
 * Holds the lock in a transaction of its own while `work` runs, so that two servers starting together migrate once. Whoever waits for it asks
 * again and again: one that stood in a statement would hold a snapshot, for which the building of an index waits. Between its statements a
 * transaction of this level holds none, unless the statement had bind parameters: its portal, with the snapshot, stays open then.
 */
async function underLock<T>(sequelize: Sequelize, work: () => Promise<T>): Promise<T> {
  return sequelize.transaction({ isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED }, async (transaction) => {
    // An index of a large table takes its time; the lock waits idle for it.
    await sequelize.query('SET LOCAL idle_in_transaction_session_timeout = 0', { transaction });
    for (;;) {
      const [row] = await sequelize.query<{ is_locked: boolean }>(`SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCK}) AS is_locked`, { transaction, type: QueryTypes.SELECT });
      if (row!.is_locked) return work();
      await new Promise((resolve) => setTimeout(resolve, LOCKED_MS));
    }
  });
}

/** Applies what is pending; answers the names of the steps it made. */
export async function migrateUp(sequelize: Sequelize, steps: readonly Migration[] = migrations): Promise<string[]> {
  return underLock(sequelize, async () => (await umzug(sequelize, steps).up()).map((step) => step.name));
}

/** Takes every step back, newest first; for tests of the steps themselves. */
export async function migrateDown(sequelize: Sequelize): Promise<string[]> {
  return underLock(sequelize, async () => (await umzug(sequelize, migrations).down({ to: 0 })).map((step) => step.name));
}
