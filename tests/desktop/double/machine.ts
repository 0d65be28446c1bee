import { EventEmitter } from 'node:events';
import type { Clipboard, CrashReporter, DownloadItem, GlobalShortcut } from 'electron';
import { mustBeReady, options, world } from './world';

/** Parts of the machine that the program only touches: keys for the whole system, the clipboard, reports of crashes, files that are saved. */

const keys = new Map<string, () => void>();

export const globalShortcut = {
  register(accelerator, callback) {
    mustBeReady('globalShortcut cannot be used');
    if (keys.has(accelerator) || options.taken_keys?.includes(accelerator) === true) return false;
    keys.set(accelerator, callback);
    world.surface.global_keys = [...keys.keys()];
    return true;
  },
  unregister(accelerator) {
    keys.delete(accelerator);
    world.surface.global_keys = [...keys.keys()];
  },
} satisfies Partial<GlobalShortcut>;

/** Presses a key that the program holds; false: it holds none of that name. */
export function pressGlobalKey(accelerator: string): boolean {
  const callback = keys.get(accelerator);
  callback?.();
  return callback !== undefined;
}

export const clipboard = {
  async writeText(text) {
    world.surface.clipboard = text;
  },
} satisfies Partial<Clipboard>;

export const crashReporter = {
  start({ uploadToServer }) {
    world.surface.sends_crashes = uploadToServer !== false;
  },
} satisfies Partial<CrashReporter>;

/** A download as the specs play it: they say what arrives and how it ends. */
export class PlayedDownload extends EventEmitter {
  received = 0;
  private path = '';

  constructor(readonly url: string, readonly name: string, readonly total: number) {
    super();
  }

  getURL = () => this.url;
  getURLChain = () => [this.url];
  getFilename = () => this.name;
  getTotalBytes = () => this.total;
  getReceivedBytes = () => this.received;
  setSavePath = (path: string) => void (this.path = path);
  getSavePath = () => this.path;
  cancel = () => this.end('cancelled');

  progress(received: number): void {
    this.received = received;
    this.emit('updated', {}, 'progressing');
  }

  end(state: 'completed' | 'cancelled' | 'interrupted'): void {
    if (state === 'completed') this.received = this.total;
    this.emit('done', {}, state);
  }
}

type Played = Pick<DownloadItem, 'getURL' | 'getURLChain' | 'getFilename' | 'getTotalBytes' | 'getReceivedBytes' | 'setSavePath' | 'getSavePath' | 'cancel'>;
PlayedDownload.prototype satisfies Partial<Played>;

export const downloads: PlayedDownload[] = [];
