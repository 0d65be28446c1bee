import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { CustomScheme, Display, MessageBoxOptions, MessageBoxReturnValue, SafeStorage, Shell } from 'electron';
import { requestByParts } from './updates';
import { mustBeReady, options, world } from './world';

const keyringKey = () => scryptSync(options.keyring ?? 'keyring', 'orderline', 32);

export const safeStorage = {
  async isAsyncEncryptionAvailable() {
    mustBeReady('safeStorage cannot be used');
    return options.secrets !== 'unavailable';
  },
  getSelectedStorageBackend: () => (world.isReady ? (options.secrets === 'basic_text' ? 'basic_text' : 'gnome_libsecret') : 'unknown'),
  async encryptStringAsync(text) {
    mustBeReady('safeStorage cannot be used');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyringKey(), iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  async decryptStringAsync(secret) {
    mustBeReady('safeStorage cannot be used');
    const decipher = createDecipheriv('aes-256-gcm', keyringKey(), secret.subarray(0, 12));
    decipher.setAuthTag(secret.subarray(-16));
    return { result: Buffer.concat([decipher.update(secret.subarray(12, -16)), decipher.final()]).toString('utf8'), shouldReEncrypt: false };
  },
} satisfies Partial<SafeStorage>;

export const shell = {
  async openExternal(url) {
    world.surface.opened.push(url);
  },
  showItemInFolder(path) {
    world.surface.shown_files.push(path);
  },
} satisfies Partial<Shell>;

export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower(): boolean {
    mustBeReady('powerMonitor cannot be used');
    return false;
  },
});

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const displays = () => (options.screens ?? [SCREEN]).map((workArea, id) => ({ id, workArea, bounds: workArea, scaleFactor: 1 }) as Display);

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay(): Display {
    mustBeReady('The screen module cannot be used');
    const [primary] = displays();
    if (primary === undefined) throw new Error('There is no screen');
    return primary;
  },
  getAllDisplays(): Display[] {
    mustBeReady('The screen module cannot be used');
    return displays();
  },
});

export const net = {
  request: requestByParts,
  fetch(input: string, init?: RequestInit): Promise<Response> {
    mustBeReady('net cannot be used');
    return fetch(input, init);
  },
};

type SchemeHandler = (request: Request) => Response | Promise<Response>;
export const schemes = { privileged: [] as CustomScheme[] };

/** The schemes that one session serves by itself. */
export class Schemes {
  readonly handlers = new Map<string, SchemeHandler>();

  handle(scheme: string, handler: SchemeHandler): void {
    mustBeReady('Session can only be received when app is ready: protocol.handle');
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }
}

export const protocol = {
  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    if (world.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    schemes.privileged = customSchemes;
  },
};

/** What the program has asked the user, and how he answers. */
export const questions: { message: string; buttons: string[]; answer(index: number): void }[] = [];

export const dialog = {
  showMessageBox({ message, buttons = [] }: MessageBoxOptions): Promise<MessageBoxReturnValue> {
    return new Promise((resolve) => {
      world.surface.questions.push({ message, buttons });
      questions.push({ message, buttons, answer: (response) => resolve({ response, checkboxChecked: false }) });
    });
  },
};
