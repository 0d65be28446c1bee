import { median, ms, tableOf } from './measure';
import { makePairs } from './people';
import { runRate, type Run } from './posting';
import { cpuOf } from './processes';
import { startBenchServer } from './server';

const COUNTS = [1, 2];
const LOADS = [64, 256];
const ROOMS = 200;
const RUNS = 3;
const WARM_MS = 1_500;
const RATE_MS = 3_000;

type Used = Run & { server: number; database: number; driver: number };

/** Posts through one worker and through two behind the same port: what comes of it on this machine, and what each message costs then. */
export async function measureWorkers(): Promise<string> {
  const lines: string[][] = [];
  for (const workers of COUNTS) {
    const server = await startBenchServer(['--workers', String(workers)]);
    try {
      const pairs = await makePairs(server, ROOMS);
      const channels = pairs.map(({ room, expert, client }, index) => (index % 2 === 0 ? { room, sender: client, receiver: expert } : { room, sender: expert, receiver: client }));
      await runRate(channels, LOADS[0]!, WARM_MS);
      const used = () => [cpuOf(server.child.pid!), cpuOf(server.postmaster), (process.cpuUsage().user + process.cpuUsage().system) / 1000];
      for (const inFlight of LOADS) {
        const runs: Used[] = [];
        for (let run = 0; run < RUNS; run += 1) {
          const before = used();
          const result = await runRate(channels, inFlight, RATE_MS);
          const thousands = (result.rate * RATE_MS) / 1e6;
          const [forServer, forDatabase, forDriver] = used().map((value, index) => (value - before[index]!) / thousands);
          runs.push({ ...result, server: forServer!, database: forDatabase!, driver: forDriver! });
        }
        const of = (key: keyof Used) => median(runs.map((run) => run[key]));
        lines.push([
          String(workers), String(inFlight), Math.round(of('rate')).toLocaleString('en-US'), `${ms(of('p50'))} / ${ms(of('p99'))}`,
          ...(['server', 'database', 'driver'] as const).map((key) => String(Math.round(of(key)))),
        ]);
      }
      for (const { expert, client } of pairs) [expert, client].forEach((socket) => socket.close());
    } finally {
      await server.stop();
    }
  }
  return tableOf([['workers', 'in flight', 'messages a second', 'p50 / p99', 'CPU ms per 1,000: workers', 'PostgreSQL', 'driver'], ...lines]);
}
