import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeDataFolder, temporaryFolder } from '../support/folder';

const root = resolve(import.meta.dirname, '../..');
let dataDir: string;
let program: ChildProcess;
let lines: string[];

beforeEach(() => { dataDir = temporaryFolder('start'); });
afterEach(async () => {
  if (program.exitCode === null && program.signalCode === null) {
    const ended = once(program, 'exit');
    pressCtrlC();
    await ended;
  }
  removeDataFolder(dataDir);
});

/** Starts the main job as a terminal does: in a process group that gets its keys. */
function npmStart(): void {
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, PORT: '0' };
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DATABASE_URL', 'NODE_ENV']) delete env[name];
  lines = [];
  program = spawn('npm', ['start'], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'], env });
  createInterface({ input: program.stdout! }).on('line', (line) => lines.push(line));
}

const pressCtrlC = (): boolean => process.kill(-program.pid!, 'SIGINT');

const said = (pattern: RegExp): Promise<RegExpExecArray> => new Promise((done, fail) => {
  const look = setInterval(() => {
    const found = pattern.exec(lines.join('\n'));
    if (found === null && program.exitCode === null) return;
    clearInterval(look);
    if (found === null) fail(new Error(`It ended without saying ${pattern}:\n${lines.join('\n')}`));
    else done(found);
  }, 50);
});

test('npm start serves a demo marketplace and says where, and Ctrl+C ends all of it', { timeout: 240_000 }, async () => {
  npmStart();
  const [, address] = await said(/listening on (http:\S+)/);
  expect(lines.join('\n')).toMatch(/anna@orderline\.test/);
  expect(lines.join('\n')).toMatch(new RegExp(`${address}/c#[\\w-]{43}`));
  expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ status: 'ok', name: 'orderline' });
  expect((await fetch(`${address}/console`)).status).toBe(200);
  await said(/no display for the desktop console: open http:\S+\/console/);
  const database = readPostmasterPid();
  const ended = once(program, 'exit');
  pressCtrlC();
  expect(await ended).toEqual([0, null]);
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  expect(() => process.kill(database, 0)).toThrow('ESRCH');
  expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
});

test('Ctrl+C while everything is still being started leaves nothing behind', { timeout: 240_000 }, async () => {
  npmStart();
  await said(/console +(?:fresh|built)/);
  const ended = once(program, 'exit');
  pressCtrlC();
  expect(await ended).toEqual([0, null]);
  expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
});

const readPostmasterPid = (): number => {
  const outside = (JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { home: string | null }).home;
  return Number.parseInt(readFileSync(join(outside ?? join(dataDir, 'postgres'), 'cluster/postmaster.pid'), 'utf8'), 10);
};
