import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Figure } from './measure';

const PAGE = 'dist/renderer/client';

/** What the client page's visitor downloads until his first message stands there. */
export async function measurePage(): Promise<Figure[]> {
  const html = await readFile(join(PAGE, 'index.html'), 'utf8');
  const own = /<script type="module"[^>]* src="([^"]+)"/.exec(html)![1]!;
  const named = [...html.matchAll(/="\/client\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  const begin = await withImports(own.replace('/client/', ''));
  const scripts = named.filter((file) => file.endsWith('.js'));
  return [
    { what: 'client page: script to begin with, gzip / brotli', value: await sizes(begin) },
    { what: `client page: all script that it names, until the first message, in ${scripts.length} files, gzip / brotli`, value: await sizes(scripts) },
    { what: 'client page: styles, gzip / brotli', value: await sizes(named.filter((file) => file.endsWith('.css'))) },
  ];
}

/** The script and what it imports; what it loads on demand is no part of it. */
async function withImports(own: string): Promise<string[]> {
  const found = new Set([own]);
  // A set grows while it is walked.
  for (const file of found) for (const [, name] of (await readFile(join(PAGE, file), 'utf8')).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) found.add(`assets/${name}`);
  return [...found];
}

async function sizes(files: readonly string[]): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(join(PAGE, file))));
  const sum = (size: (bytes: Buffer) => number) => `${(contents.reduce((total, bytes) => total + size(bytes), 0) / 1000).toFixed(1)} kB`;
  return `${sum((bytes) => gzipSync(bytes).length)} / ${sum((bytes) => brotliCompressSync(bytes).length)}`;
}
