import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import pack from '../package.json' with { type: 'json' };
import { createApp, type App } from './app';
import { readEnvironment, type Environment } from './config';
import { startEmbeddedPostgres } from './database/embedded';
import { openIpcBus } from './workers/ipc_bus';
import { shareMetrics } from './workers/metrics';

/** The built pages lie beside the built server. */
const PAGES = fileURLToPath(new URL('../renderer', import.meta.url));
const DRAIN_LIMIT_MS = 9_500;
const IMPATIENCE_MS = 1_000;

export type Database = { url: string; stop(): Promise<void> };
export type Serving = {
  app: App;
  environment: Environment;
  stop(): Promise<void>;
  /** Once a signal has come: work that is cut short by the end of the server is no failure then. */
  isStopping(): boolean;
};

/** The database of this environment: the external one it names, or the embedded one under DATA_DIR. */
export async function provideDatabase(environment: Environment, log: (line: string) => void): Promise<Database> {
  if (environment.DATABASE_URL !== undefined) return { url: environment.DATABASE_URL, stop: async () => undefined };
  return startEmbeddedPostgres({ dataDir: environment.DATA_DIR, log });
}

/** Reads the environment, provides the database, serves. Ends the process with one readable line when any of it cannot be had. */
export async function serve(createLog: (environment: Environment) => Logger = (environment) => pino({ level: environment.LOG_LEVEL })): Promise<Serving> {
  const signals = catchSignals();
  // Its primary has died without a word: nobody is left to stop it.
  if (cluster.isWorker) process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  try {
    const environment = readEnvironment(process.env);
    const log = createLog(environment);
    const database = await provideDatabase(environment, (line) => log.info(line));
    try {
      const app = await createApp({ environment, databaseUrl: database.url, log, version: pack.version, pagesFolder: PAGES, ...(cluster.isWorker && { openBus: openIpcBus, shareMetrics }) });
      const stop = async () => {
        await app.close();
        await database.stop();
      };
      return { app, environment, stop: signals.answerWith(stop, log), isStopping: signals.haveCome };
    } catch (error) {
      await database.stop();
      throw error;
    }
  } catch (error) {
    return fail(error);
  }
}

/** Prints why, in one line, and ends the process. */
export function fail(error: unknown): never {
  process.stderr.write(`orderline: ${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  const { code, port, address } = error as { code?: string; port?: number; address?: string };
  if (code === 'EADDRINUSE') return `port ${port ?? ''} on ${address ?? ''} is in use`;
  if (code === 'EACCES' && port !== undefined) return `port ${port} may not be opened by this account`;
  const message = error instanceof Error ? error.message : String(error);
  const isDatabase = error instanceof Error && /^Sequelize(Connection|Host|Access|Invalid)/.test(error.name);
  return (isDatabase ? `the database cannot be reached: ${message}` : message).split('\n')[0]!;
}

/**
 * SIGTERM and SIGINT drain once, from the first moment on: one that comes while the database is being started waits for it, so that it
 * does not stay behind. A terminal's Ctrl+C comes twice through npm; a later signal, or a drain that takes too long, ends the process at once.
 */
export function catchSignals() {
  let askedAt: number | undefined;
  let begin: (() => void) | undefined;
  const onSignal = () => {
    if (askedAt !== undefined) return Date.now() - askedAt > IMPATIENCE_MS ? process.exit(1) : undefined;
    askedAt = Date.now();
    begin?.();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return {
    haveCome: () => askedAt !== undefined,
    answerWith(stop: () => Promise<void>, log: Logger): () => Promise<void> {
      let stopping: Promise<void> | undefined;
      const drain = (): Promise<void> => (stopping ??= stop());
      begin = () => {
        log.info('draining');
        setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
        drain().then(
          () => process.exit(0),
          (error) => fail(error),
        );
      };
      if (askedAt !== undefined) begin();
      return drain;
    },
  };
}
