import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { startEmbeddedPostgres } from '../../server/database/embedded';
import { placeCluster } from '../../server/database/embedded_cluster';
import { FolderTaken, takeFolder } from '../../server/database/embedded_lock';
import { stopLeftover } from '../../server/database/embedded_postmaster';
import { removeDataFolder, temporaryFolder } from './folder';

export type TestDatabase = { url: string; drop(): Promise<void> };

/** An empty database of the run's server, for one test file. */
export const createDatabase = (): Promise<TestDatabase> => makeDatabase(inject('postgresUrl'), 'template1');

/** A database that has all of the schema and no rows yet. */
export const createMigratedDatabase = (): Promise<TestDatabase> => makeDatabase(inject('postgresUrl'), inject('postgresTemplate'));

/** A new database on this server, like that template; its name is the last part of its address. */
export async function makeDatabase(server: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export type PrivatePostgres = {
  /** The empty database `orderline`; the same after kill and start, unless somebody has taken the port meanwhile. */
  readonly url: string;
  /** The number of the running server process, to stop (SIGSTOP) and continue it. */
  pid(): number;
  /** kill -9 of the server process; it stays down until `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

/** A database server that belongs to one test, which may take it away and bring it back. */
export async function startPrivatePostgres(dataDir: string = temporaryFolder('postgres')): Promise<PrivatePostgres> {
  // A killed process loses nothing that it wrote; only a power cut would, and no test cuts the power.
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '200' };
  const launch = () => startEmbeddedPostgres({ dataDir, settings, log: () => undefined });
  let running = await launch();
  const pid = () => Number.parseInt(readFileSync(join(homeOf(dataDir), 'cluster/postmaster.pid'), 'utf8'), 10);
  return {
    get url() {
      return running.url;
    },
    pid,
    async kill() {
      process.kill(pid(), 'SIGKILL');
      await running.stop();
    },
    async start() {
      running = await launch();
    },
    async remove() {
      await running.stop();
      removeDataFolder(dataDir);
    },
  };
}

/** Ends and removes the servers of runs that were killed. */
export async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith('orderline-postgres-'))) {
    const dataDir = join(tmpdir(), name);
    const modified = statSync(dataDir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    // A folder just made may not carry its owner's lock yet.
    if (Date.now() - modified < 60_000) continue;
    try {
      const release = takeFolder(dataDir);
      if (existsSync(join(dataDir, 'postgres.json'))) await stopLeftover(placeCluster(dataDir), () => undefined);
      release();
      removeDataFolder(dataDir);
    } catch (error) {
      if (!(error instanceof FolderTaken)) console.warn(`${dataDir} is left as it is: ${String(error)}`);
    }
  }
}

const homeOf = (dataDir: string): string => (JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { home: string | null }).home ?? join(dataDir, 'postgres');
