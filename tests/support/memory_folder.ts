import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Containers may share the memory and not the processes: a run knows only of its own machine's whether they live. */
const PREFIX = `orderline-tests-${hostname()}-`;
/** What a whole run leaves there is a tenth of it. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * Moves the temporary files of this run into memory, where there is plenty of it: a database for each test file is some four hundred
 * files made and removed, which takes a disk half a second and memory a fiftieth of that. Answers how to remove them.
 */
export function keepTemporaryFilesInMemory(memory = '/dev/shm'): () => void {
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return () => undefined;
  const folder = folderIn(memory);
  if (folder === null) return () => undefined;
  process.env.TMPDIR = folder;
  return () => {
    delete process.env.TMPDIR;
    removeFolder(folder);
  };
}

/** A new folder for the files of this run; null where there is too little memory, or a place for nobody's files or programs. */
function folderIn(memory: string): string | null {
  try {
    removeFoldersOfDeadRuns(memory);
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, process.availableMemory()) < ENOUGH_BYTES) return null;
    const folder = mkdtempSync(join(memory, `${PREFIX}${process.pid}-`));
    // The database's account goes through it.
    chmodSync(folder, 0o755);
    if (runsPrograms(folder)) return folder;
    removeFolder(folder);
    return null;
  } catch {
    return null;
  }
}

/** Containers like to mount their memory so that no program in it may be run, and some tests run programs of their own. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  try {
    execFileSync(program);
    return true;
  } catch {
    return false;
  }
}

/** Of runs that were killed. */
function removeFoldersOfDeadRuns(memory: string): void {
  for (const name of readdirSync(memory)) {
    if (name.startsWith(PREFIX) && !existsSync(`/proc/${parseInt(name.slice(PREFIX.length), 10)}`)) removeFolder(join(memory, name));
  }
}

/** Ends what still works in there, a database before all, and gives the memory back. */
function removeFolder(folder: string): void {
  try {
    for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) if (placeOf(pid).startsWith(`${folder}/`)) process.kill(Number(pid), 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // Another user's, being removed by another run, or something is mounted in it: it is in nobody's way.
  }
}

function placeOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Gone meanwhile, or somebody else's.
    return '';
  }
}
