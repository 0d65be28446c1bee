import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { migrations } from '../migrations/all';
import { findByParts, findByWords, type RunSearch, type Wanted } from '../server/sql/search';
import { createMarketplace } from '../server/demo/marketplace';
import { execute } from './fill';
import { median, ms, timed, type Figure } from './measure';
import { connect, makePairs } from './people';
import { measureRate, type Channel } from './posting';
import { API_KEY, startBenchServer, type BenchServer } from './server';

const MESSAGES = 1_000_000;
const ROOMS = 10_000;
/** Rooms of the expert who searches. */
const MINE = 1_000;
const REPEATS = 9;
const PAIRS = 20;
const FIRST_ORDER = 1_000_000;
const EMAIL = 'searcher@bench.test';

/** A vocabulary of five thousand words, the first ones common and the last ones rare, and messages of twelve of them. */
const FILL = `
  INSERT INTO users (email, first_name, last_name, role) SELECT 'searched' || n || '@bench.test', 'Client', 'Number ' || n, 'client' FROM generate_series(1, ${ROOMS}) n;
  INSERT INTO users (email, first_name, last_name, role) VALUES ('elsewhere@bench.test', 'Other', 'Expert', 'expert');
  INSERT INTO orders (id, title, status, client, expert)
    SELECT ${FIRST_ORDER} + n, 'Searched order ' || n, 'in_progress', (SELECT id FROM users WHERE email = 'searched' || n || '@bench.test'),
           (SELECT id FROM users WHERE email = CASE WHEN n % ${ROOMS / MINE} = 0 THEN '${EMAIL}' ELSE 'elsewhere@bench.test' END) FROM generate_series(1, ${ROOMS}) n;
  INSERT INTO rooms ("order", last_seq, last_rev, answered_seq) SELECT id, ${MESSAGES / ROOMS}, ${MESSAGES / ROOMS}, ${MESSAGES / ROOMS} FROM orders WHERE id > ${FIRST_ORDER};
  INSERT INTO participants (room, "user", role, read_seq)
    SELECT r.id, o.client, 'client', r.last_seq FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.id > ${FIRST_ORDER}
    UNION ALL SELECT r.id, o.expert, 'expert', r.last_seq FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.id > ${FIRST_ORDER};
  CREATE TEMP TABLE searched AS SELECT row_number() OVER (ORDER BY r.id) - 1 AS place, r.id, o.client FROM rooms r JOIN orders o ON o.id = r."order" WHERE o.id > ${FIRST_ORDER};
  CREATE INDEX ON searched (place);
  DO $$
    DECLARE words text[];
    BEGIN
      SELECT array_agg(CASE WHEN n < 10 THEN (ARRAY['заказ','деньги','возврат','спасибо','доставка','order','refund','delivery','договор','срок'])[n + 1]
        ELSE (SELECT string_agg((ARRAY['ка','ло','ми','ре','ту','со','ва','не','ди','по','жу','щё','бы','ры','за','ги'])[1 + (n * 7919 / power(16, k)::int + n * k * 31) % 16], '')
                FROM generate_series(0, 2 + n % 3) k) || (ARRAY['ть','ы','ом','ами',''])[1 + n % 5] END ORDER BY n) INTO words FROM generate_series(0, 4999) n;
      INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, is_ahead, created_at)
        SELECT s.id, 1 + n / ${ROOMS}, 1 + n / ${ROOMS}, s.client, 'client', gen_random_uuid(), sha256('x'),
               (SELECT string_agg(words[1 + floor(power(random(), 3) * 5000)::int + 0 * k * n], ' ') FROM generate_series(1, 12) k), false, now() - make_interval(secs => ${MESSAGES} - n)
          FROM generate_series(0, ${MESSAGES - 1}) n JOIN searched s ON s.place = n % ${ROOMS};
    END $$`;

