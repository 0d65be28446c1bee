import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startedAt } from './embedded_process';

/** Thrown when a living process holds the folder. */
export class FolderTaken extends Error {}

/**
 * Makes this process the only owner of `folder`, or throws one readable line. Returns how to give it back.
 * What a dead owner left behind is taken over.
 */
export function takeFolder(folder: string): () => void {
  const path = join(folder, 'postgres.lock');
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const mine = JSON.stringify({ pid: process.pid, started_at: startedAt(process.pid), draft });
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    while (!link(draft, path)) removeIfDead(path, folder);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (read(path) === mine) rmSync(path, { force: true });
  };
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfDead(path: string, folder: string): void {
  const found = read(path);
  if (found === null) return;
  const pid = livingOwner(found);
  if (pid !== null) throw new FolderTaken(`Another Orderline (process ${pid}) already runs its database in ${folder}: stop it first, or choose another DATA_DIR.`);
  // Of two that find the same dead owner only one may clear it away, and neither may clear away the other's new lock.
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== found) link(aside, path);
  rmSync(aside, { force: true });
}

function livingOwner(content: string): number | null {
  try {
    const { pid, started_at } = JSON.parse(content) as { pid: number; started_at: string };
    return startedAt(pid) === started_at ? pid : null;
  } catch {
    // Written in part by a process that died: nobody's.
    return null;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
