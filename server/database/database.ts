import type { ClientBase } from 'pg';
import { DatabaseError, QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { defineAccounts } from '../models/account';
import { defineOrders } from '../models/room';
import type { Flow } from './lanes';

/** The connection pool with the tables defined on it and the one way to run SQL from `sql/`. */
export type Database = ReturnType<typeof openDatabase>;

/** Where a statement runs: inside a transaction, or (null) on any connection. */
export type Within = Transaction | null;

const ATTEMPTS = 3;
const DEADLOCK = '40P01';

/** Whether two transactions waited for each other, and this one was ended for it. */
export function isDeadlock(error: unknown): boolean {
  const cause = error instanceof DatabaseError ? error.original : error;
  return (cause as { code?: unknown } | undefined)?.code === DEADLOCK;
}

/** Wraps a connected pool. */
export function openDatabase(sequelize: Sequelize) {
  return {
    sequelize,
    ...defineAccounts(sequelize),
    ...defineOrders(sequelize),

    /** Runs a statement with bind parameters ($1, $2 …) and answers its rows. */
    async rows<Row extends object>(within: Within, sql: string, bind: unknown[] = []): Promise<Row[]> {
      return sequelize.query<Row>(sql, { bind, type: QueryTypes.SELECT, transaction: within });
    },

    /** The statements of the hot path inside a transaction of Sequelize's, one after the other. */
    flow(within: Transaction): Pick<Flow, 'run'> {
      const { connection } = within as unknown as { connection: ClientBase };
      return {
        async run(...statements) {
          const answers: object[][] = [];
          for (const { name, text, values } of statements) {
            try {
              answers.push((await connection.query<object>({ name, text, values })).rows);
            } catch (error) {
              throw new DatabaseError(Object.assign(error as Error, { sql: text }));
            }
          }
          return answers as never;
        },
      };
    },

    /** Commits when `work` resolves, rolls back when it rejects. Of two that waited for each other the one that was ended does it again. */
    async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await sequelize.transaction(work);
        } catch (error) {
          if (!isDeadlock(error) || attempt === ATTEMPTS) throw error;
        }
      }
    },
  };
}
