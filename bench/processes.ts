import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used, by the kernel's own account; Linux only. */
type Used = { parent: number; cpu_ms: number; rss_kb: number };

/** Clock ticks are hundredths of a second on every Linux that runs this. */
const TICK_MS = 10;
const PAGE_KB = 4;

function read(pid: number | string): Used | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in the second field may hold anything; behind its bracket the fields count from the third.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    return { parent: fields[1]!, cpu_ms: (fields[11]! + fields[12]! + fields[13]! + fields[14]!) * TICK_MS, rss_kb: fields[21]! * PAGE_KB };
  } catch {
    return undefined;
  }
}

/** CPU time in milliseconds of a process and of its children, those that have ended included. */
export function cpuOf(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && read(name)?.parent === pid);
  return [String(pid), ...children].reduce((sum, one) => sum + (read(one)?.cpu_ms ?? 0), 0);
}

export const parentOf = (pid: number): number => read(pid)?.parent ?? 0;

/** Memory in MB that a process holds now. */
export const memoryOf = (pid: number): number => (read(pid)?.rss_kb ?? 0) / 1024;
