import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumPath } from '../support/chromium';
import { buildDouble } from './double_build';
import type { DesktopDriver, DesktopRuntime, LaunchOptions } from './driver';
import { pathWithSessionBus } from './session_bus';
import type { Surface } from './surface';

const root = join(import.meta.dirname, '../..');
const ORIGIN = 'https://orderline.app.test';
const START_MS = 60_000;

export const doubleRuntime: DesktopRuntime = { name: 'double', origin: ORIGIN, playsMachines: true, launch };

async function launch({ folder, flags = [], program = root, environment = {}, machine = {} }: LaunchOptions): Promise<DesktopDriver> {
  const entry = await buildDouble();
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, ['--enable-source-maps', entry, program, `--user-data-dir=${folder}`, ...flags], {
    cwd: root,
    // A group of its own: killing it kills its browser too.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      ...environment,
      PATH: pathWithSessionBus(folder, { has_tray_host: (machine.tray ?? 'shown') === 'shown', do_not_disturb: machine.do_not_disturb ?? 'off', is_locked: false, has_markup: machine.markup !== false }),
      ORDERLINE_DOUBLE: JSON.stringify(machine),
      ORDERLINE_DOUBLE_CHROMIUM: chromiumPath(),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      killGroup(child.pid);
      resolve(code);
    }),
  );
  const control = controlOf(child, () => output);
  const browsers = new Map<number, Browser>();
  await Promise.race([control.started, exited]);

  return {
    runtime: 'double',
    async page(account = 1): Promise<Page> {
      const browser = browsers.get(account) ?? (await chromium.connectOverCDP((await control.ask('endpoint', account === 1 ? '' : `persist:account-${account}`)) as string));
      browsers.set(account, browser);
      const context = browser.contexts()[0];
      if (context === undefined) throw new Error('The double has no window');
      // The browser starts with one blank page, which becomes the window.
      const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: START_MS }));
      page.setDefaultTimeout(START_MS);
      await page.waitForURL((url) => url.origin === ORIGIN);
      return page;
    },
    surface: async () => (await control.ask('surface')) as Surface,
    poke: (poke) => control.ask('poke', poke),
    ended: () => exited,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async quit() {
      if (child.exitCode === null && child.signalCode === null) await Promise.race([control.ask('poke', { do: 'quit' }), exited]);
      await exited;
      for (const browser of browsers.values()) await browser.close().catch(() => undefined);
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) killGroup(child.pid);
      await exited;
      for (const browser of browsers.values()) await browser.close().catch(() => undefined);
    },
    output: () => output,
  };
}

/** The program and its browser; there may be nothing left of them. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All gone already.
  }
}

type Reply = { id?: number; ok?: boolean; value?: unknown; started?: string };

function controlOf(child: ChildProcess, output: () => string) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let count = 0;
  let isStarted: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    isStarted = resolve;
  });
  child.on('message', (reply: Reply) => {
    if (reply.started !== undefined) isStarted();
    const call = reply.id === undefined ? undefined : waiting.get(reply.id);
    if (reply.ok === true) call?.resolve(reply.value);
    else call?.reject(new Error(String(reply.value)));
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`The double has ended (${code ?? signal}):\n${output()}`));
  });
  const ask = (method: string, argument?: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (!child.connected) return reject(new Error(`The double has ended:\n${output()}`));
      count += 1;
      waiting.set(count, { resolve, reject });
      child.send({ id: count, method, argument });
    });
  return { started, ask };
}
