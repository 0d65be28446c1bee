import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from '../server/database/connect';
import { openDatabase, type Database } from '../server/database/database';
import { changedRooms, inboxTotals, listRooms } from '../server/sql/inbox';
import { messagePage } from '../server/sql/messages';

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
  await db.sequelize.close();
}