/** A million messages of ten thousand rooms: finding in them, how it is found, and what the indexes cost those who post. */
export async function measureSearch(): Promise<Figure[]> {
  const server = await startBenchServer();
  try {
    const figures = await measurePosting(server, 'empty database');
    const step = migrations.find(({ name }) => name === '0006_search');
    if (step === undefined || 'indexes' in step) throw new Error('the indexes of search are made otherwise by now');
    const marketplace = createMarketplace(server.url, API_KEY);
    await marketplace.putUser({ email: EMAIL, first_name: 'Search', last_name: 'Expert', role: 'expert', password: 'a bench password' });
    await execute(server.databaseUrl, `BEGIN; ${step.down}; COMMIT`);
    figures.push(...(await measurePosting(server, 'empty database, without the indexes of search')));
    await execute(server.databaseUrl, FILL);
    await execute(server.databaseUrl, 'VACUUM ANALYZE');
    figures.push(...(await measurePosting(server, '1,000,000 messages, without the indexes of search')));
    const building = await timed(() => execute(server.databaseUrl, `BEGIN; ${step.up}; COMMIT`));
    await execute(server.databaseUrl, 'VACUUM ANALYZE messages');
    figures.push({ what: 'indexes of search: built over 1,000,000 messages in', value: `${Math.round(building / 1000)} s` });
    figures.push(...(await measurePosting(server, '1,000,000 messages, with the indexes of search')));
    figures.push(...(await measureFinding(server)));
    await recordPlans(server);
    return figures;
  } finally {
    await server.stop();
  }
}

const QUERIES: readonly (readonly [string, string])[] = [
  ['a word that stands in every second message', 'заказы'],
  ['three common words', 'возврат деньги договор'],
  ['a rare word', 'лолонетужу'],
  ['a word that nobody wrote', 'экскаватор'],
  ['a part of words', 'нетуж'],
  ['a part of most messages', 'зака'],
  ['an order number and a word', `${FIRST_ORDER + 500} возврат`],
  ['a name and a word', 'Number 500 refund'],
];

async function measureFinding(server: BenchServer): Promise<Figure[]> {
  const marketplace = createMarketplace(server.url, API_KEY);
  const { access_token } = await marketplace.login(EMAIL, 'a bench password');
  const socket = await connect(server.url, { token: access_token });
  const figures: Figure[] = [];
  for (const [name, query] of QUERIES) {
    const times: number[] = [];
    let hits = 0;
    let refused = 0;
    for (let turn = 0; turn < REPEATS; turn += 1) {
      times.push(
        await timed(async () => {
          const answer: { ok: boolean; hits?: unknown[] } = await socket.emitWithAck('search:run', { query });
          hits = answer.hits?.length ?? 0;
          if (!answer.ok) refused += 1;
        }),
      );
    }
    const note = refused > 0 ? `, ${refused} of ${REPEATS} ended by the time limit` : '';
    figures.push({ what: `search 1,000,000 messages, 1,000 rooms of mine: ${name}`, value: `${ms(median(times))} (worst ${ms(Math.max(...times))}), ${hits} hits${note}` });
  }
  socket.close();
  return figures;
}

async function measurePosting(server: BenchServer, name: string): Promise<Figure[]> {
  const pairs = await makePairs(server, PAIRS);
  const channels: Channel[] = pairs.map(({ room, expert, client }) => ({ room, sender: client, receiver: expert }));
  const figures = await measureRate(`posting, ${name}`, channels, 16);
  for (const { sender, receiver } of channels) [sender, receiver].forEach((socket) => socket.close());
  return figures;
}

/** How PostgreSQL finds, with the statements that the server itself runs; kept beside the other plans. */
async function recordPlans(server: BenchServer): Promise<void> {
  let plans = '';
  const client = new pg.Client({ connectionString: server.databaseUrl, options: '-c jit=off -c work_mem=16MB' });
  await client.connect();
  const run: RunSearch = async <Row extends object>(sql: string, bind: unknown[]) => {
    if (!sql.includes('FROM messages')) return (await client.query(sql, bind)).rows as Row[];
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${sql}`, bind);
    plans += `${rows.map((row) => row['QUERY PLAN'].slice(0, 180)).join('\n')}\n\n`;
    return [] as Row[];
  };
  const { rows } = await client.query<{ room: string }>(`SELECT p.room FROM participants p JOIN users u ON u.id = p."user" WHERE u.email = $1`, [EMAIL]);
  const rooms = rows.map(({ room }) => Number(room));
  for (const [name, query] of QUERIES.slice(0, 6)) {
    const words = query.split(' ');
    const wanted: Wanted = { words, groups: [{ rooms, found: words.map(() => false) }], filters: {}, before: null, limit: 21 };
    plans += `Plan: ${name}, whole words\n`;
    await findByWords(run, wanted);
    plans += `Plan: ${name}, parts of words\n`;
    await findByParts(run, wanted, true);
  }
  await client.end();
  await writeFile('bench/plans/search.txt', plans);
}
