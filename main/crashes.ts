import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashReporter } from 'electron';

/** Keeps reports of crashes on this machine, and sends them nowhere. To be called before anything else of Electron. */
export function keepCrashReports(crashReporter: Pick<CrashReporter, 'start'>, log: (text: string) => void): void {
  try {
    crashReporter.start({ uploadToServer: false, compress: false });
  } catch (error) {
    log(`Crash reports are not kept: ${String(error)}.`);
  }
}

/** How many reports lie in the folder. */
export function countCrashReports(folder: string): number {
  const dumps = (path: string): number => {
    try {
      return readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? dumps(join(path, entry.name)) : entry.name.endsWith('.dmp') ? 1 : 0), 0);
    } catch {
      return 0;
    }
  };
  return dumps(folder);
}
