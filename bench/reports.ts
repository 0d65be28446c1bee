import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../server/database/connect';
import { openDatabase } from '../server/database/database';
import { startEmbeddedPostgres } from '../server/database/embedded';
import { migrateUp } from '../server/database/migrate';
import { openReportPool } from '../server/database/report_pool';
import { createMarketplace } from '../server/demo/marketplace';
import { countForReports } from '../server/domain/counting';
import { execute } from './fill';
import { fillHistory } from './history';
import { median, ms, perSecond, tableOf, timed } from './measure';
import { recordOrderPlans } from './plans';
import { API_KEY, startProgram } from './server';

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 10_000_000);
const HISTORY = { orders: MESSAGES / 100, messages: MESSAGES, experts: 30, days: 730 };
const REPEATS = 5;
const ADMIN = 'reports@bench.test';
const PASSWORD = 'a bench password';
const DAY_MS = 86_400_000;
/** The longest that a report may span; there is no other way to ask for all time. */
const RANGES: readonly (readonly [string, number])[] = [['7 days', 7], ['90 days', 90], ['400 days', 400]];
const KEYS = ['day', 'week', 'expert', 'label'] as const;

/**
 * Reports over a history of two years. `BENCH_DATA` names a folder that keeps the database: a first run fills it and counts, which takes some
 * minutes, and the next ones measure alone. With `BENCH_PREPARE=1` nothing is measured.
 */
export async function measureReports(): Promise<string> {
  const kept = process.env.BENCH_DATA;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'orderline-bench-')));
  const database = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined, settings: { max_wal_size: '4GB', shared_buffers: '2GB' } });
  try {
    const counting = await prepare(database.url);
    if (process.env.BENCH_PREPARE === '1') return 'prepared';
    await recordOrderPlans(database.url);
    return tableOf([['by', ...RANGES.map(([name]) => name)], ...(await measure(database.url, folder)), ['counting', `${counting.messages.toLocaleString('en-US')} messages in ${Math.round(counting.seconds)} s`, perSecond(counting.messages / counting.seconds), '']]);
  } finally {
    await database.stop();
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

type Counting = { messages: number; seconds: number };

/** Fills the database, unless it is filled, and counts what is not counted; how long that took is kept with it. */
async function prepare(url: string): Promise<Counting> {
  const sequelize = await connect(url);
  await migrateUp(sequelize);
  const db = openDatabase(sequelize);
  await execute(url, 'CREATE TABLE IF NOT EXISTS bench_counting (messages bigint, seconds float8)');
  if ((await db.rows(null, 'SELECT 1 FROM orders LIMIT 1')).length === 0) await fillHistory(url, HISTORY, (line) => process.stdout.write(`${line}\n`));
  const reports = openReportPool(url);
  let messages = 0;
  const seconds = (await timed(async () => (messages = await countForReports({ db, reports })))) / 1000;
  if (messages > 0) await execute(url, 'INSERT INTO bench_counting VALUES ($1, $2)', [messages, seconds]);
  if (messages > 0) await execute(url, 'VACUUM ANALYZE');
  const [sum] = await db.rows<Counting>(null, 'SELECT sum(messages)::bigint AS messages, sum(seconds) AS seconds FROM bench_counting');
  await reports.close();
  await sequelize.close();
  return sum!;
}

/** Each report as the page asks for it, over HTTP: the median of some turns. */
async function measure(databaseUrl: string, folder: string): Promise<string[][]> {
  const { url, child } = await startProgram('dist/server/index.js', { PORT: '0', DATA_DIR: folder, DATABASE_URL: databaseUrl, MARKETPLACE_API_KEY: API_KEY, AUTH_SECRET: 'only the benchmark signs with this secret', LOG_LEVEL: 'info' });
  const marketplace = createMarketplace(url, API_KEY);
  await marketplace.putUser({ email: ADMIN, first_name: 'Vera', last_name: 'Stone', role: 'admin', password: PASSWORD });
  const { access_token } = await marketplace.login(ADMIN, PASSWORD);
  const ask = async (days: number, by: string) => {
    const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
    const answer = await fetch(`${url}/api/reports?from=${day(days - 1)}&to=${day(0)}&zone=Europe/Moscow&by=${by}`, { headers: { Authorization: `Bearer ${access_token}` } });
    if (!answer.ok) throw new Error(`${by} over ${days} days: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const lines: string[][] = [];
  for (const by of KEYS) {
    const cells: string[] = [];
    for (const [, days] of RANGES) {
      const times: number[] = [];
      for (let turn = 0; turn < REPEATS; turn += 1) times.push(await timed(() => ask(days, by)));
      cells.push(ms(median(times)));
    }
    lines.push([by, ...cells]);
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
  return lines;
}
