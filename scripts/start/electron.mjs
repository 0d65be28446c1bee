import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../node_modules/electron');
const FETCH_MS = 60_000;

/** Whether a window could be shown here. */
export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The installed Electron program, or null. Electron's own way to ask for it would download it, however long that takes. */
function installedElectron() {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** The Electron program; fetched on first use, within a minute or not at all. `begun` receives the fetching process. */
export async function obtainElectron(begun) {
  const installed = installedElectron();
  if (installed !== null || !existsSync(join(folder, 'install.js'))) return installed;
  const fetching = spawn(process.execPath, [join(folder, 'install.js')], { detached: true, stdio: 'ignore' });
  begun(fetching);
  const limit = setTimeout(() => fetching.kill('SIGKILL'), FETCH_MS);
  await new Promise((done) => fetching.once('error', done).once('exit', done));
  clearTimeout(limit);
  return installedElectron();
}
