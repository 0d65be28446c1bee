import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { canWriteIn, chooseAccount, type Account } from './embedded_account';
import type { Binaries } from './embedded_binaries';

/** One cluster: its folders, whose it is, and how to reach it. */
export type Cluster = { home: string; folder: string; account: Account; port: number; password: string; settingsPath: string };

export const USER = 'orderline';

type Saved = { home: string | null; port: number; password: string };

/** Finds the cluster that belongs to `dataDir`, or decides where a new one goes. Nothing is initialised yet. */
export function placeCluster(dataDir: string): Cluster {
  const settingsPath = join(dataDir, 'postgres.json');
  const saved = existsSync(settingsPath) ? (JSON.parse(readFileSync(settingsPath, 'utf8')) as Saved) : null;
  const own = join(dataDir, 'postgres');
  const home = saved?.home ?? own;
  const folder = join(home, 'cluster');
  if (saved !== null && saved.home !== null && !existsSync(folder)) throw new Error(`The database of ${dataDir} is kept in ${home}, and that folder is gone.`);
  if (saved === null && existsSync(folder)) throw new Error(`${settingsPath}, which holds the database's password, is gone: put it back, or move ${own} away to begin anew.`);
  const account = chooseAccount(folder);
  if (saved !== null) return { home, folder, account, port: saved.port, password: saved.password, settingsPath };

  const place = makeHome(own, account) ?? makeOutsideHome(dataDir, account);
  const cluster = { home: place, folder: join(place, 'cluster'), account, port: 0, password: randomBytes(24).toString('base64url'), settingsPath };
  save(cluster, place === own ? null : place);
  return cluster;
}

function makeHome(home: string, account: Account): string | null {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account !== null) chownSync(home, account.uid, account.gid);
  chmodSync(home, 0o700);
  if (canWriteIn(account, home)) return home;
  rmSync(home, { recursive: true });
  return null;
}

/** Root's data folder may lie below one that is closed to the database's account; then its data live elsewhere, under a name of their own. */
function makeOutsideHome(dataDir: string, account: Account): string {
  const name = `/var/lib/orderline-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  for (let number = 1; ; number += 1) {
    const place = number === 1 ? name : `${name}-${number}`;
    if (existsSync(place)) continue;
    if (makeHome(place, account) !== null) return place;
    throw new Error(`The database server's account can write neither below ${dataDir} nor in ${place}: choose another DATA_DIR, or set DATABASE_URL.`);
  }
}

function save(cluster: Cluster, outside: string | null): void {
  const saved: Saved = { home: outside, port: cluster.port, password: cluster.password };
  const draft = `${cluster.settingsPath}.new`;
  writeFileSync(draft, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
  // Root may start what a plain account will start again tomorrow.
  const owner = statSync(dirname(draft));
  if (process.getuid?.() === 0) chownSync(draft, owner.uid, owner.gid);
  renameSync(draft, cluster.settingsPath);
}

/** Keeps the remembered port when it is free and remembers another one when it is not. */
export async function choosePort(cluster: Cluster): Promise<Cluster> {
  const port = (cluster.port === 0 ? null : await tryPort(cluster.port)) ?? (await tryPort(0));
  if (port === null) throw new Error('No port of 127.0.0.1 is free for the database.');
  const chosen = { ...cluster, port };
  if (port !== cluster.port) save(chosen, (JSON.parse(readFileSync(cluster.settingsPath, 'utf8')) as Saved).home);
  return chosen;
}

const tryPort = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });

/** Makes the cluster's files when there are none. A run that was cut short leaves nothing that looks finished. */
export async function initialise(cluster: Cluster, binaries: Binaries, isDurable: boolean): Promise<void> {
  const draft = `${cluster.folder}.new`;
  const passwordPath = join(cluster.home, 'password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordPath, cluster.password, { mode: 0o600 });
  if (cluster.account !== null) chownSync(passwordPath, cluster.account.uid, cluster.account.gid);
  // The builtin locale is the same on every system and sorts and folds all of Unicode.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordPath}`, ...locale, ...(isDurable ? [] : ['--no-sync'])];
  try {
    await run(binaries.initdb, args, cluster);
  } finally {
    rmSync(passwordPath, { force: true });
  }
  renameSync(draft, cluster.folder);
}

/** What the database's programs see of the environment: nothing that could lead them elsewhere. */
export const environment = (): NodeJS.ProcessEnv => {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' };
};

const run = (program: string, args: string[], cluster: Cluster): Promise<void> =>
  new Promise((resolve, reject) => {
    // A group of its own: Ctrl+C at the terminal is not meant for it.
    const child = spawn(program, args, { ...cluster.account, cwd: cluster.home, env: environment(), detached: true, windowsHide: true, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text; });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`The database could not be made: ${errors.trim().split('\n').find((line) => line.includes('error')) ?? errors.trim()}`))));
  });
