import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries, type Binaries } from './embedded_binaries';
import { choosePort, initialise, placeCluster, USER, type Cluster } from './embedded_cluster';
import { takeFolder } from './embedded_lock';
import { runPostmaster, stopLeftover, type Postmaster } from './embedded_postmaster';

export type EmbeddedOptions = {
  /** DATA_DIR: the cluster, its password and its lock live here. */
  dataDir: string;
  /** Receives one readable line per notable step: created, adopted, crashed, restarted. */
  log: (line: string) => void;
  /** Further PostgreSQL settings, such as `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
};

export type EmbeddedPostgres = {
  /** Connection string of the database `orderline`; stays the same while it runs, crashes included. */
  url: string;
  /** Fast shutdown; resolves when the database is gone and its folder is free for another owner. */
  stop(): Promise<void>;
};

const DATABASE = 'orderline';
const STARTS = 5;

/**
 * Starts the PostgreSQL that comes with the npm packages, with its data under `dataDir`, and keeps it running.
 * Rejects with an Error whose message is one readable line, also when another live process owns the same folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.dataDir, { recursive: true });
  const dataDir = realpathSync(options.dataDir);
  const releases = [takeFolder(dataDir)];
  const release = (): void => releases.splice(0).forEach((giveBack) => giveBack());
  try {
    const placed = placeCluster(dataDir);
    // A copied DATA_DIR may name the same outside folder as its original.
    if (placed.home !== join(dataDir, 'postgres')) releases.push(takeFolder(placed.home));
    const binaries = findBinaries(placed.account, options.log);
    await prepare(placed, binaries, options);
    const { cluster, postmaster } = await start(placed, binaries, options);
    return {
      url: addressOf(cluster, DATABASE),
      stop: async () => {
        await postmaster.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function prepare(cluster: Cluster, binaries: Binaries, { log, settings }: EmbeddedOptions): Promise<void> {
  if (existsSync(cluster.folder)) return stopLeftover(cluster, log);
  log(`A new database is made in ${cluster.folder}.`);
  await initialise(cluster, binaries, settings?.fsync !== 'off');
}

/** Tries again when something fleeting is in the way: a port just taken, the last processes of a server that was killed. */
async function start(placed: Cluster, binaries: Binaries, { log, settings = {} }: EmbeddedOptions): Promise<{ cluster: Cluster; postmaster: Postmaster }> {
  for (let attempt = 1; ; attempt += 1) {
    const cluster = await choosePort(placed);
    const postmaster = runPostmaster(cluster, binaries, settings, log);
    try {
      await untilReady(cluster, postmaster);
      postmaster.keepRunning();
      return { cluster, postmaster };
    } catch (error) {
      await postmaster.stop();
      if (attempt === STARTS) throw error;
      await delay(200 * attempt);
    }
  }
}

const addressOf = (cluster: Cluster, database: string): string => `postgres://${USER}:${cluster.password}@127.0.0.1:${cluster.port}/${database}`;

/** Waits through a recovery, however long it takes, and makes the database when it is missing. */
async function untilReady(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  for (;;) {
    const failure = postmaster.failure();
    if (failure !== null) throw new Error(`The embedded PostgreSQL does not start: ${failure} (more in ${cluster.home}/postgres.log)`);
    const client = new pg.Client({ connectionString: addressOf(cluster, 'postgres'), connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (error) {
      if (!isFleeting(error)) throw error;
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Not yet listening, or still recovering. */
const isFleeting = (error: unknown): boolean => ['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01'].includes((error as NodeJS.ErrnoException).code ?? '') || /timeout|terminated/.test((error as Error).message);
