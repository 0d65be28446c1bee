import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ended } from '../start/children.mjs';

const START = resolve(import.meta.dirname, '../../dist/server/start.js');

/** The built server with a fresh demo marketplace on a free port: its address, a client's invite link, and how to end and remove it. */
export async function startDemo() {
  const dataDir = mkdtempSync(join(tmpdir(), 'orderline-pictures-'));
  // The database's own account has to get in when this runs as root.
  chmodSync(dataDir, 0o755);
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', PUBLIC_URL: '', ALLOWED_ORIGINS: '' };
  const child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended(child);
    const kept = join(dataDir, 'postgres.json');
    const outside = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')).home : null;
    if (outside !== null) rmSync(outside, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };

  let invite;
  for await (const line of createInterface({ input: child.stdout })) {
    invite ??= /\S+\/c#\S+/.exec(line)?.[0];
    const url = /listening on (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return { url, invite, stop };
  }
  await stop();
  throw new Error('The server ended before it listened.');
}
