// Finds a program of the system that the tests need, or installs its Debian package, and prints where it is.
// node scripts/system_program.mjs PROGRAM PACKAGE
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const INSTALL_MS = 10 * 60_000;
const [program = '', pack = program] = process.argv.slice(2);

const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin');

const find = () => folders.map((folder) => join(folder, program)).find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

function install() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const root = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [name, ...rest] = [...root, 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300', ...args];
    // Debian starts what it installs, where it may; the tests run their own.
    spawnSync(name, rest, { stdio: ['ignore', process.stderr, process.stderr], timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } });
  };
  process.stderr.write(`${program} is not installed: installing it with apt-get.\n`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', pack);
}

let path = find();
if (path === undefined) {
  install();
  path = find();
}
if (path === undefined) console.error(`${program} is not to be had: install the package ${pack}.`);
else process.stdout.write(`${path}\n`);
process.exitCode = path === undefined ? 1 : 0;
