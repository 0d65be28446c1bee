import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../server/database/embedded';

export const API_KEY = 'bench-marketplace-key-0123456789';

export type BenchServer = { url: string; databaseUrl: string; stop(): Promise<void> };

/** A program that logs `listening on http://…`, as a process of its own, and its address. */
export async function startProgram(file: string, env: Record<string, string>): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /listening on (http:\/\/[^\s"]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout!.resume();
    return { url, child };
  }
  throw new Error(`${file} ended before it listened`);
}

/** The built server on an embedded PostgreSQL with its ordinary settings (synchronous commit included), as on a customer's machine. */
export async function startBenchServer(): Promise<BenchServer> {
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
  });
  return {
    url,
    databaseUrl: database.url,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
