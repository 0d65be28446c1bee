import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { downloads, PlayedDownload } from './machine';
import { Schemes } from './system';
import { mustBeReady, world } from './world';

type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];

export class DoubleSession extends EventEmitter {
  readonly protocol = new Schemes();
  check: CheckHandler = null;
  request: RequestHandler = null;

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.check = handler;
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler;
  }

  /** `partition`: the name of its own place; '' is the program's. */
  constructor(readonly partition: string) {
    super();
  }

  setDevicePermissionHandler(): void {}

  async clearStorageData(): Promise<void> {
    world.surface.cleared.push(this.partition);
  }

  flushStorageData(): void {
    world.surface.flushes += 1;
  }

  readonly availableSpellCheckerLanguages = ['de', 'en-GB', 'en-US', 'ru'];

  setSpellCheckerEnabled(isOn: boolean): void {
    if (!isOn) world.surface.spelling = [];
  }

  setSpellCheckerLanguages(languages: string[]): void {
    const unknown = languages.find((language) => !this.availableSpellCheckerLanguages.includes(language));
    if (unknown !== undefined) throw new Error(`Invalid language code provided: "${unknown}" is not a valid language code`);
    world.surface.spelling = languages;
  }

  addWordToSpellCheckerDictionary(word: string): boolean {
    world.surface.learned.push(word);
    return true;
  }

  /** A page asks for a file to be saved; the item when the program takes it. */
  download(url: string, name: string, total: number): PlayedDownload | null {
    const item = new PlayedDownload(url, name, total);
    let isPrevented = false;
    this.emit('will-download', { preventDefault: () => (isPrevented = true) }, item, null);
    if (isPrevented) return null;
    downloads.push(item);
    return item;
  }

  /** What the program answers to a page of this address; without handlers Electron grants everything. */
  async allows(permission: string, url: string): Promise<boolean> {
    const name = permission as Parameters<NonNullable<CheckHandler>>[1];
    const checked = this.check?.(null, name, url, { isMainFrame: true, requestingUrl: url } as never) ?? true;
    const { request } = this;
    const asked = request === null || (await new Promise<boolean>((resolve) => request(null as never, name as never, resolve, { isMainFrame: true, requestingUrl: url } as never)));
    return checked && asked;
  }
}

export const defaultSession = new DoubleSession('');
const partitions = new Map<string, DoubleSession>([['', defaultSession]]);

/** The session of this partition; one for each name. */
export function sessionOf(partition: string): DoubleSession {
  const known = partitions.get(partition) ?? new DoubleSession(partition);
  partitions.set(partition, known);
  return known;
}

export const session = {
  get defaultSession(): DoubleSession {
    mustBeReady('Session can only be received when app is ready: session used');
    return defaultSession;
  },
  fromPartition(partition: string): DoubleSession {
    mustBeReady('Session can only be received when app is ready: session used');
    // The updater's own session keeps nothing.
    if (partition !== 'electron-updater' && !partition.startsWith('persist:')) throw new Error('The double keeps what pages keep');
    return sessionOf(partition);
  },
};
