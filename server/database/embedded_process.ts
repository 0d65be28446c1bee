import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * When the process with this number started, in words that only this one process can have; null when there is none.
 * A number alone says little: systems give it away again.
 */
export function startedAt(pid: number): string | null {
  if (process.platform === 'linux') return startedAtOnLinux(pid);
  if (process.platform === 'win32') return isAlive(pid) ? 'alive' : null;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function startedAtOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything; the third is the state, the 22nd the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether this process is a PostgreSQL server that works in the given data folder. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (startedAt(pid) === null) return false;
  if (process.platform === 'win32') return true;
  try {
    // A PostgreSQL server makes its data folder its working folder.
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(cluster);
  } catch (error) {
    // What may not be looked at belongs to another account and is not ours.
    if (error instanceof Error) return false;
    throw error;
  }
}
