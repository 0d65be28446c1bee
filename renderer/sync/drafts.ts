import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';

/**
 * Unsent text, per user and room. localStorage takes it at once and synchronously, so that it outlives the page's sudden end; IndexedDB
 * takes it a moment later and puts it on the disk for certain, so that it outlives the browser's. The newer of the two counts.
 */
type Draft = { key: string; text: string; at: number };

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
}

const LATER_MS = 300;
const PREFIX = 'orderline-draft';
const watchers = new Set<() => void>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
let opened: Promise<IDBPDatabase<Schema> | null> | undefined;

const keyOf = (user: number, room: number, server: string) => `${PREFIX} ${server} ${user} ${room}`;

/** Reads the unsent text of a room; '' when there is none. */
export async function loadDraft(user: number, room: number, server = ''): Promise<string> {
  const key = keyOf(user, room, server);
  const shadow = readShadow(key);
  const kept = await (await database())?.get('drafts', key).catch(() => undefined);
  const newest = !kept || (shadow && shadow.at >= kept.at) ? shadow : kept;
  return newest?.text ?? '';
}

/** Reads what is at hand without waiting: the text as this browser's page last saved it. */
export function peekDraft(user: number, room: number, server = ''): string {
  return readShadow(keyOf(user, room, server))?.text ?? '';
}

/** Keeps the unsent text of a room; an empty text clears it. */
export function saveDraft(user: number, room: number, text: string, server = ''): void {
  const draft: Draft = { key: keyOf(user, room, server), text, at: Date.now() };
  try {
    globalThis.localStorage?.setItem(draft.key, JSON.stringify(draft));
  } catch {
    // Full or closed: the other one takes it.
  }
  for (const watcher of watchers) watcher();
  clearTimeout(timers.get(draft.key));
  timers.set(draft.key, setTimeout(() => void store(draft), LATER_MS));
}

/** The rooms in which this browser keeps unsent text of the user. */
export function draftRooms(user: number, server = ''): ReadonlySet<number> {
  const start = keyOf(user, 0, server).slice(0, -1);
  const rooms = new Set<number>();
  try {
    for (const key of Object.keys(globalThis.localStorage ?? {})) {
      if (key.startsWith(start) && readShadow(key)?.text.trim()) rooms.add(Number(key.slice(start.length)));
    }
  } catch {
    // Closed: nothing is kept here.
  }
  return rooms;
}

/** Calls back after each change of a draft, in this tab or another one; returns how to stop. */
export function watchDrafts(listener: () => void): () => void {
  watchers.add(listener);
  globalThis.window?.addEventListener('storage', listener);
  return () => {
    watchers.delete(listener);
    globalThis.window?.removeEventListener('storage', listener);
  };
}

/** Forgets the unsent text of a room. */
export function clearDraft(user: number, room: number, server = ''): void {
  saveDraft(user, room, '', server);
}

async function store(draft: Draft): Promise<void> {
  timers.delete(draft.key);
  const db = await database();
  try {
    const tx = db?.transaction('drafts', 'readwrite', { durability: 'strict' });
    // A cleared draft is kept as an empty one until both have it, or an older text would come back.
    await tx?.store.put(draft);
    await tx?.done;
    if (draft.text === '' && readShadow(draft.key)?.at === draft.at) globalThis.localStorage?.removeItem(draft.key);
  } catch {
    // The shadow still has it.
  }
}

function readShadow(key: string): Draft | undefined {
  try {
    const text = globalThis.localStorage?.getItem(key);
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

function database(): Promise<IDBPDatabase<Schema> | null> {
  return (opened ??= openDB<Schema>(PREFIX, 1, {
    upgrade: (db) => void db.createObjectStore('drafts', { keyPath: 'key' }),
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated: () => (opened = undefined),
  }).catch(() => null));
}
