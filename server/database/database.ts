import { createHash } from 'node:crypto';
import type { ClientBase, QueryResultRow } from 'pg';
import { DatabaseError, QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { defineAccounts } from '../models/account';
import { defineOrders } from '../models/room';
import type { Statement } from './exchange';
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

    /**
     * The same for what is asked all the time: the database parses and plans it once on each connection, which for a room as its holder sees it
     * takes longer than to answer. The statement names its columns: one with `*` would fail when a migration adds a column under it.
     */
    async planned<Row extends object>(within: Within, sql: string, bind: unknown[] = []): Promise<Row[]> {
      if (within !== null) return ask<Row>(connectionOf(within), { name: nameOf(sql), text: sql, values: bind });
      const { connectionManager } = sequelize as unknown as { connectionManager: Connections };
      const connection = await connectionManager.getConnection({ type: 'SELECT' });
      try {
        return await ask<Row>(connection, { name: nameOf(sql), text: sql, values: bind });
      } finally {
        connectionManager.releaseConnection(connection);
      }
    },

    /** The statements of the hot path inside a transaction of Sequelize's, one after the other. */
    flow(within: Transaction): Pick<Flow, 'run'> {
      return {
        async run(...statements) {
          const answers: object[][] = [];
          for (const statement of statements) answers.push(await ask(connectionOf(within), statement));
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

type Connections = { getConnection(options: { type: 'SELECT' }): Promise<ClientBase>; releaseConnection(connection: ClientBase): void };

const connectionOf = (within: Transaction): ClientBase => (within as unknown as { connection: ClientBase }).connection;

async function ask<Row extends object>(connection: ClientBase, { name, text, values }: Statement<Row>): Promise<Row[]> {
  try {
    return (await connection.query<Row & QueryResultRow>({ name, text, values })).rows;
  } catch (error) {
    throw new DatabaseError(Object.assign(error as Error, { sql: text }));
  }
}

const names = new Map<string, string>();

/** A statement's name by its text; PostgreSQL cuts names at 63 characters. */
function nameOf(sql: string): string {
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('base64url');
  names.set(sql, name);
  return name;
}
