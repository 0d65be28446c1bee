import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const found = new Map<string, string>();

/** The path of a program of the system; installs its Debian package on a system without. */
export function systemProgram(name: string, pack: string): string {
  const path = found.get(name) ?? execFileSync(process.execPath, [resolve(import.meta.dirname, '../../scripts/system_program.mjs'), name, pack], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  found.set(name, path);
  return path;
}
