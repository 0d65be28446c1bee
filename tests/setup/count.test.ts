import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder';

const folder = temporaryFolder('count');
const module = resolve(import.meta.dirname, '../../scripts/test/count.mjs');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type File = { status: string; assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[]; name?: string };

/** What the command `npm test` makes of a vitest report. */
function count(report: { passed: number; failed: number; files: File[] } | null, exitCode: number): unknown {
  const path = join(folder, 'report.json');
  rmSync(path, { force: true });
  if (report !== null) {
    writeFileSync(path, JSON.stringify({ numPassedTests: report.passed, numFailedTests: report.failed, numPendingTests: 0, numTodoTests: 0, testResults: report.files }));
  }
  const script = `const { countTests } = await import(${JSON.stringify(module)}); console.log(JSON.stringify(countTests(${JSON.stringify(path)}, ${exitCode})));`;
  return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout);
}

const good: File = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] };

test.each([
  ['a good run', { passed: 2, failed: 0, files: [good] }, 0, { passed: 2, failed: 0 }],
  ['a failed test', { passed: 2, failed: 1, files: [good, { status: 'failed', assertionResults: [{ status: 'failed' }] }] }, 1, { passed: 2, failed: 1 }],
  ['a file that does not load', { passed: 2, failed: 0, files: [good, { status: 'failed', assertionResults: [] }] }, 1, { passed: 2, failed: 1 }],
  ['an error outside of any test', { passed: 2, failed: 0, files: [good] }, 1, { passed: 2, failed: 1 }],
  ['a run of nothing', { passed: 0, failed: 0, files: [] }, 0, { passed: 0, failed: 1 }],
  ['a run without a report', null, 1, { passed: 0, failed: 1 }],
])('counts %s', (_name, report, exitCode, expected) => {
  expect(count(report, exitCode)).toEqual({ ...expected, skipped: 0, repeated: [] });
});

test('names what has passed only when it was tried again, with its first error', () => {
  const first = '\u001b[31mError: no such row\u001b[39m\n    at tests/flows/one.test.ts:3:1';
  const files = [{ status: 'passed', name: resolve('tests/flows/one.test.ts'), assertionResults: [{ status: 'passed', fullName: 'the list shows it', failureMessages: [first, 'Error: another'] }, { status: 'passed', failureMessages: [] }] }];
  expect(count({ passed: 2, failed: 0, files }, 0)).toEqual({ passed: 2, failed: 0, skipped: 0, repeated: [{ name: 'the list shows it', file: 'tests/flows/one.test.ts', error: 'Error: no such row' }] });
});
