import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config';

/** Looks for a threat in a file's bytes. Throws when it cannot say: then the file stays held, and is asked about again. */
export type Scan = (bytes: Readable) => Promise<'clean' | 'infected'>;

const TIME_MAX_MS = 50_000;

/** The scan that the configuration asks for; undefined: none. */
export function createScan(config: Pick<Config, 'SCAN_COMMAND' | 'CLAMAV_HOST' | 'CLAMAV_PORT'>): Scan | undefined {
  const { SCAN_COMMAND: command, CLAMAV_HOST: host, CLAMAV_PORT: port } = config;
  if (command !== undefined) return (bytes) => byCommand(command.split(/\s+/).filter(Boolean), bytes);
  if (host !== undefined) return (bytes) => byClamav(host, port, bytes);
  return undefined;
}

/** A program that reads the bytes on its standard input and ends with 0 (clean) or 1 (infected), as `clamdscan -` does. */
async function byCommand([program = '', ...words]: string[], bytes: Readable): Promise<'clean' | 'infected'> {
  const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'ignore'], timeout: TIME_MAX_MS, killSignal: 'SIGKILL' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Whoever has seen enough need not read to the end.
  await Promise.all([pipeline(bytes, child.stdin).catch(() => undefined), ended.catch(() => undefined)]);
  const code = await ended;
  if (code === 0) return 'clean';
  if (code === 1) return 'infected';
  throw new Error(`the scan command ended with ${code ?? 'a signal'}`);
}

/** ClamAV's own protocol: the bytes in counted pieces, an empty one, and one line of answer. */
async function byClamav(host: string, port: number, bytes: Readable): Promise<'clean' | 'infected'> {
  const socket = connect({ host, port });
  socket.setTimeout(TIME_MAX_MS, () => socket.destroy(new Error('ClamAV does not answer')));
  let answer = '';
  let failure: Error | undefined;
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.on('error', (error) => (failure = error));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // It may answer and hang up before it has read everything, and sending the rest then never ends: only its hanging up is waited for.
  pipeline(bytes, counted, socket, { end: false }).then(
    () => socket.write(Buffer.alloc(4)),
    (error: Error) => socket.destroy(error),
  );
  await closed;
  bytes.destroy();
  if (/\bFOUND\b/.test(answer)) return 'infected';
  if (/^stream: OK/.test(answer)) return 'clean';
  throw failure ?? new Error(`ClamAV answered ${JSON.stringify(answer.slice(0, 100))}`);
}

async function* counted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of bytes) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    yield length;
    yield chunk;
  }
}
