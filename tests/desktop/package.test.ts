import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('the package holds the built program and nothing else, with every fuse as it should be', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package_check.mjs'], { cwd: root, encoding: 'utf8' });
  expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('The package is as it should be')]);
});
