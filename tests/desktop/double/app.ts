import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import { takeLock, type InstanceLock } from './instance_lock';
import { options, world } from './world';

const started = performance.now();
const root = process.argv[1] ?? process.cwd();
const userData = process.argv.find((argument) => argument.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length);
if (userData === undefined) throw new Error('The double needs --user-data-dir');
mkdirSync(userData, { recursive: true });

type Closable = { close(): void; isDestroyed(): boolean };

let makeReady: () => void = () => undefined;
const ready = new Promise<void>((resolve) => {
  makeReady = resolve;
});
let isQuitting = false;
let lock: InstanceLock | null = null;
/** Filled by the windows, emptied as they are destroyed. */
export const openWindows = new Set<Closable>();
/** What must be over before the process may end. */
export const lastDeeds: (() => Promise<void>)[] = [];

class DoubleApp extends EventEmitter {
  readonly isPackaged = options.resources !== undefined;
  isEnding = false;

  whenReady = () => ready;
  isReady = () => world.isReady;
  getVersion = () => (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  getName = () => 'orderline';
  getLocale = () => (world.isReady ? (options.locale ?? 'en-US') : '');
  getAppPath = () => root;

  getPath(name: string): string {
    if (name === 'userData') return userData ?? '';
    // The user's own folders, in the one folder that belongs to this test.
    if (name === 'home') return userData ?? '';
    if (name === 'downloads' || name === 'crashDumps') return join(userData ?? '', name);
    throw new Error(`Failed to get '${name}' path`);
  }

  requestSingleInstanceLock(): boolean {
    lock = takeLock(userData ?? '', (argv) => this.emit('second-instance', {}, argv, process.cwd(), null));
    return lock.isOurs;
  }

  releaseSingleInstanceLock(): void {
    lock?.leave();
    lock = null;
  }

  setAppUserModelId(id: string): void {
    world.surface.app_user_model_id = id;
  }

  setAsDefaultProtocolClient(name: string): boolean {
    world.surface.protocol_clients.push(name);
    return true;
  }

  setLoginItemSettings(settings: { openAtLogin?: boolean; args?: string[] }): void {
    world.surface.login_item = { open: settings.openAtLogin === true, args: settings.args ?? [] };
  }

  setBadgeCount(count = 0): boolean {
    world.surface.badge = count;
    return true;
  }

  quit(): void {
    if (isQuitting || this.isPrevented('before-quit')) return;
    isQuitting = true;
    for (const window of [...openWindows]) window.close();
    if (openWindows.size > 0) {
      isQuitting = false;
      return;
    }
    if (this.isPrevented('will-quit')) {
      isQuitting = false;
      return;
    }
    this.exit(0);
  }

  exit(code = 0): void {
    this.isEnding = true;
    this.emit('quit', {}, code);
    void Promise.all([lock?.told(), ...lastDeeds.map((deed) => deed())]).finally(() => {
      lock?.leave();
      process.exit(code);
    });
  }

  /** The last window is gone: without a listener the program ends. */
  windowGone(): void {
    if (openWindows.size > 0 || isQuitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  private isPrevented(name: string): boolean {
    let isPrevented = false;
    this.emit(name, { preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }
}

export const app = new DoubleApp();
app satisfies Pick<App, 'isPackaged' | 'whenReady' | 'isReady' | 'getVersion' | 'getName' | 'getLocale' | 'getAppPath' | 'requestSingleInstanceLock' | 'quit' | 'exit'>;

/** Says that the program may use the system, once its module has run. */
export function becomeReady(): void {
  world.isReady = true;
  console.log(`double: ready after ${Math.round(performance.now() - started)} ms`);
  app.emit('ready', {}, options.started_by ?? {});
  makeReady();
}
