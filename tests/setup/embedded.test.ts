import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../server/database/embedded';
import { startedAt } from '../../server/database/embedded_process';
import { removeDataFolder, temporaryFolder } from '../support/folder';
import { buildOwner, endOwner, runOwner, type Owner } from './owner_program';

const built = resolve(import.meta.dirname, `../../.build/owner-${process.pid}`);
let program: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];
const owners: Owner[] = [];

beforeAll(async () => { program = await buildOwner(built); });
afterAll(() => rmSync(built, { recursive: true, force: true }));

beforeEach(() => { dataDir = temporaryFolder('embedded'); });
afterEach(async () => {
  for (const owner of owners.splice(0)) await endOwner(owner, 'SIGTERM');
  for (const postgres of running.splice(0)) await postgres.stop();
  removeDataFolder(dataDir);
});

const start = async (lines: string[] = []): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' }, log: (line) => lines.push(line) });
  running.push(postgres);
  return postgres;
};

const startOwner = async (): Promise<Owner> => {
  const owner = await runOwner(program, dataDir);
  owners.push(owner);
  return owner;
};

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
};

const postmasterPid = (): number => Number.parseInt(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);

test('makes a database in UTF-8 that folds letters of every language', async () => {
  const { url } = await start();
  expect(await ask(url, 'SHOW server_encoding')).toBe('UTF8');
  expect(await ask(url, "SELECT lower('ЗАКАЗ Ä')")).toBe('заказ ä');
  expect(await ask(url, 'SELECT current_database()')).toBe('orderline');
});

test('keeps its password to itself and listens on this machine alone', async () => {
  const { url } = await start();
  expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
  expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('keeps data and address over a restart', async () => {
  const first = await start();
  await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  await first.stop();
  await expect(ask(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, 'SELECT number FROM kept')).toBe(7);
});

test('refuses a second owner in one line and leaves the first alone', async () => {
  const owner = await startOwner();
  await expect(start()).rejects.toThrow(/^Another Orderline \(process \d+\) already runs its database in [^\n]+$/);
  const rival = await startOwner();
  expect(rival.outcome).toMatch(/^refused Another Orderline/);
  expect(await ask(owner.outcome.slice(4), 'SELECT 1')).toBe(1);
});

test('refuses a second start inside the owner itself', async () => {
  const { url } = await start();
  await expect(start()).rejects.toThrow(`(process ${process.pid}) already runs`);
  expect(await ask(url, 'SELECT 1')).toBe(1);
});

test('goes on after the owner was killed, with the server it left behind shut down', async () => {
  const owner = await startOwner();
  await ask(owner.outcome.slice(4), 'CREATE TABLE kept AS SELECT 7 AS number');
  const left = postmasterPid();
  await endOwner(owner, 'SIGKILL');
  expect(startedAt(left)).not.toBeNull();
  const lines: string[] = [];
  const { url } = await start(lines);
  expect(await ask(url, 'SELECT number FROM kept')).toBe(7);
  expect(lines.join()).toContain(`process ${left}`);
  expect(startedAt(left)).toBeNull();
});

test('goes on after the owner and its database server were killed at once', async () => {
  const owner = await startOwner();
  await ask(owner.outcome.slice(4), 'CREATE TABLE kept AS SELECT 7 AS number');
  process.kill(postmasterPid(), 'SIGKILL');
  await endOwner(owner, 'SIGKILL');
  expect(await ask((await start()).url, 'SELECT number FROM kept')).toBe(7);
});

test('is not misled by a process number that belongs to another program by now', async () => {
  const first = await start();
  await first.stop();
  const other = spawn('sleep', ['60']);
  // PostgreSQL itself holds back only from a number of its own account.
  writeFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), `${other.pid}\n${dataDir}/postgres/cluster\n1\n1\n\n127.0.0.1\n\n`);
  try {
    expect(await ask((await start()).url, 'SELECT 1')).toBe(1);
    expect(other.exitCode ?? other.signalCode).toBeNull();
  } finally {
    other.kill();
  }
});

test('brings its server back under the same address when that is killed', async () => {
  const lines: string[] = [];
  const { url } = await start(lines);
  await ask(url, 'CREATE TABLE kept AS SELECT 7 AS number');
  const killed = postmasterPid();
  process.kill(killed, 'SIGKILL');
  await vi.waitFor(async () => expect(await ask(url, 'SELECT number FROM kept')).toBe(7), { timeout: 40_000, interval: 100 });
  expect(postmasterPid()).not.toBe(killed);
  expect(lines.at(-1)).toContain('SIGKILL');
});

test('takes another port when its own is in use', async () => {
  const first = await start();
  await first.stop();
  const port = Number(new URL(first.url).port);
  const squatter = createServer().listen(port, '127.0.0.1');
  try {
    const second = await start();
    expect(new URL(second.url).port).not.toBe(String(port));
    expect(await ask(second.url, 'SELECT 1')).toBe(1);
  } finally {
    squatter.close();
  }
});

test('does not take a first start that was cut short for a finished one', async () => {
  mkdirSync(join(dataDir, 'postgres/cluster.new/base'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres/cluster.new/PG_VERSION'), '18\n');
  expect(await ask((await start()).url, 'SELECT 1')).toBe(1);
  expect(readdirSync(join(dataDir, 'postgres'))).not.toContain('cluster.new');
});

test('says in one line that the password is gone', async () => {
  await (await start()).stop();
  rmSync(join(dataDir, 'postgres.json'));
  const failure = start();
  await expect(failure).rejects.toThrow(/^[^\n]*postgres\.json, which holds the database's password, is gone[^\n]*$/);
  rmSync(join(dataDir, 'postgres'), { recursive: true });
  expect(await ask((await start()).url, 'SELECT 1')).toBe(1);
});
