import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { chooseAccount } from '../../server/database/embedded_account';
import { temporaryFolder } from './folder';
import { freePort } from './free_port';
import { systemProgram } from './system_program';

export type SystemPostgres = {
  /** An empty database of it. */
  url: string;
  /** Runs one of the programs that belong to it, and answers what it printed. */
  run(program: 'pg_dump' | 'pg_restore', ...args: string[]): Promise<string>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

/** A PostgreSQL server of the system's own packages, with its programs: the embedded one comes without pg_dump. */
export async function startSystemPostgres(): Promise<SystemPostgres> {
  const programs = findPrograms();
  const folder = temporaryFolder('system-postgres');
  const account = chooseAccount(folder);
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const as = { ...account, cwd: '/', stdio: 'ignore' } as const;
  const cluster = join(folder, 'cluster');
  execFileSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'orderline', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], as);
  const port = await freePort();
  const settings = { fsync: 'off', listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const child = spawn(join(programs, 'postgres'), ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], as);
  const ended = once(child, 'exit');
  const url = `postgres://orderline@127.0.0.1:${port}/chat`;
  while (!(await makeDatabase(`postgres://orderline@127.0.0.1:${port}/postgres`))) {
    if (child.exitCode !== null) throw new Error('the system\'s PostgreSQL ended');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    run: async (program, ...args) => (await promisify(execFile)(join(programs, program), args)).stdout,
    async remove() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where Debian keeps a server's programs, by version. */
const SYSTEM = '/usr/lib/postgresql';

function findPrograms(): string {
  const find = () =>
    (existsSync(SYSTEM) ? readdirSync(SYSTEM) : []).map((version) => join(SYSTEM, version, 'bin')).find((folder) => ['postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(folder, name))));
  const found = find();
  if (found !== undefined) return found;
  systemProgram('pg_ctlcluster', 'postgresql');
  const installed = find();
  if (installed === undefined) throw new Error('PostgreSQL is not to be had: install the package postgresql.');
  return installed;
}

/** False while the server does not take connections yet. */
async function makeDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } catch {
    return false;
  }
  await client.query('CREATE DATABASE chat');
  await client.end();
  return true;
}
