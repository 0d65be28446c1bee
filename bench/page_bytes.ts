import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Figure } from './measure';

const FOLDER = 'dist/renderer/client/assets';

/** What the client page's visitor downloads. */
export async function measurePage(): Promise<Figure[]> {
  const files = await Promise.all((await readdir(FOLDER)).map(async (name) => ({ name, bytes: await readFile(join(FOLDER, name)) })));
  const sum = (ending: string, size: (bytes: Buffer) => number) =>
    files.filter(({ name }) => name.endsWith(ending)).reduce((total, { bytes }) => total + size(bytes), 0);
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const gzip = (bytes: Buffer) => gzipSync(bytes).length;
  return [
    { what: 'client page: script, gzip / brotli', value: `${kB(sum('.js', gzip))} / ${kB(sum('.js', (bytes) => brotliCompressSync(bytes).length))}` },
    { what: 'client page: styles, gzip', value: kB(sum('.css', gzip)) },
  ];
}
