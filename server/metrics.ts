import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What is read when somebody asks, of parts that are not built yet when the counting begins. */
export type Readings = {
  sockets(): number;
  usersHere(): number;
  inFlight(): number;
  pool(): { size: number; using: number; waiting: number };
  nodes(): { isTogether: boolean; others: number } | undefined;
  /** Posts that wait for their turn in the database. */
  waitingPosts(): number;
  dueJobs(): Promise<number>;
};

/** Puts these numbers together with those of other workers, and answers how to read all of them. */
export type ShareMetrics = (registry: Registry) => () => Promise<string>;

export type Metrics = {
  /** One request has ended with this code, `ok` when it was served. */
  served(name: string, code: string, seconds: number): void;
  /** The clients of this process were told that facts may have been missed. */
  stale(): void;
  read(from: Readings): void;
  /** All of it, as Prometheus reads it. */
  text(): Promise<{ type: string; body: string }>;
};

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What this process counts of itself. Labels are names of the contract and codes: their number is bounded. */
export function createMetrics(share?: ShareMetrics): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const readAll = share?.(registry) ?? (() => registry.metrics());
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({ name: 'orderline_requests_total', help: 'Requests by socket event or route, and how they ended', labelNames: ['name', 'code'], registers });
  const seconds = new Histogram({ name: 'orderline_request_seconds', help: 'Time from a request to its acknowledgment', labelNames: ['name'], buckets: SECONDS, registers });
  const stale = new Counter({ name: 'orderline_stale_total', help: 'Times that clients were told to catch up because facts may have been missed', registers });
  const gauge = (name: string, help: string, read: (from: Readings) => number | Promise<number>) =>
    new Gauge({
      name: `orderline_${name}`,
      help,
      registers,
      async collect() {
        if (readings !== undefined) this.set(await read(readings));
      },
    });
  let readings: Readings | undefined;
  gauge('sockets', 'Open sockets of this process', (from) => from.sockets());
  gauge('users_online', 'Users with a socket at this process', (from) => from.usersHere());
  gauge('requests_in_flight', 'Requests that are being worked on', (from) => from.inFlight());
  gauge('pool_size', 'Connections to the database', (from) => from.pool().size);
  gauge('pool_used', 'Connections to the database that work', (from) => from.pool().using);
  gauge('pool_waiting', 'Works that wait for a connection to the database', (from) => from.pool().waiting);
  gauge('nodes_together', '1: the other processes hear this one; 0: cut off; 1 also for a process that is meant to be alone', (from) => (from.nodes()?.isTogether === false ? 0 : 1));
  gauge('nodes_others', 'Other processes that this one hears', (from) => from.nodes()?.others ?? 0);
  gauge('posts_waiting', 'Posts that wait for their turn in the database', (from) => from.waitingPosts());
  gauge('jobs_due', 'Jobs whose time has come and that are not done; -1: the database does not say', (from) => from.dueJobs().catch(() => -1));
  return {
    served(name, code, took) {
      requests.inc({ name, code });
      seconds.observe({ name }, took);
    },
    stale: () => stale.inc(),
    read(from) {
      readings = from;
    },
    text: async () => ({ type: registry.contentType, body: await readAll() }),
  };
}
