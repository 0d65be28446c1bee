import { z } from 'zod';
import { count, id, time } from './fields';

/** What the desktop does around the console: starting by itself, a key that brings it up, spelling, files that are saved, updates, and how it all fares. */

const text = (max: number) => z.string().max(max);
const none = z.undefined();

export const SPELLING_LANGUAGES = ['ru', 'en'] as const;
export const ZOOM_MIN = 0.5;
export const ZOOM_MAX = 2;

/** A key for the whole system, in Electron's spelling: one to three modifiers and a letter, a digit, Space or a function key. */
export const globalKey = z.string().regex(/^(?:(?:CommandOrControl|Control|Alt|Shift|Super)\+){1,3}(?:[A-Z0-9]|Space|F(?:[1-9]|1\d|2[0-4]))$/);

export const shellSettings = {
  /** Start hidden in the tray when the user signs in to the system. */
  autostart: z.boolean(),
  /** Brings the window up from anywhere; null: none. */
  show_key: globalKey.nullable(),
  /** Languages in which spelling is checked; none: it is not. */
  spelling: z.array(z.enum(SPELLING_LANGUAGES)).max(SPELLING_LANGUAGES.length),
  /** Of the main windows. */
  zoom: z.number().min(ZOOM_MIN).max(ZOOM_MAX),
  /** Of the chats' own windows. */
  popout_zoom: z.number().min(ZOOM_MIN).max(ZOOM_MAX),
};

/** A file that is being saved or was. Its folder is known to the main process alone. */
export const downloadEntry = z.strictObject({
  id: count,
  name: text(255),
  received: count,
  /** 0: the server does not say. */
  total: count,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  at: time,
});

/**
 * An update's way; the picture of it stands in main/updates.ts. `failed` stays: the program does not ask again for that version by itself,
 * and offers the file instead.
 */
export const updateState = z.strictObject({
  name: z.enum(['off', 'idle', 'checking', 'available', 'loading', 'ready', 'failed']),
  version: text(50).nullable(),
  /** 0 to 100 while `loading`. */
  percent: z.number().min(0).max(100),
  detail: text(300),
});

export const shellState = z.strictObject({
  autostart: z.enum(['on', 'off', 'failed']),
  /** `taken`: another program has the key. */
  show_key: z.enum(['none', 'ready', 'taken']),
  downloads: z.array(downloadEntry).max(50),
  update: updateState,
});

export const checkName = z.enum(['server', 'certificate', 'clock', 'secrets', 'notifications', 'tray', 'storage', 'autostart', 'show_key', 'crashes', 'update']);

/** One line of the self-diagnosis. `unknown`: it cannot be found out here. */
export const check = z.strictObject({ name: checkName, state: z.enum(['good', 'doubtful', 'bad', 'unknown']), detail: text(300) });

export const diagnosis = z.strictObject({
  at: time,
  versions: z.record(z.string(), text(100)),
  checks: z.array(check).max(40),
  /** The last lines of the main process's own log; it holds no secrets and nothing that people wrote. */
  log: z.array(text(500)).max(200),
});

export const shellCalls = {
  getShell: { args: none, result: shellState },
  /** Saves a file of the remembered server in the user's folder of downloads. */
  download: { args: z.strictObject({ url: text(4000) }), result: z.strictObject({ started: z.boolean() }) },
  cancelDownload: { args: z.strictObject({ id: count }), result: none },
  /** Shows the saved file in its folder. */
  showDownload: { args: z.strictObject({ id: count }), result: none },
  clearDownloads: { args: none, result: none },
  checkForUpdates: { args: none, result: none },
  /** `loading` from `available`, the program's restart from `ready`, the page of the file from `failed`. */
  goOnWithUpdate: { args: none, result: none },
  diagnose: { args: none, result: diagnosis },
  /** Lays text on the clipboard: a page may not by itself. */
  copyText: { args: z.strictObject({ text: text(50_000) }), result: none },
} as const;

export const shellSignals = {
  shellChanged: shellState,
  /** A deep link asks for an order by its number. */
  openOrder: z.strictObject({ order: id }),
} as const;

export type ShellSettings = { [K in keyof typeof shellSettings]: z.infer<(typeof shellSettings)[K]> };
export type DownloadEntry = z.infer<typeof downloadEntry>;
export type UpdateState = z.infer<typeof updateState>;
export type ShellState = z.infer<typeof shellState>;
export type Check = z.infer<typeof check>;
export type CheckName = z.infer<typeof checkName>;
export type Diagnosis = z.infer<typeof diagnosis>;
