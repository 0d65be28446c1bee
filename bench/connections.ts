import type { ChildProcess } from 'node:child_process';
import { createMarketplace } from '../server/demo/marketplace';
import { kilobytes, ms, percentile, timed, type Figure } from './measure';
import { cpuOf } from './processes';
import { connectBare, connectRaw, type RawSocket } from './raw_sockets';
import { API_KEY, startBenchServer, startProgram, type BenchServer } from './server';

const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 10_000);
const SOCKETS_EACH = 50;
/** How many come in at once. */
const TOGETHER = 100;
const STORM = 2_000;
const WATCHED_MS = 20_000;

type Closable = { close(): void };

/** Opens `count` connections, some at once, and says how long each took. */
async function open<T extends Closable>(count: number, together: number, connect: (index: number) => Promise<T>): Promise<{ sockets: T[]; waits: number[]; tookMs: number }> {
  const [sockets, waits]: [T[], number[]] = [[], []];
  let next = 0;
  const tookMs = await timed(() => Promise.all(Array.from({ length: together }, async () => {
    while (next < count) {
      const index = next++;
      waits.push(await timed(async () => void sockets.push(await connect(index))));
    }
  })));
  return { sockets, waits, tookMs };
}

/** What a process holds after a collection, in bytes: its heap and what the heap names outside. */
function heldBytes(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve((answer as { held: number }).held));
    child.send('memory');
  });
}

async function bytesEach<T extends Closable>(child: ChildProcess, connect: (index: number) => Promise<T>): Promise<number> {
  const before = await heldBytes(child);
  const { sockets } = await open(CONNECTIONS, TOGETHER, connect);
  const held = (await heldBytes(child)) - before;
  sockets.forEach((socket) => socket.close());
  return held / CONNECTIONS;
}

async function tokensOf(server: BenchServer, count: number): Promise<string[]> {
  const marketplace = createMarketplace(server.url, API_KEY);
  const tokens: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const email = `waiting${index}@bench.test`;
    await marketplace.putUser({ email, first_name: 'Waiting', last_name: `Expert ${index}`, role: 'expert', password: 'a bench password' });
    tokens.push((await marketplace.login(email, 'a bench password')).access_token);
  }
  return tokens;
}

/** What connections cost that only wait, beside bare WebSockets and a Socket.IO server without a purpose; and a storm of them. */
export async function measureConnections(): Promise<Figure[]> {
  const [bare, relay] = [await startProgram('dist/bench/bare_sockets.js', {}), await startProgram('dist/bench/relay.js', {})];
  const ofBare = await bytesEach(bare.child, () => connectBare(bare.url));
  const ofRelay = await bytesEach(relay.child, (index) => connectRaw(relay.url, { room: index }));
  [bare, relay].forEach(({ child }) => child.kill('SIGTERM'));

  const server = await startBenchServer();
  try {
    const tokens = await tokensOf(server, Math.ceil(CONNECTIONS / SOCKETS_EACH));
    const pid = server.child.pid!;
    const connect = (index: number) => connectRaw(server.url, { token: tokens[index % tokens.length] });
    const before = { held: await heldBytes(server.child), cpu: cpuOf(pid), database: cpuOf(server.postmaster) };
    const { sockets, tookMs, waits } = await open(CONNECTIONS, TOGETHER, connect);
    const coming = { cpu: cpuOf(pid) - before.cpu, database: cpuOf(server.postmaster) - before.database };
    const held = ((await heldBytes(server.child)) - before.held) / CONNECTIONS;
    // Some rounds of the heartbeat, and whatever else runs by the clock.
    const idle = { cpu: cpuOf(pid), at: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
    const idleMs = (cpuOf(pid) - idle.cpu) / ((performance.now() - idle.at) / 1_000) / (CONNECTIONS / 1_000);
    const storm = await runStorm(sockets.splice(0, STORM), connect);
    sockets.forEach((socket) => socket.close());
    const count = CONNECTIONS.toLocaleString('en-US');
    return [
      { what: `memory of a waiting connection, ${count} of them: bare WebSocket / Socket.IO relay / Orderline`, value: [ofBare, ofRelay, held].map(kilobytes).join(' / ') },
      { what: 'Orderline beyond the bare WebSocket (goal 15 kB)', value: kilobytes(held - ofBare) },
      { what: `${count} come in, ${TOGETHER} at once: connections a second`, value: Math.round(CONNECTIONS / (tookMs / 1_000)).toLocaleString('en-US') },
      { what: 'until one is in: p50 / p99', value: `${ms(percentile(waits, 0.5))} / ${ms(percentile(waits, 0.99))}` },
      { what: 'CPU for each that comes: server / PostgreSQL', value: `${ms(coming.cpu / CONNECTIONS)} / ${ms(coming.database / CONNECTIONS)}` },
      { what: 'CPU of the server for 1,000 that wait, heartbeats included', value: `${ms(idleMs)} a second` },
      { what: `${STORM.toLocaleString('en-US')} dropped at once: all back, and caught up`, value: ms(storm) },
    ];
  } finally {
    await server.stop();
  }
}

/** All of them go at once, come back at once, and ask what they have missed. */
async function runStorm(sockets: readonly RawSocket[], connect: (index: number) => Promise<RawSocket>): Promise<number> {
  sockets.forEach((socket) => socket.close());
  const back: RawSocket[] = [];
  const took = await timed(() => Promise.all(sockets.map(async (_, index) => {
    const socket = await connect(index);
    await socket.ask('inbox:catch_up', {});
    back.push(socket);
  })));
  back.forEach((socket) => socket.close());
  return took;
}
