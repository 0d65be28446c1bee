import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { THUMBNAIL_PIXELS } from '../../protocol/files';
import { createGate } from '../gate';

export type Picture = { width: number; height: number; thumbnail: Buffer };
export type TakePicture = (bytes: Readable) => Promise<Picture | undefined>;

/** More pixels than any camera's picture; a small file can claim billions. */
const PIXELS_MAX = 120_000_000;
const TIME_MAX_MS = 15_000;
const THUMBNAIL_BYTES_MAX = 2 * 1024 * 1024;
const AT_ONCE = 2;

/** Beside the built server; the source itself where this runs from sources. */
function program(): string {
  const built = fileURLToPath(new URL('./picture_program.js', import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL('./picture_program.mjs', import.meta.url));
}

/**
 * Dimensions and thumbnail of a picture, or undefined when it cannot be decoded within the limits: the decoder runs in a process of its own,
 * with nothing of this one's environment, which is ended when it takes too long or says too much.
 */
export function createTakePicture(): TakePicture {
  const gate = createGate(AT_ONCE);
  return (bytes) => gate(() => take(bytes));
}

async function take(bytes: Readable): Promise<Picture | undefined> {
  const child = spawn(process.execPath, ['--max-old-space-size=256', program(), String(PIXELS_MAX), String(THUMBNAIL_PIXELS)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { NODE_ENV: 'production' },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), TIME_MAX_MS);
  const said: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    said.push(chunk);
    length += chunk.length;
    if (length > THUMBNAIL_BYTES_MAX) child.kill('SIGKILL');
  });
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  // A decoder that ends early does not read to the end.
  await pipeline(bytes, child.stdin).catch(() => undefined);
  const isGood = await ended;
  clearTimeout(timer);
  return isGood ? read(Buffer.concat(said)) : undefined;
}

function read(output: Buffer): Picture | undefined {
  const end = output.indexOf(0x0a);
  if (end < 0) return undefined;
  const { width, height } = JSON.parse(output.subarray(0, end).toString()) as { width: number; height: number };
  return { width, height, thumbnail: output.subarray(end + 1) };
}
