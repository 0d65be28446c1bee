import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new temporary folder which, unlike mkdtemp's own, other accounts can enter: the database server of a run as root has its own. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `orderline-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Removes a data folder and what it keeps elsewhere. The server and the database must have stopped. */
export function removeDataFolder(dataDir: string): void {
  const settings = join(dataDir, 'postgres.json');
  const outside = existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as { home: string | null }).home : null;
  if (outside !== null) rmSync(outside, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
