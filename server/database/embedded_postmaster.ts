import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environment, type Cluster } from './embedded_cluster';
import type { Binaries } from './embedded_binaries';
import { isPostmasterOf } from './embedded_process';

const LOG_BYTES = 5_000_000;
const SHUTDOWN_MS = 30_000;
const RESTART_MS = { first: 100, longest: 5_000, calm: 10_000 };

export type Postmaster = {
  /** Why the server program ended, in one line, while it is not running; null while it is. */
  failure(): string | null;
  /** From now on it is started again whenever it ends without having been asked to. */
  keepRunning(): void;
  stop(): Promise<void>;
};

/**
 * Ends a server that an earlier owner of the cluster left behind. A file that names a dead process, or one that is someone else's by now,
 * is cleared away, since PostgreSQL takes both for a running server; it still sees by its shared memory whether one is there.
 */
export async function stopLeftover(cluster: Cluster, log: (line: string) => void): Promise<void> {
  const pidPath = join(cluster.folder, 'postmaster.pid');
  const pid = readPid(pidPath);
  if (pid === null || !isPostmasterOf(pid, cluster.folder)) return rmSync(pidPath, { force: true });
  log(`The database server of an earlier run (process ${pid}) is still there and is shut down first.`);
  await end(pid, () => isPostmasterOf(pid, cluster.folder));
}

function readPid(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Fast shutdown; harder when that takes too long. */
async function end(pid: number, isThere: () => boolean): Promise<void> {
  for (const [signal, patienceMs] of [['SIGINT', SHUTDOWN_MS], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (!send(pid, signal)) return;
    for (const until = Date.now() + patienceMs; Date.now() < until; await delay(20)) if (!isThere()) return;
  }
  throw new Error(`The database server (process ${pid}) does not end.`);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Runs the server program. */
export function runPostmaster(cluster: Cluster, binaries: Binaries, settings: Record<string, string>, log: (line: string) => void): Postmaster {
  let isKept = false;
  let failure: string | null = null;
  let waitMs = RESTART_MS.first;
  let restart: NodeJS.Timeout | undefined;
  let child = launch();

  function launch(): ChildProcess {
    failure = null;
    const { output, readNew } = openLog(cluster);
    const options = { listen_addresses: '127.0.0.1', port: String(cluster.port), unix_socket_directories: '', max_connections: '100', timezone: 'UTC', log_timezone: 'UTC', ...settings };
    const args = ['-D', cluster.folder, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    // A group of its own: Ctrl+C at the terminal must not reach the database before the server has drained.
    const started = spawn(binaries.postgres, args, { ...cluster.account, cwd: cluster.home, env: environment(), detached: true, windowsHide: true, stdio: ['ignore', output, output] });
    closeSync(output);
    const launchedAt = Date.now();
    started.once('error', (error) => { failure = error.message; });
    started.once('exit', (code, signal) => {
      // Whoever was killed had no last word: what stands in the log speaks of something else.
      failure = signal === null ? (complaintIn(readNew()) ?? `ended with code ${code}`) : `ended with ${signal}`;
      if (Date.now() - launchedAt > RESTART_MS.calm) waitMs = RESTART_MS.first;
      if (isKept) launchAgain();
    });
    return started;
  }

  function launchAgain(): void {
    log(`The database server ended unexpectedly (${failure}) and is started again.`);
    restart = setTimeout(() => { child = launch(); }, waitMs);
    waitMs = Math.min(waitMs * 2, RESTART_MS.longest);
  }

  const hasEnded = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

  return {
    failure: () => failure,
    keepRunning() {
      isKept = true;
      if (hasEnded()) launchAgain();
    },
    async stop() {
      isKept = false;
      clearTimeout(restart);
      if (child.pid !== undefined && !hasEnded()) await end(child.pid, () => !hasEnded());
    },
  };
}

function openLog(cluster: Cluster): { output: number; readNew: () => string } {
  const path = join(cluster.home, 'postgres.log');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const output = openSync(path, size > LOG_BYTES ? 'w' : 'a', 0o600);
  if (cluster.account !== null) fchownSync(output, cluster.account.uid, cluster.account.gid);
  return { output, readNew: () => readFileSync(path).subarray(size > LOG_BYTES ? 0 : size).toString() };
}

const complaintIn = (text: string): string | null => text.split('\n').reverse().find((line) => /FATAL|PANIC|error while/.test(line))?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? null;
