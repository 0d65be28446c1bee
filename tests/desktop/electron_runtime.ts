import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { _electron, type ElectronApplication } from 'playwright-core';
import type { DesktopDriver, DesktopRuntime, LaunchOptions } from './driver';
import { pathWithSessionBus } from './session_bus';
import type { Poke, Surface } from './surface';

const root = join(import.meta.dirname, '../..');

export const electronRuntime: DesktopRuntime = { name: 'electron', origin: 'app://orderline', playsMachines: false, launch };

type Recorder = { surface(): Surface; poke(poke: Poke): Promise<unknown> };

/** Real Electron with a recorder loaded before the program. */
async function launch({ folder, flags = [], program = root, environment = {}, machine = {} }: LaunchOptions): Promise<DesktopDriver> {
  mkdirSync(folder, { recursive: true });
  const dist = join(root, 'node_modules/electron');
  const app: ElectronApplication = await _electron.launch({
    executablePath: join(dist, 'dist', readFileSync(join(dist, 'path.txt'), 'utf8')),
    args: ['-r', join(import.meta.dirname, 'electron_recorder.cjs'), program, `--user-data-dir=${folder}`, `--lang=${machine.locale ?? 'en-US'}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...flags],
    env: { ...(process.env as Record<string, string>), ...environment, PATH: pathWithSessionBus(folder, { has_tray_host: (machine.tray ?? 'shown') === 'shown', do_not_disturb: machine.do_not_disturb ?? 'off', is_locked: false, has_markup: machine.markup !== false }) },
  });
  const child = app.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    runtime: 'electron',
    async page(account = 1) {
      await app.firstWindow();
      await expect.poll(() => app.windows().length >= account).toBe(true);
      return app.windows()[account - 1]!;
    },
    surface: () => app.evaluate(() => (globalThis as unknown as { orderlineRecorder: Recorder }).orderlineRecorder.surface()),
    poke: (poke) => app.evaluate((_electronModule, deed) => (globalThis as unknown as { orderlineRecorder: Recorder }).orderlineRecorder.poke(deed), poke),
    ended: () => exited,
    isRunning,
    async quit() {
      if (isRunning()) await app.close();
      await exited;
    },
    async kill() {
      if (isRunning()) child.kill('SIGKILL');
      await exited;
    },
    output: () => output,
  };
}
