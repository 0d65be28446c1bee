import { writeFile } from 'node:fs/promises';
import { createMarketplace } from '../server/demo/marketplace';
import { drawChart, type Line } from './chart';
import { execute, fillInbox, untilCounted } from './fill';
import { ms, repeated, tableOf } from './measure';
import { makePairs } from './people';
import { runRate, runSteady } from './posting';
import { cpuOf } from './processes';
import { API_KEY, startBenchServer } from './server';

/** How many rooms the database holds at each step; each has ten messages. */
const STEPS = (process.env.BENCH_STEPS ?? '10,100,1000,10000,100000').split(',').map(Number);
const MESSAGES_EACH = 10;
/** An expert of the ordinary kind among all of them. */
const HIS_ROOMS = 100;
const PAIRS = 50;
const RATE_MS = 2_500;
const CHART = 'bench/growth.svg';

type Step = { rooms: number; rate: number; database: number; p50: number; open: number; nothing_new: number };

/** The same work while the rooms and messages of others grow around it: what should not grow along. Answers a table, and draws it. */
export async function measureGrowth(): Promise<string> {
  const server = await startBenchServer();
  try {
    const marketplace = createMarketplace(server.url, API_KEY);
    const put = (name: string) => marketplace.putUser({ email: `${name}@bench.test`, first_name: 'Busy', last_name: 'Expert', role: 'expert', password: 'a bench password' });
    await put('others');
    const pairs = await makePairs(server, PAIRS);
    await fillInbox(server.databaseUrl, 'expert1@bench.test', HIS_ROOMS, 10_000);
    const channels = pairs.map(({ room, expert, client }, index) => (index % 2 === 0 ? { room, sender: client, receiver: expert } : { room, sender: expert, receiver: client }));
    const [{ expert, room }] = pairs as [(typeof pairs)[0], ...typeof pairs];
    await runRate(channels, 64, RATE_MS);
    const steps: Step[] = [];
    let filled = 0;
    for (const rooms of STEPS) {
      await fillInbox(server.databaseUrl, 'others@bench.test', rooms - filled, 1_000_000 + filled);
      filled = rooms;
      await untilCounted(server.databaseUrl);
      await execute(server.databaseUrl, 'VACUUM ANALYZE');
      const before = cpuOf(server.postmaster);
      const { rate } = await runRate(channels, 64, RATE_MS);
      const database = (cpuOf(server.postmaster) - before) / ((rate * RATE_MS) / 1e6);
      const { p50 } = await runSteady(channels, 100, RATE_MS);
      const { cursor } = (await expert.emitWithAck('inbox:catch_up', {})) as { cursor: string };
      const open = await repeated(() => expert.emitWithAck('room:open', { room }));
      const nothing_new = await repeated(() => expert.emitWithAck('inbox:catch_up', { cursor }));
      steps.push({ rooms, rate, database, p50, open, nothing_new });
    }
    for (const pair of pairs) [pair.expert, pair.client].forEach((socket) => socket.close());
    await writeFile(CHART, chartOf(steps));
    return tableOf([
      ['rooms of others', 'their messages', 'posts a second, 64 in flight', 'PostgreSQL CPU ms per 1,000', 'one post at a steady 100 a second, p50', 'open a room', 'catch up, nothing new'],
      ...steps.map(({ rooms, rate, database, p50, open, nothing_new }) => [
        rooms.toLocaleString('en-US'), (rooms * MESSAGES_EACH).toLocaleString('en-US'), Math.round(rate).toLocaleString('en-US'), String(Math.round(database)), ms(p50), ms(open), ms(nothing_new),
      ]),
    ]);
  } finally {
    await server.stop();
  }
}

function chartOf(steps: readonly Step[]): string {
  const line = (name: string, of: (step: Step) => number): Line => ({ name, points: steps.map((step) => [step.rooms, of(step)]) });
  return drawChart({
    title: 'What one piece of work takes while the rooms of others grow',
    across: 'rooms (ten messages in each)',
    up: 'ms',
    lines: [line('a post, steady', ({ p50 }) => p50), line('opening a room', ({ open }) => open), line('catching up, nothing new', ({ nothing_new }) => nothing_new), line('CPU of PostgreSQL for 10 posts', ({ database }) => database / 100)],
  });
}
