import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const sources = join(import.meta.dirname, 'double');
let built: Promise<string> | undefined;

/** Compiles the double once for each state of its sources; returns the file to run. */
export function buildDouble(): Promise<string> {
  built ??= compile();
  return built;
}

async function compile(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of readdirSync(sources).sort()) hash.update(file).update(readFileSync(join(sources, file)));
  const folder = join(root, '.build/desktop_double', hash.digest('hex').slice(0, 16));
  const entry = join(folder, 'entry.js');
  if (existsSync(entry)) return entry;
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: draft,
      minify: false,
      rolldownOptions: { input: { entry: join(sources, 'entry.ts'), electron: join(sources, 'electron.ts') }, output: { entryFileNames: '[name].js' } },
    },
  });
  try {
    renameSync(draft, folder);
  } catch {
    // Another worker was first; its files are the same.
  }
  return entry;
}
