import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { defineAccounts } from '../models/account';
import { defineOrders } from '../models/room';

/** The connection pool with the tables defined on it and the one way to run SQL from `sql/`. */
export type Database = ReturnType<typeof openDatabase>;

/** Where a statement runs: inside a transaction, or (null) on any connection. */
export type Within = Transaction | null;

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

    /** Commits when `work` resolves, rolls back when it rejects. */
    transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
      return sequelize.transaction(work);
    },
  };
}
