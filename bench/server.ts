import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { startEmbeddedPostgres } from '../server/database/embedded';
import { parentOf } from './processes';

export const API_KEY = 'bench-marketplace-key-0123456789';

export type BenchServer = { url: string; databaseUrl: string; child: ChildProcess; postmaster: number; stop(): Promise<void> };

/** A program that logs `listening on http://…`, as a process of its own, and its address. */
export async function startProgram(file: string, env: Record<string, string>, args: readonly string[] = []): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', resolve('dist/bench/loop_delay.js'), file, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /listening on (http:\/\/[^\s"]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout!.resume();
    return { url, child };
  }
  throw new Error(`${file} ended before it listened`);
}

/** The process whose children serve the database's connections. */
async function postmasterOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const parent = parentOf(rows[0]!.pid);
  await client.end();
  return parent;
}

/** The built server on an embedded PostgreSQL with its ordinary settings (synchronous commit included), as on a customer's machine. */
export async function startBenchServer(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'orderline-bench-'));
  const database = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  const { url, child } = await startProgram('dist/server/index.js', {
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    MARKETPLACE_API_KEY: API_KEY,
    AUTH_SECRET: 'only the benchmark signs with this secret',
    LOG_LEVEL: 'info',
    POSTS_PER_MINUTE: '1000000',
    LOGINS_PER_MINUTE: '1000000',
    EVENTS_PER_SECOND: '1000000',
    ...env,
  }, args);
  return {
    url,
    databaseUrl: database.url,
    child,
    postmaster: await postmasterOf(database.url),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
