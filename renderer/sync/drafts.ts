import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { eraseAsides } from './asides';
import { EMPTY_DRAFT, isEmptyDraft, isSameDraft } from '../store/draft_meeting';
import type { LocalDraft } from '../store/draft_meeting';
import type { Quote } from '../../protocol/entities';

/**
 * What is unsent on this device, per user and room. localStorage takes it at once and synchronously, so that it outlives the page's sudden
 * end; IndexedDB takes it a moment later and puts it on the disk for certain, so that it outlives the browser's. The newer of the two
 * counts. The copy on the server (draft_sync.ts) comes after both.
 */
type Record = Partial<LocalDraft> & { key: string; text: string; at: number };

interface Schema extends DBSchema {
  drafts: { key: string; value: Record };
}

/** A draft of this page changed: typed here (`page`), or brought from the server (`server`). */
export type DraftChange = { user: number; room: number; server: string; by: 'page' | 'server' };
export type DraftWatcher = (change: DraftChange | 'other tab') => void;

/** Whether a change is of this draft. */
export function isDraftOf(change: DraftChange, user: number, room: number, server: string): boolean {
  return change.user === user && change.room === room && change.server === server;
}

const LATER_MS = 300;
const PREFIX = 'orderline-draft';
const watchers = new Set<DraftWatcher>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** Where the browser keeps nothing: drafts live as long as the page. */
const unkept = new Map<string, Record>();
let opened: Promise<IDBPDatabase<Schema> | null> | undefined;

const keyOf = (user: number, room: number, server: string) => `${PREFIX} ${server} ${user} ${room}`;

/** Reads the unsent text of a room; '' when there is none. */
export async function loadDraft(user: number, room: number, server = ''): Promise<string> {
  const key = keyOf(user, room, server);
  const kept = await (await database())?.get('drafts', key).catch(() => undefined);
  const shadow = readShadow(key);
  if (!kept || (shadow && shadow.at >= kept.at)) return shadow?.text ?? '';
  // The browser lost what it had at hand.
  if (kept.text !== '') writeShadow(kept);
  return kept.text;
}

/** Reads what is at hand without waiting: the text as this browser's page last saved it. */
export function peekDraft(user: number, room: number, server = ''): string {
  return readDraft(user, room, server).text;
}

/** The whole draft as this browser has it at hand. */
export function readDraft(user: number, room: number, server = ''): LocalDraft {
  const { text = '', reply_to = null, reply = null, attachments = [], base = 0, kept = EMPTY_DRAFT } = readShadow(keyOf(user, room, server)) ?? {};
  return { text, reply_to, reply, attachments, base, kept };
}

/** Keeps the unsent text of a room; an empty text clears it. */
export function saveDraft(user: number, room: number, text: string, server = ''): void {
  putDraft(user, room, { ...readDraft(user, room, server), text }, server, 'page');
}

/** Puts text behind the unsent text of a room whose composer is not on screen. */
export function addToDraft(user: number, room: number, text: string, server: string): void {
  const stands = peekDraft(user, room, server);
  saveDraft(user, room, stands.trim() === '' ? text : `${stands}\n${text}`, server);
}

/** Keeps what goes with the text: the message that is replied to, the files that are up already. */
export function saveDraftBeside(user: number, room: number, beside: { reply?: Quote | null; attachments?: readonly number[] }, server = ''): void {
  const draft = readDraft(user, room, server);
  const next: LocalDraft = { ...draft, ...beside, reply_to: beside.reply === undefined ? draft.reply_to : (beside.reply?.id ?? null) };
  if (!isSameDraft(draft, next)) putDraft(user, room, next, server, 'page');
}

/** Keeps a draft as it is given. */
export function putDraft(user: number, room: number, draft: LocalDraft, server: string, by: DraftChange['by']): void {
  const record: Record = { ...draft, key: keyOf(user, room, server), at: Date.now() };
  writeShadow(record);
  for (const watcher of [...watchers]) watcher({ user, room, server, by });
  clearTimeout(timers.get(record.key));
  timers.set(record.key, setTimeout(() => void store(record), LATER_MS));
}

/** Puts on the disk at once what would go there a moment later. */
export function storeDrafts(): void {
  for (const [key, timer] of timers) {
    clearTimeout(timer);
    const record = readShadow(key);
    if (record === undefined) timers.delete(key);
    else void store(record);
  }
}

