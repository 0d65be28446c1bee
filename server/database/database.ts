import type { ClientBase, QueryResultRow } from 'pg';
import { DatabaseError, QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { defineAccounts } from '../models/account';
import { defineOrders } from '../models/room';

/** The connection pool with the tables defined on it and the one way to run SQL from `sql/`. */
export type Database = ReturnType<typeof openDatabase>;

/** Where a statement runs: inside a transaction, or (null) on any connection. */
export type Within = Transaction | null;

const ATTEMPTS = 3;
const DEADLOCK = '40P01';

function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && (error.original as { code?: unknown }).code === DEADLOCK;
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

    /** The same inside a transaction, for what runs all the time: the database parses it once on each connection, under this name. */
    async prepared<Row extends object>(within: Transaction, name: string, text: string, values: unknown[]): Promise<Row[]> {
      const { connection } = within as unknown as { connection: ClientBase };
      try {
        return (await connection.query<Row & QueryResultRow>({ name, text, values })).rows;
      } catch (error) {
        throw new DatabaseError(Object.assign(error as Error, { sql: text }));
      }
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
