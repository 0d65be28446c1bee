import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NAME = /^orderline-tests-(\d+)-/;
/** What a whole run leaves there is a tenth of it. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * Moves the temporary files of this run into memory, where there is plenty of it: a database for each test file is some four hundred
 * files made and removed, which takes a disk half a second and memory a fiftieth of that. Answers how to remove them.
 */
export function keepTemporaryFilesInMemory(): () => void {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return () => undefined;
  removeFoldersOfDeadRuns();
  const { bavail, bsize } = statfsSync(MEMORY);
  if (Math.min(bavail * bsize, process.availableMemory()) < ENOUGH_BYTES) return () => undefined;
  const folder = mkdtempSync(join(MEMORY, `orderline-tests-${process.pid}-`));
  // The database's account goes through it.
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (!runsPrograms(folder)) {
    remove();
    return () => undefined;
  }
  process.env.TMPDIR = folder;
  return remove;
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

/** Of runs that were killed: ends what still works in their folders, a database before all, and gives the memory back. */
function removeFoldersOfDeadRuns(): void {
  for (const name of readdirSync(MEMORY)) {
    const owner = NAME.exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    const folder = join(MEMORY, name);
    try {
      for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) if (placeOf(pid).startsWith(`${folder}/`)) process.kill(Number(pid), 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or being removed by another run: it is in nobody's way.
    }
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