/** The rooms of which this browser has a draft at hand, also an emptied one that the server does not know of yet. */
export function localDrafts(user: number, server = ''): ReadonlyMap<number, LocalDraft> {
  const start = keyOf(user, 0, server).slice(0, -1);
  const drafts = new Map<number, LocalDraft>();
  for (const key of keysAtHand()) {
    if (key.startsWith(start)) drafts.set(Number(key.slice(start.length)), readDraft(user, Number(key.slice(start.length)), server));
  }
  return drafts;
}

/** The rooms in which this browser keeps something unsent of the user. */
export function draftRooms(user: number, server = ''): ReadonlySet<number> {
  return new Set([...localDrafts(user, server)].filter(([, draft]) => draft.text.trim() !== '' || draft.attachments.length > 0).map(([room]) => room));
}

/** Calls back after each change of a draft, in this tab or another one; returns how to stop. */
export function watchDrafts(listener: DraftWatcher): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(PREFIX)) listener('other tab');
  };
  watchers.add(listener);
  globalThis.window?.addEventListener('storage', elsewhere);
  return () => {
    watchers.delete(listener);
    globalThis.window?.removeEventListener('storage', elsewhere);
  };
}

/** Forgets the unsent text of a room. */
export function clearDraft(user: number, room: number, server = ''): void {
  putDraft(user, room, { ...readDraft(user, room, server), ...EMPTY_DRAFT, reply: null }, server, 'page');
}

/** Takes everything away that this device has of the user's drafts; those that the server has come back with the next sign-in. */
export async function eraseDrafts(user: number, server = ''): Promise<void> {
  eraseAsides(user, server);
  const start = keyOf(user, 0, server).slice(0, -1);
  const isHis = (key: string) => key.startsWith(start);
  for (const [key, timer] of timers) {
    if (!isHis(key)) continue;
    clearTimeout(timer);
    timers.delete(key);
  }
  for (const key of keysAtHand().filter(isHis)) forgetShadow(key);
  const db = await database();
  const tx = db?.transaction('drafts', 'readwrite', { durability: 'strict' });
  for (const key of (await tx?.store.getAllKeys()) ?? []) if (isHis(key)) await tx?.store.delete(key);
  await tx?.done;
}

async function store(record: Record): Promise<void> {
  timers.delete(record.key);
  const db = await database();
  try {
    const tx = db?.transaction('drafts', 'readwrite', { durability: 'strict' });
    // A cleared draft is kept as an empty one until both have it, or an older text would come back.
    await tx?.store.put(record);
    await tx?.done;
    const shadow = readShadow(record.key);
    if (shadow?.at === record.at && isSettled(shadow)) forgetShadow(record.key);
  } catch {
    // The shadow still has it.
  }
}

/** Empty here, and empty on the server as far as is known: there is nothing to remember. */
function isSettled({ text, reply_to = null, attachments = [], kept = EMPTY_DRAFT }: Record): boolean {
  return isEmptyDraft({ text, reply_to, attachments }) && isEmptyDraft(kept);
}

function keysAtHand(): string[] {
  try {
    return [...Object.keys(globalThis.localStorage ?? {}), ...unkept.keys()];
  } catch {
    return [...unkept.keys()];
  }
}

function readShadow(key: string): Record | undefined {
  try {
    const text = globalThis.localStorage?.getItem(key);
    return text ? (JSON.parse(text) as Record) : unkept.get(key);
  } catch {
    return unkept.get(key);
  }
}

function writeShadow(record: Record): void {
  try {
    globalThis.localStorage?.setItem(record.key, JSON.stringify(record));
    if (globalThis.localStorage) return void unkept.delete(record.key);
  } catch {
    // Full or closed: IndexedDB takes it, and an older text must not stand before it.
    forgetShadow(record.key);
  }
  unkept.set(record.key, record);
}

function forgetShadow(key: string): void {
  unkept.delete(key);
  try {
    globalThis.localStorage?.removeItem(key);
  } catch {
    // Closed: there is nothing.
  }
}

function database(): Promise<IDBPDatabase<Schema> | null> {
  return (opened ??= connect().catch(() => null));
}

/** Where a browser has no database at all, asking for one throws at once. */
async function connect(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(PREFIX, 1, {
    upgrade: (db) => void db.createObjectStore('drafts', { keyPath: 'key' }),
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated: () => (opened = undefined),
  });
}
