import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A search path on which the session bus says whether icons are shown beside the clock: the program asks it by these commands. */
export function pathWithSessionBus(folder: string, hasTrayHost: boolean): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const program of ['gdbus', 'dbus-send']) {
    writeFileSync(join(bin, program), `#!/bin/sh\necho '(<${hasTrayHost}>,)'\n`);
    chmodSync(join(bin, program), 0o755);
  }
  return [bin, process.env.PATH ?? ''].join(delimiter);
}
