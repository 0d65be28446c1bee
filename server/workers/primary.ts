import cluster, { type Worker } from 'node:cluster';
import { pino, type Logger } from 'pino';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { readEnvironment, urlOf } from '../config';
import { loadAuthSecret } from '../domain/secret';
import { loadVapidKeys } from '../push/keys';
import { catchSignals, fail, provideDatabase } from '../serve';
import { isCarried } from './ipc_bus';
import { createMetricsAnswer, WORKER_NUMBER } from './metrics';

/** Connections that one worker may hold to the database. */
const CONNECTIONS = 18;
const EMBEDDED_CONNECTIONS = 100;
/** A worker that died is started again after this time, later each time it dies soon. */
const AGAIN_MS = 500;
const AGAIN_MOST_MS = 30_000;
const SOON_MS = 60_000;

/**
 * Several workers behind one port. The primary owns the embedded database, hands on what the workers say to each other, counts their
 * common limits and starts again who died; it serves nothing itself.
 */
export async function servePrimary(count: number): Promise<void> {
  const signals = catchSignals();
  try {
    const environment = readEnvironment(process.env);
    if (environment.DATABASE_URL === undefined && count * CONNECTIONS > EMBEDDED_CONNECTIONS) {
      throw new Error(`--workers: the embedded database serves at most ${Math.floor(EMBEDDED_CONNECTIONS / CONNECTIONS)}; set DATABASE_URL for more`);
    }
    const log = pino({ level: environment.LOG_LEVEL });
    const database = await provideDatabase(environment, (line) => log.info(line));
    // Made once here: workers that start together would each make their own.
    await loadAuthSecret(environment);
    await loadVapidKeys(environment);
    const workers = startWorkers(count, { DATABASE_URL: database.url }, log, (address) => log.info(`listening on ${urlOf(environment.HOST, address.port)}`));
    signals.answerWith(async () => {
      await workers.stop();
      await database.stop();
    }, log);
    await workers.failed;
    await workers.stop();
    await database.stop();
    process.exit(1);
  } catch (error) {
    fail(error);
  }
}

function startWorkers(count: number, environment: Record<string, string>, log: Logger, ready: (address: { port: number }) => void): { failed: Promise<void>; stop(): Promise<void> } {
  new RateLimiterClusterMaster();
  cluster.setupPrimary({ args: [] });
  let isStopping = false;
  let listening = 0;
  let againMs = AGAIN_MS;
  const timers = new Set<NodeJS.Timeout>();
  let failStart: () => void = () => undefined;
  const failed = new Promise<void>((resolve) => (failStart = resolve));

  const answerMetrics = createMetricsAnswer();

  const start = (number: number) => {
    const worker = cluster.fork({ ...environment, [WORKER_NUMBER]: String(number) });
    const startedAt = Date.now();
    let hasListened = false;
    worker.on('message', (message: unknown) => {
      answerMetrics(worker, message);
      if (isCarried(message)) for (const other of living()) other.send(message, () => undefined);
    });
    worker.on('listening', (address) => {
      hasListened = true;
      listening += 1;
      if (listening === count) ready(address);
    });
    worker.on('exit', (code, signal) => {
      if (isStopping) return;
      // One that cannot even start the first time says why on standard error.
      if (!hasListened && listening < count) return failStart();
      againMs = Date.now() - startedAt < SOON_MS ? Math.min(againMs * 2, AGAIN_MOST_MS) : AGAIN_MS;
      log.error({ worker: worker.process.pid, code, signal, again_ms: againMs }, 'a worker died; it is started again');
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (!isStopping) start(number);
      }, againMs);
      timers.add(timer);
    });
  };
  for (let number = 1; number <= count; number += 1) start(number);

  return {
    failed,
    async stop() {
      isStopping = true;
      for (const timer of timers) clearTimeout(timer);
      const gone = living().map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
      for (const worker of living()) worker.process.kill('SIGTERM');
      await Promise.all(gone);
    },
  };
}

function living(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined && worker.isConnected() && !worker.isDead()) as Worker[];
}
