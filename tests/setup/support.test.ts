import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium';
import { temporaryFolder } from '../support/folder';
import { keepTemporaryFilesInMemory } from '../support/memory_folder';
import { createDatabase, startPrivatePostgres } from '../support/postgres';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
};

test('gives every test file an empty database of its own', async () => {
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  await ask(one.url, 'CREATE TABLE things (id int)');
  expect(await ask(other.url, "SELECT count(*)::int FROM pg_tables WHERE tablename = 'things'")).toEqual([0]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
});

test('lets a test kill its own database server and bring it back with what was committed', async () => {
  const postgres = await startPrivatePostgres();
  try {
    await ask(postgres.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await postgres.kill();
    await expect(ask(postgres.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await postgres.start();
    expect(await ask(postgres.url, 'SELECT number FROM kept')).toEqual([7]);
  } finally {
    await postgres.remove();
  }
});

test('launches a Chromium that shows a page', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Заказ #1</h1>');
    expect(await page.locator('h1').textContent()).toBe('Заказ #1');
  } finally {
    await browser.close();
  }
});

describe('a run that would keep its temporary files in memory', () => {
  /** Where they are kept when it begins with this memory and no place is named. */
  function placeWith(memory: string): string {
    const { TMPDIR } = process.env;
    delete process.env.TMPDIR;
    try {
      const remove = keepTemporaryFilesInMemory(memory);
      const place = tmpdir();
      remove();
      return place;
    } finally {
      if (TMPDIR !== undefined) process.env.TMPDIR = TMPDIR;
    }
  }

  test('leaves them on the disk where it may keep nothing there', () => {
    const folder = temporaryFolder('memory');
    const memory = join(folder, 'no-folder');
    writeFileSync(memory, '');
    expect(placeWith(memory)).toBe(placeWith(join(folder, 'not-there')));
    rmSync(folder, { recursive: true });
  });

  test.runIf(process.platform === 'linux')('removes what a killed one has left there, and ends what still works in it', async () => {
    const memory = temporaryFolder('memory');
    // No process has so high a number.
    const left = join(memory, `orderline-tests-${hostname()}-999999999-abc`);
    mkdirSync(join(left, 'database'), { recursive: true });
    const database = spawn('sleep', ['60'], { cwd: join(left, 'database'), stdio: 'ignore' });
    await once(database, 'spawn');
    const ended = once(database, 'exit');
    placeWith(memory);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(existsSync(left)).toBe(false);
    rmSync(memory, { recursive: true });
  });
});

test.runIf(process.platform !== 'win32')('a script that is told to stop, by the terminal and by npm, begins nothing more and waits until what it has begun is through', async () => {
  const folder = temporaryFolder('stopped');
  const [told, next] = [join(folder, 'told'), join(folder, 'next')];
  const program = `
    import { run, stopOnSignals } from '${resolve(import.meta.dirname, '../../scripts/test/run.mjs')}';
    stopOnSignals();
    const place = { cwd: '${folder}', limitMs: 60_000, isLive: true };
    await run('sh', ['-c', "trap 'echo ending; sleep 0.3; echo > told; exit' TERM; echo up; while :; do sleep 0.05; done"], place);
    await run('sh', ['-c', 'echo > next'], place);
  `;
  const script = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(script, 'exit');
  await once(script.stdout, 'data');
  script.kill('SIGINT');
  await once(script.stdout, 'data');
  script.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect([existsSync(told), existsSync(next)]).toEqual([true, false]);
  rmSync(folder, { recursive: true });
});
