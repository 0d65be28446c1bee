import { execute } from './fill';
import { median, ms, tableOf } from './measure';
import { connect, makePairs } from './people';
import { cpuOf, memoryOf } from './processes';
import { runRate, runSteady, type Channel, type Run } from './posting';
import { startBenchServer, startProgram, type BenchServer } from './server';
import type { ChildProcess } from 'node:child_process';

const RUNS = 3;
const WARM_MS = 1_500;
const RATE_MS = 3_000;
const STEADY_MS = 5_000;
const STEADY_PER_SECOND = 200;
const ROOMS = 200;
const FEW_ROOMS = 50;

/** A program that carries messages: Orderline, or a reference. */
type Carrier = { name: string; child: ChildProcess; postmaster: number | null; channels: Channel[] };

const LOADS = [
  { name: '64 in flight over 50 rooms', rooms: FEW_ROOMS, run: (channels: readonly Channel[]) => runRate(channels, 64, RATE_MS) },
  { name: '256 in flight over 200 rooms', rooms: ROOMS, run: (channels: readonly Channel[]) => runRate(channels, 256, RATE_MS) },
  { name: '1 in flight', rooms: FEW_ROOMS, run: (channels: readonly Channel[]) => runRate(channels, 1, RATE_MS) },
  { name: `steady ${STEADY_PER_SECOND} a second`, rooms: FEW_ROOMS, run: (channels: readonly Channel[]) => runSteady(channels, STEADY_PER_SECOND, STEADY_MS) },
] as const;

/** What one load on one carrier used: CPU in milliseconds per 1,000 messages, memory in MB, how late the program's turns came. */
type Used = Run & { server: number; database: number; driver: number; memory: number; loop_p99: number; loop_max: number };

async function startReference(name: string, store: string | undefined, server: BenchServer): Promise<Carrier> {
  // Each reference that stores has a database of its own on the same PostgreSQL.
  const url = new URL(server.databaseUrl);
  if (store !== undefined) {
    await execute(server.databaseUrl, `CREATE DATABASE bench_${store}`);
    url.pathname = `/bench_${store}`;
  }
  const started = await startProgram('dist/bench/relay.js', store === undefined ? {} : { BENCH_STORE: store, DATABASE_URL: url.href });
  const channels: Channel[] = [];
  for (let room = 1; room <= ROOMS; room += 1) channels.push({ room, sender: await connect(started.url, { room }), receiver: await connect(started.url, { room }) });
  return { name, child: started.child, postmaster: store === undefined ? null : server.postmaster, channels };
}

async function startOrderline(server: BenchServer): Promise<Carrier> {
  const pairs = await makePairs(server, ROOMS);
  // Clients and experts write in turn, as in a conversation.
  const channels = pairs.map(({ room, expert, client }, index) => (index % 2 === 0 ? { room, sender: client, receiver: expert } : { room, sender: expert, receiver: client }));
  return { name: 'Orderline', child: server.child, postmaster: server.postmaster, channels };
}

function loopDelay(child: ChildProcess): Promise<{ loop_p99: number; loop_max: number }> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as { loop_p99: number; loop_max: number }));
    child.send('loop delay');
  });
}

async function runOn({ child, postmaster, channels }: Carrier, load: (typeof LOADS)[number]): Promise<Used> {
  const used = () => [cpuOf(child.pid!), postmaster === null ? 0 : cpuOf(postmaster), process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000] as const;
  await loopDelay(child);
  const before = used();
  const begun = performance.now();
  const run = await load.run(channels.slice(0, load.rooms));
  const thousands = (run.rate * (performance.now() - begun)) / 1e6;
  const [server, database, driver] = used().map((value, index) => (value - before[index]!) / thousands);
  return { ...run, server: server!, database: database!, driver: driver!, memory: memoryOf(child.pid!), ...(await loopDelay(child)) };
}

const columns: readonly (readonly [string, (used: Used) => string])[] = [
  ['messages a second', ({ rate }) => Math.round(rate).toLocaleString('en-US')],
  ['p50 / p99', ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`],
  ['CPU ms per 1,000: server', ({ server }) => String(Math.round(server))],
  ['PostgreSQL', ({ database }) => String(Math.round(database))],
  ['driver', ({ driver }) => String(Math.round(driver))],
  ['event loop late p99 / longest', ({ loop_p99, loop_max }) => `${ms(loop_p99)} / ${ms(loop_max)}`],
  ['memory', ({ memory }) => `${Math.round(memory)} MB`],
];

function medianOf(runs: readonly Used[]): Used {
  const keys = Object.keys(runs[0]!) as (keyof Used)[];
  return Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))])) as Used;
}

/** Orderline beside the references: runs of all of them in turn, the median of each. */
export async function comparePosting(): Promise<string> {
  const server = await startBenchServer();
  const carriers: Carrier[] = [];
  try {
    carriers.push(await startReference('bare relay, stores nothing', undefined, server));
    carriers.push(await startReference('relay, one INSERT a message', 'insert', server));
    carriers.push(await startReference('relay, BEGIN, UPDATE, INSERT, COMMIT', 'transaction', server));
    carriers.push(await startReference('relay, one statement for all that wait', 'together', server));
    carriers.push(await startOrderline(server));
    const results = new Map<string, Used[]>();
    for (const { channels } of carriers) await runRate(channels, 64, WARM_MS);
    for (let turn = 0; turn < RUNS; turn += 1) {
      for (const load of LOADS) {
        for (const carrier of carriers) {
          const key = `${load.name}|${carrier.name}`;
          results.set(key, [...(results.get(key) ?? []), await runOn(carrier, load)]);
        }
      }
    }
    const lines = LOADS.flatMap((load) => {
      const found = carriers.map((carrier) => medianOf(results.get(`${load.name}|${carrier.name}`)!));
      return found.map((used, index) => [load.name, carriers[index]!.name, ...columns.map(([, show]) => show(used)), (used.rate / found[0]!.rate).toFixed(2)]);
    });
    return tableOf([['load', 'program', ...columns.map(([name]) => name), 'of the bare relay'], ...lines]);
  } finally {
    for (const { channels, child } of carriers) {
      for (const { sender, receiver } of channels) [sender, receiver].forEach((socket) => socket.close());
      if (child !== server.child) child.kill('SIGTERM');
    }
    await server.stop();
  }
}
