import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/folder';
import { Impossible } from './impossible';

/** A small file system of its own that can be filled to its last byte. */
export type SmallDisk = {
  folder: string;
  fill(): void;
  /** Makes room again. */
  free(): void;
  remove(): void;
};

/** Throws `Impossible` where nothing may be mounted: that takes root on Linux, and a container that allows it. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder('small-disk');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Impossible('a small file system cannot be mounted');
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (const bytes = Buffer.alloc(64 * 1024); statfsSync(folder).bfree > 0; ) writeSync(file, bytes);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
