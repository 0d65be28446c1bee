// The main job in one command: builds what has changed, runs the server with its database and a demo marketplace, opens the desktop console.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.mjs';
import { endChild, ended } from './start/children.mjs';
import { hasDisplay, obtainElectron } from './start/electron.mjs';

const root = resolve(import.meta.dirname, '..');
const DRAIN_MS = 15_000;

let server;
let desktop;
let fetching;
let stopping;

// A terminal signals the whole group and npm passes the signal on again: only the first one counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { stopping ??= stop(); });

// Whoever started this may be killed without passing anything on.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) stopping ??= stop(); }, 500).unref();

// A terminal that was closed takes no more lines; that must not keep the rest from ending in its order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function stop() {
  if (server !== undefined) console.log('\nStopping …');
  fetching?.kill('SIGKILL');
  await endChild(desktop, 5_000);
  await endChild(server, DRAIN_MS);
  process.exit(0);
}

try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// In groups of their own, so that Ctrl+C reaches this process alone and everything ends in its order.
server = spawn(process.execPath, [join(root, 'dist/server/start.js')], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
createInterface({ input: server.stdout }).on('line', (line) => {
  console.log(line);
  const address = /listening on (https?:\/\/[^\s"]+)/.exec(line)?.[1];
  if (address !== undefined) void openDesktop(address);
});

const code = await ended(server);
if (stopping === undefined) {
  fetching?.kill('SIGKILL');
  await endChild(desktop, 5_000);
  process.exit(code ?? 1);
}

async function openDesktop(address) {
  const instead = `open ${address}/console in a browser instead.`;
  if (!hasDisplay()) return console.log(`There is no display for the desktop console: ${instead}`);
  const electron = await obtainElectron((child) => { fetching = child; });
  if (stopping !== undefined) return;
  if (electron === null) return console.log(`No Electron is to be had for the desktop console: ${instead}`);
  mkdirSync(join(root, '.build'), { recursive: true });
  const log = join(root, '.build/desktop.log');
  const output = openSync(log, 'w');
  // Chromium's sandbox cannot be set up by root; everybody else keeps it.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  desktop = spawn(electron, ['.', `--server=${address}`, ...flags], { cwd: root, detached: true, stdio: ['ignore', output, output] });
  const exitCode = await ended(desktop);
  if (stopping !== undefined) return;
  console.log(exitCode === 0 ? 'The desktop console was closed; the server goes on until Ctrl+C.' : `The desktop console ended (more in ${log}): ${instead}`);
}
