import { basename, extname, join } from 'node:path';
import type { DownloadItem } from 'electron';
import { z } from 'zod';
import { alertLine } from './alert_text';
import { downloadEntry, type DownloadEntry } from '../protocol/desktop_shell';

/** What is remembered of saved files: the page sees all but the path. */
export const keptDownloads = z.array(downloadEntry.extend({ path: z.string() }));
type Kept = z.infer<typeof keptDownloads>[number];

export type DownloadsParts = {
  /** The user's folder of downloads. */
  folder(): string;
  exists(path: string): boolean;
  server(): string | null;
  ownOrigin: string;
  slot: { get(): Kept[]; set(value: Kept[]): boolean };
  now(): number;
  showInFolder(path: string): void;
  onChange(): void;
};

export type Downloads = {
  /** Takes the item, unless it comes from somewhere else than the server or the page itself; false: nothing is saved. */
  take(item: DownloadItem): boolean;
  /** Whether an address may be asked for to be saved. */
  isOurs(url: string): boolean;
  list(): DownloadEntry[];
  cancel(id: number): void;
  show(id: number): void;
  clear(): void;
};

const KEPT = 50;
/** Progress is told so often at most. */
const TELL_MS = 250;
const FILES = '/api/chat/files/';

/** Saves files under free names in the user's folder, and remembers where. Nothing is ever opened by itself. */
export function createDownloads(parts: DownloadsParts): Downloads {
  // What ran when the program ended has stopped.
  let entries: Kept[] = parts.slot.get().map((entry) => (entry.state === 'running' ? { ...entry, state: 'failed' } : entry));
  const running = new Map<number, DownloadItem>();
  let toldAt = 0;

  const change = (id: number, to: Partial<Kept>, isEnd = false) => {
    entries = entries.map((entry) => (entry.id === id ? { ...entry, ...to } : entry));
    if (isEnd) parts.slot.set(entries);
    if (!isEnd && parts.now() - toldAt < TELL_MS) return;
    toldAt = parts.now();
    parts.onChange();
  };

  const isOurs = (text: string) => {
    if (text.startsWith(`blob:${parts.ownOrigin}/`)) return true;
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && parts.server() !== null && url.origin === parts.server() && url.pathname.startsWith(FILES);
  };

  return {
    isOurs,
    take(item) {
      if (!isOurs(item.getURLChain()[0] ?? item.getURL()) || !isOurs(item.getURL())) return false;
      const id = 1 + entries.reduce((highest, entry) => Math.max(highest, entry.id), 0);
      const path = freePath(parts.folder(), fileName(item.getFilename()), (candidate) => parts.exists(candidate) || entries.some((entry) => entry.state === 'running' && entry.path === candidate));
      item.setSavePath(path);
      running.set(id, item);
      const entry: Kept = { id, name: basename(path), path, received: 0, total: item.getTotalBytes(), state: 'running', at: new Date(parts.now()).toISOString() };
      entries = [entry, ...entries].slice(0, KEPT);
      parts.onChange();
      item.on('updated', () => change(id, { received: item.getReceivedBytes(), total: item.getTotalBytes() }));
      item.once('done', (_event, state) => {
        running.delete(id);
        change(id, { received: item.getReceivedBytes(), state: state === 'completed' ? 'done' : state === 'cancelled' ? 'cancelled' : 'failed' }, true);
      });
      return true;
    },
    list: () => entries.map(({ id, name, received, total, state, at }) => ({ id, name, received, total, state, at })),
    cancel: (id) => running.get(id)?.cancel(),
    show(id) {
      const entry = entries.find((one) => one.id === id && one.state === 'done');
      if (entry !== undefined) parts.showInFolder(entry.path);
    },
    clear() {
      entries = entries.filter((entry) => entry.state === 'running');
      parts.slot.set(entries);
      parts.onChange();
    },
  };
}

/** The name under which a file may be saved: what the server says, without anything that leads elsewhere or hides what it is. */
export function fileName(text: string): string {
  const whole = alertLine(text, 1000).replace(/[\\/:*?"<>|]/g, '_').replace(/^\.+|[. ]+$/g, '');
  const end = extname(whole).slice(0, 20);
  const clean = `${whole.slice(0, whole.length - extname(whole).length).slice(0, 150)}${end}`.toWellFormed();
  return clean === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(clean) ? `file_${clean}` : clean;
}

/** The first free path among `name.txt`, `name (1).txt` … */
export function freePath(folder: string, name: string, isTaken: (path: string) => boolean): string {
  const end = extname(name);
  const stem = name.slice(0, name.length - end.length);
  for (let turn = 0; ; turn += 1) {
    const path = join(folder, turn === 0 ? name : `${stem} (${turn})${end}`);
    if (!isTaken(path)) return path;
  }
}
