import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The folder to check: the one named on the command line, else this repository. */
export const root = resolve(process.argv[2] ?? join(import.meta.dirname, '../..'));

export const readJson = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));

/** Every file that .gitignore does not leave out, with its text; files that are not text are left out too. Needs no git. */
export function* textFiles() {
  const listed = existsSync(join(root, '.gitignore')) ? readFileSync(join(root, '.gitignore'), 'utf8').split('\n').map((line) => line.trim()) : [];
  const folders = new Set(['.git', ...listed.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1))]);
  const endings = listed.filter((line) => line.startsWith('*')).map((line) => line.slice(1));
  yield* textFilesIn(root, (entry) => (entry.isDirectory() ? !folders.has(entry.name) : entry.isFile() && entry.name !== '.git' && !endings.some((ending) => entry.name.endsWith(ending))));
}

function* textFilesIn(folder, isWanted) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).filter(isWanted)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* textFilesIn(path, isWanted);
    else {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('\0')) yield { name: relative(root, path), text };
    }
  }
}

/** Ends the check: silent when there is nothing to say, otherwise one line each and exit code 1. */
export function report(problems) {
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
