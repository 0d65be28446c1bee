import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from '../server/database/connect';
import { openDatabase, type Database } from '../server/database/database';
import { countOpen, lockNextToAssign, receiversNow } from '../server/sql/floor';
import { changedRooms, inboxTotals, listRooms } from '../server/sql/inbox';
import { messagePage } from '../server/sql/messages';
import { changedOrders, ordersPage } from '../server/sql/orders';

const FOLDER = 'bench/plans';

/** Keeps how PostgreSQL runs the statements of an inbox and of a room, as the server itself makes them. */
export async function recordPlans(url: string, email: string, room: number): Promise<void> {
  const db = openDatabase(await connect(url));
  const [now] = await db.rows<{ user: number; xid: string }>(null, `SELECT id AS "user", pg_current_xact_id()::text AS xid FROM users WHERE email = $1`, [email]);
  const holding = { user: now!.user, order: null };
  const first = { q: undefined, after: null, limit: 51 } as const;
  const statements: Record<string, (database: Database) => Promise<unknown>> = {
    'inbox first page owed': (database) => listRooms(database, null, holding, { sort: 'owed', filter: 'all', ...first }),
    'inbox first page recent': (database) => listRooms(database, null, holding, { sort: 'recent', filter: 'all', ...first }),
    'inbox sums': (database) => inboxTotals(database, null, holding),
    'catch-up first page': (database) => changedRooms(database, null, holding, '0', null, 201),
    'catch-up nothing new': (database) => changedRooms(database, null, holding, now!.xid, null, 201),
    'room newest page': (database) => messagePage(database, null, room, { limit: 51 }),
  };
  await record(db, statements);
  await db.sequelize.close();
}

/** Keeps how PostgreSQL runs what gives orders out and follows them, among the orders of years. */
export async function recordOrderPlans(url: string): Promise<void> {
  const db = openDatabase(await connect(url));
  const experts = (await db.rows<{ id: number }>(null, `SELECT id FROM users WHERE role = 'expert' ORDER BY id`)).map(({ id }) => id);
  await record(db, {
    'who can be given an order': (database) => receiversNow(database, null, experts, null),
    'the next order to give out': (database) => lockNextToAssign(database, null, true, []),
    'what an expert has open': (database) => countOpen(database, null, experts[0]!),
    'changes of orders': (database) => changedOrders(database, { xid: '0', order: 0 }, undefined, 51),
    'orders since a moment': (database) => ordersPage(database, { updated_since: new Date(Date.now() - 86_400_000).toISOString(), limit: 51 }),
  });
  await db.sequelize.close();
}

async function record(db: Database, statements: Record<string, (database: Database) => Promise<unknown>>): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, run] of Object.entries(statements)) {
    let plan: string[] = [];
    const explain = async <Row extends object>(_within: unknown, sql: string, bind: unknown[] = []): Promise<Row[]> => {
      // Once before, so that what is measured is in memory.
      await db.rows(null, sql, bind);
      plan = (await db.rows<{ 'QUERY PLAN': string }>(null, `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${sql}`, bind)).map((row) => row['QUERY PLAN']);
      return [{} as Row];
    };
    const explaining: Database = { ...db, rows: explain, planned: explain };
    // The rows are a plan's; what the statement's own function makes of them is nobody's.
    await run(explaining).catch(() => undefined);
    await writeFile(`${FOLDER}/${name.replaceAll(' ', '_')}.txt`, `${plan.join('\n')}\n`);
  }
}
