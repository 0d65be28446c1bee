import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder';

const module = resolve(import.meta.dirname, '../../scripts/build/stamps.mjs');
let root: string;

beforeEach(() => {
  root = temporaryFolder('stamps');
  mkdirSync(join(root, 'server/domain'), { recursive: true });
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'server/domain/rooms.ts'), 'export const rooms = 1;');
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'dist/index.js'), 'built');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs a line of the build's own code on the folder. */
const run = (code: string): unknown => {
  const script = `const stamps = await import(${JSON.stringify(module)}); const root = ${JSON.stringify(root)};
    const inputs = await stamps.hashInputs(root, ['server', 'package.json', 'not/there']);
    console.log(JSON.stringify((await (${code})) ?? null));`;
  return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout);
};
const isFresh = (): unknown => run("stamps.isFresh(root, 'server', inputs)");
const build = (): unknown => run("stamps.writeStamp(root, 'server', inputs, ['dist/index.js'])");

test('a target is fresh until one of its sources changes, comes or goes', () => {
  expect(isFresh()).toBe(false);
  build();
  expect(isFresh()).toBe(true);
  writeFileSync(join(root, 'elsewhere.ts'), '1');
  expect(isFresh()).toBe(true);
  writeFileSync(join(root, 'server/domain/rooms.ts'), 'export const rooms = 2;');
  expect(isFresh()).toBe(false);
  build();
  writeFileSync(join(root, 'server/domain/more.ts'), '');
  expect(isFresh()).toBe(false);
  build();
  rmSync(join(root, 'server/domain/more.ts'));
  expect(isFresh()).toBe(false);
});

test('a target is built again when something that it wrote is gone or cut off, or when its build was interrupted', () => {
  build();
  writeFileSync(join(root, 'dist/index.js'), 'bui');
  expect(isFresh()).toBe(false);
  build();
  rmSync(join(root, 'dist/index.js'));
  expect(isFresh()).toBe(false);
  writeFileSync(join(root, 'dist/index.js'), 'built');
  build();
  run("stamps.dropStamp(root, 'server')");
  expect(isFresh()).toBe(false);
});
