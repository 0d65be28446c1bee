import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder to check: the one named on the command line, else this repository. */
export const root = resolve(process.argv[2] ?? join(import.meta.dirname, '../..'));

export const readJson = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));

/** Every tracked file, and every new one that is not ignored, with its text; files that are not text are left out. */
export function* textFiles() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  for (const name of new Set(listed.split('\0'))) {
    if (name === '' || !existsSync(join(root, name))) continue;
    const text = readFileSync(join(root, name), 'utf8');
    if (!text.includes('\0')) yield { name, text };
  }
}

/** Ends the check: silent when there is nothing to say, otherwise one line each and exit code 1. */
export function report(problems) {
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
