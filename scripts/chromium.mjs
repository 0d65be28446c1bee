// Finds a Chromium for the tests, or installs one, and prints where it is.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const INSTALL_MS = 10 * 60_000;

/** The path of an installed Chromium or Chrome, or null. CHROMIUM_PATH goes before all others. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin');
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return candidates.find((path) => path !== '' && isProgram(path) && runs(path)) ?? null;
}

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Some systems carry a file of this name that only says how to install the browser. */
const runs = (path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

function installChromium() {
  const say = (line) => process.stderr.write(`${line}\n`);
  const run = (program, ...args) => spawnSync(program, args, {
    stdio: ['ignore', process.stderr, process.stderr], timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;
  if (process.platform === 'linux' && existsSync('/usr/bin/apt-get')) {
    const root = process.getuid() === 0 ? [] : ['sudo', '-n'];
    const apt = (...args) => run(...[...root, 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300', ...args]);
    say('Chromium is not installed: installing it with apt-get.');
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    const found = findChromium();
    if (found !== null) return found;
  }
  say('Fetching the Chromium that Playwright offers.');
  run(process.execPath, join(import.meta.dirname, '../node_modules/playwright-core/cli.js'), 'install', 'chromium');
  const offered = spawnSync(process.execPath, ['-e', "process.stdout.write(require('playwright-core').chromium.executablePath())"], { cwd: import.meta.dirname, encoding: 'utf8' }).stdout;
  return existsSync(offered) ? offered : null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = findChromium() ?? installChromium();
  if (path === null) console.error('No Chromium is to be had: install one, or name it in CHROMIUM_PATH.');
  else process.stdout.write(`${path}\n`);
  process.exitCode = path === null ? 1 : 0;
}
