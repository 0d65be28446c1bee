import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { FILES_PATH } from '../../protocol/files';
import type { FileLimits } from '../../protocol/files';
import type { Attachment } from '../../protocol/entities';
import type { Language } from '../../protocol/errors';
import { retryDelay } from '../store/outbox';
import type { ChatState, ChatStore, OutboxEntry, OutboxFile } from '../store/chat';
import { fitsKept, newUpload, nextToUpload, postponed, progressed, sortOut, started, takenUp, uploadAgain, uploaded, uploadRefused, USUAL_LIMITS } from '../store/uploads';
import type { Upload, UploadError } from '../store/uploads';
import type { Access } from './access';
import { sha256Of } from './digest';
import { isDraftOf, readDraft, saveDraftBeside, watchDrafts } from './drafts';
import type { HttpRequest, HttpResult } from './http';
import { flyTus } from './tus';
import type { Landing } from './tus';
import { openUploadStorage } from './upload_storage';
import type { UploadStorage } from './upload_storage';
import { newUuid } from './uuid';

export type RefusedFile = ReturnType<typeof sortOut>['refused'][number];

/** Files on their way, in the composers and in the outbox. */
export type Uploads = {
  store: StoreApi<UploadsState>;
  /** Takes files into a room's composer and begins to upload them; resolves with those that cannot go. */
  add(room: number, files: readonly File[]): Promise<RefusedFile[]>;
  /** Gives a file up. */
  cancel(key: string): void;
  retry(key: string): void;
  /** Brings the room's composer what its draft names, now and whenever another device changes it; returns how to stop. */
  follow(room: number): () => void;
  /** A fresh address of a file whose old one has ended. */
  refresh(attachment: number): Promise<Attachment | null>;
  /** The bytes of a file, while this device has them. */
  bytes(key: string): Promise<Blob | undefined>;
};

export type UploadsState = { uploads: readonly Upload[]; limits: FileLimits };

/** What the outbox and the sign-in say to the files. */
export type UploadsInside = Uploads & {
  start(user: number, outboxLoaded: () => Promise<void>): void;
  stop(): void;
  /** There is a connection: who waited for one goes now. */
  flush(): void;
  /** The files of a message that is being put into the outbox. */
  claim(keys: readonly string[]): readonly OutboxFile[];
  /** The files are named by a kept message. */
  posted(keys: readonly string[]): void;
  /** They stay when their message leaves the outbox; returns how to give them back to the composer, or to let them go. */
  hold(files: readonly OutboxFile[]): { back(): void; forget(): void };
  /** Uploads the files of a message again: the failed ones, and `all` when the server has lost what it had. */
  again(files: readonly OutboxFile[], all: boolean): void;
};

export type UploadsEvents = {
  /** A file that a message waits for is up. */
  landed(key: string, attachment: number): void;
  refused(key: string, error: UploadError): void;
};

type Parts = {
  chat: ChatStore;
  server: string;
  language: Language;
  access: Access;
  authorized<T>(path: string, request?: HttpRequest): Promise<HttpResult<T>>;
  events: UploadsEvents;
  /** Where files are kept; absent: in this browser's IndexedDB. */
  storage?: UploadStorage;
};

/** The queue of files of this user: kept before they go, two at a time, taken up where they were cut, until their message is stored. */
export function createUploads({ chat, server, language, access, authorized, events, storage: given }: Parts): UploadsInside {
  const store = createStore<UploadsState>()(() => ({ uploads: [], limits: USUAL_LIMITS }));
  let user: number | null = null;
  let opened: Promise<UploadStorage> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopWatching: (() => void) | null = null;
  let isLimitsAsked = false;
  const flights = new Map<string, AbortController>();
  /** Bytes of this page's own choosing, as long as it lives. */
  const fresh = new Map<string, Blob>();
  /** Files of messages that are being taken back. */
  const held = new Set<string>();
  /** What an earlier page had, until it is taken up here: that page may still hold it. */
  const coming = new Map<string, Upload>();
  /** Ends the claim of this tab on a file. */
  const releases = new Map<string, () => void>();

  const list = () => store.getState().uploads;
  const find = (key: string) => list().find((upload) => upload.key === key);
  const storage = () => (opened ??= given ? Promise.resolve(given) : openUploadStorage(server));
  const set = (uploads: readonly Upload[]) => store.setState({ uploads });

  function change(key: string, how: (upload: Upload) => Upload, isWorthKeeping = true): void {
    const upload = find(key);
    if (!upload) return;
    const next = how(upload);
    set(list().map((one) => (one.key === key ? next : one)));
    if (isWorthKeeping && next.is_kept) void storage().then((files) => files.put(next)).catch(() => undefined);
    if (!next.is_posted && next.state !== upload.state) tellDraft(next.room);
  }

  function remove(keys: readonly string[], isGivenUp = false): void {
    const gone = list().filter((upload) => keys.includes(upload.key));
    if (gone.length === 0) return;
    set(list().filter((upload) => !keys.includes(upload.key)));
    for (const { key, url } of gone) {
      flights.get(key)?.abort();
      flights.delete(key);
      fresh.delete(key);
      held.delete(key);
      releases.get(key)?.();
      releases.delete(key);
      void storage().then((files) => files.remove(key)).catch(() => undefined);
      // What the server does not hear of, it collects after a day.
      if (isGivenUp && url) void authorized(FILES_PATH + url.slice(url.lastIndexOf('/')), { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } });
    }
    for (const room of new Set(gone.filter((upload) => !upload.is_posted).map((upload) => upload.room))) tellDraft(room);
    pump();
  }

  /** The draft names what is up, for the other devices. */
  function tellDraft(room: number): void {
    if (user === null) return;
    const named = readDraft(user, room, server).attachments;
    // A file that is not taken up yet stays in the draft: it would count as taken out otherwise, and be dropped.
    const later = [...coming.values()].flatMap((upload) => (upload.room === room && upload.attachment && named.includes(upload.attachment.id) ? upload.attachment.id : []));
    const ids = inComposer(list(), room).flatMap((upload) => upload.attachment?.id ?? []);
    saveDraftBeside(user, room, { attachments: [...new Set([...later, ...ids])] }, server);
  }

  async function hearDraft(room: number): Promise<void> {
    const owner = user;
    if (owner === null) return;
    const ids = readDraft(owner, room, server).attachments;
    const here = inComposer(list(), room);
    const gone = here.filter((upload) => upload.attachment && !ids.includes(upload.attachment.id)).map((upload) => upload.key);
    if (gone.length > 0) remove(gone);
    for (const id of ids) {
      const isHere = () => list().some((upload) => upload.room === room && upload.attachment?.id === id);
      if (isHere()) continue;
      const answer = await authorized<{ attachment: Attachment }>(`${FILES_PATH}/${id}`);
      // Without a connection the next look brings it.
      if (!answer.ok || user !== owner || isHere() || !readDraft(owner, room, server).attachments.includes(id)) continue;
      const { name, size, type } = answer.body.attachment;
      const upload = newUpload({ key: newUuid(), user: owner, room, name, size, type, is_kept: false });
      set([...list(), uploaded(upload, answer.body.attachment)]);
    }
  }

  function pump(): void {
    clearTimeout(timer);
    if (user === null || chat.getState().connection !== 'online') return;
    const now = Date.now();
    for (const upload of nextToUpload(list(), now)) {
      if (!flights.has(upload.key)) void fly(upload.key);
    }
    const due = list().filter((upload) => upload.state === 'waiting' && upload.not_before > now).map((upload) => upload.not_before);
    if (due.length > 0) timer = setTimeout(pump, Math.min(...due) - now);
  }

  async function fly(key: string): Promise<void> {
    const abort = new AbortController();
    flights.set(key, abort);
    change(key, started, false);
    const landing = await attempt(key, abort.signal).catch((): Landing => ({ ok: false, code: 'offline', retry_after: 0 }));
    if (flights.get(key) !== abort) return;
    flights.delete(key);
    if (landing === 'lost' || landing === 'unreadable') refuse(key, landing);
    else if (landing.ok) await land(key, landing.attachment);
    else fail(key, landing);
    pump();
  }

  async function attempt(key: string, signal: AbortSignal): Promise<Landing | 'lost' | 'unreadable'> {
    const bytes = fresh.get(key) ?? (await (await storage()).bytes(key).catch(() => undefined));
    const upload = find(key);
    if (!upload) return { ok: false, code: 'offline', retry_after: 0 };
    if (!bytes) return 'lost';
    const sha256 = upload.sha256 ?? (await sha256Of(bytes).catch(() => undefined));
    // The file was moved or changed on the disk since it was chosen; or this page may not compute.
    if (!sha256) return 'unreadable';
    if (!upload.sha256) change(key, (one) => ({ ...one, sha256 }));
    return flyTus(server, language, {
      bytes,
      metadata: { room: String(upload.room), filename: upload.name, sha256, ...(upload.type === '' ? {} : { filetype: upload.type }) },
      url: upload.url,
      async token() {
        const token = await access.token();
        return token.ok ? token.token : null;
      },
      onUrl: (url) => change(key, (one) => ({ ...one, url })),
      onProgress: (sent) => change(key, (one) => progressed(one, sent, Date.now()), false),
    }, signal);
  }

  async function land(key: string, attachment: Attachment | null): Promise<void> {
    const url = find(key)?.url;
    if (!attachment && url) {
      const answer = await authorized<{ attachment: Attachment }>(FILES_PATH + url.slice(url.lastIndexOf('/')));
      if (!answer.ok) return fail(key, { ok: false, code: answer.code, retry_after: answer.retry_after ?? 0 });
      attachment = answer.body.attachment;
    }
    if (!attachment) return fail(key, { ok: false, code: 'offline', retry_after: 0 });
    const found = attachment;
    change(key, (upload) => uploaded(upload, found));
    if (find(key)?.is_posted) events.landed(key, found.id);
  }

  function fail(key: string, { code, retry_after }: Extract<Landing, { ok: false }>): void {
    const upload = find(key);
    if (!upload) return;
    if (code === 'unauthorized' || code === 'token_expired') access.spoil();
    // The server has collected what it had: from the beginning.
    if (code === 'not_found' && upload.url) return change(key, (one) => ({ ...postponed(one, 0, Date.now()), url: null, sent: 0 }));
    if (passing.has(code)) {
      const delay = Math.max(retryDelay(upload.attempts, Math.random()), retry_after * 1000);
      return change(key, (one) => postponed(one, delay, Date.now()), false);
    }
    if (code !== 'offline') refuse(key, code);
  }

  function refuse(key: string, error: UploadError): void {
    change(key, (upload) => uploadRefused(upload, error));
    if (find(key)?.is_posted) events.refused(key, error);
  }

  /** Files whose message is stored leave with it. */
  function watch(state: ChatState, before: ChatState): void {
    if (state.connection !== before.connection) pump();
    if (state.outbox === before.outbox || state.me?.id !== user) return;
    const waiting = named(state.outbox);
    const done = named(before.outbox);
    remove([...done].filter((key) => !waiting.has(key) && !held.has(key)));
    // Another tab's message waits for them: they are ours when that tab is gone.
    for (const key of waiting) if (!done.has(key) && !find(key) && !releases.has(key)) own(key, () => void adopt(user!, key));
  }

  /** Takes a file for this tab, or waits until the tab that has it is gone. */
  function own(key: string, then: () => void): void {
    const locks = typeof navigator === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
    if (!locks) return then();
    const abort = new AbortController();
    releases.set(key, () => abort.abort());
    locks
      .request(`orderline-file ${server} ${key}`, { signal: abort.signal }, () => {
        then();
        return new Promise<void>((resolve) => releases.set(key, resolve));
      })
      .catch((error: DOMException) => {
        // Given up while it waited; anything else says that this page has no locks.
        if (error.name !== 'AbortError') then();
      });
  }

  async function takeUp(owner: number, outboxLoaded: () => Promise<void>): Promise<void> {
    const files = await storage();
    const kept = await files.load(owner).catch((): Upload[] => []);
    await outboxLoaded();
    const awaited = kept.filter(({ key }) => user === owner && !find(key) && !releases.has(key));
    // All of them before the first is taken up.
    for (const upload of awaited) coming.set(upload.key, upload);
    for (const { key } of awaited) own(key, () => void adopt(owner, key));
  }

  /** A file that an earlier page had: it goes on, unless it was sent or taken out meanwhile. */
  async function adopt(owner: number, key: string): Promise<void> {
    const files = await storage();
    const upload = (await files.load(owner).catch((): Upload[] => [])).find((one) => one.key === key);
    coming.delete(key);
    if (user !== owner || find(key)) return;
    const entry = chat.getState().outbox.find((one) => one.files?.some((file) => file.key === key));
    if (!upload) {
      releases.get(key)?.();
      releases.delete(key);
      // Nothing was kept of it, and the page that had it is gone.
      if (entry?.state === 'pending' && entry.files?.some((file) => file.key === key && file.attachment === null)) events.refused(key, 'lost');
      return;
    }
    const isInDraft = upload.attachment !== null && readDraft(owner, upload.room, server).attachments.includes(upload.attachment.id);
    // Its message was stored, or it was taken out on another device.
    const isOver = !entry && (upload.is_posted || (upload.attachment !== null && !isInDraft));
    // The draft may have brought it already, without its bytes.
    const isSame = (one: Upload) => one.room === upload.room && one.attachment !== null && one.attachment.id === upload.attachment?.id;
    set([...list().filter((one) => !isSame(one)), takenUp({ ...upload, is_posted: entry !== undefined })]);
    if (isOver) return remove([key]);
    const here = find(key);
    if (entry && here?.attachment) events.landed(key, here.attachment.id);
    else if (entry && here?.error) events.refused(key, here.error);
    pump();
  }

  async function askLimits(): Promise<void> {
    if (isLimitsAsked) return;
    const answer = await authorized<FileLimits>(FILES_PATH, { timeoutMs: 3_000 });
    if (!answer.ok) return;
    isLimitsAsked = true;
    store.setState({ limits: answer.body });
  }

  return {
    store,
    async add(room, files) {
      const owner = user;
      if (owner === null) return [];
      void askLimits();
      const { taken, refused } = sortOut(files, inComposer(list(), room).length, store.getState().limits);
      const chosen: [Upload, File][] = [];
      // At once: whoever presses Enter right after the choice sends them too.
      for (const file of taken) {
        const upload = newUpload({ key: newUuid(), user: owner, room, name: file.name || 'file', size: file.size, type: file.type, is_kept: fitsKept(list(), file.size) });
        fresh.set(upload.key, file);
        set([...list(), upload]);
        own(upload.key, () => undefined);
        chosen.push([upload, file]);
      }
      const place = await storage();
      for (const [upload, file] of chosen) {
        // A device that is full or keeps nothing: it goes all the same, for as long as the page lives.
        const unkept = () => change(upload.key, (one) => ({ ...one, is_kept: false }), false);
        if (!place.isKept) unkept();
        else if (upload.is_kept) await place.add(find(upload.key) ?? upload, file).catch(unkept);
        // It was given up in the meantime.
        if (!find(upload.key)) await place.remove(upload.key).catch(() => undefined);
      }
      pump();
      return refused;
    },
    cancel: (key) => remove([key], true),
    retry(key) {
      change(key, uploadAgain);
      pump();
    },
    follow(room) {
      void askLimits();
      void hearDraft(room);
      return watchDrafts((change) => {
        if (change !== 'other tab' && change.by === 'server' && user !== null && isDraftOf(change, user, room, server)) void hearDraft(room);
      });
    },
    async refresh(attachment) {
      const answer = await authorized<{ attachment: Attachment }>(`${FILES_PATH}/${attachment}`);
      return answer.ok ? answer.body.attachment : null;
    },
    bytes: async (key) => fresh.get(key) ?? (await (await storage()).bytes(key).catch(() => undefined)),
    start(id, outboxLoaded) {
      if (user === id) return;
      user = id;
      stopWatching ??= chat.subscribe(watch);
      void takeUp(id, outboxLoaded);
    },
    stop() {
      user = null;
      stopWatching?.();
      stopWatching = null;
      clearTimeout(timer);
      for (const abort of flights.values()) abort.abort();
      for (const release of releases.values()) release();
      flights.clear();
      releases.clear();
      fresh.clear();
      held.clear();
      coming.clear();
      set([]);
    },
    flush() {
      set(list().map((upload) => ({ ...upload, not_before: 0 })));
      for (const room of new Set(list().map((upload) => upload.room))) void hearDraft(room);
      pump();
    },
    claim: (keys) =>
      keys.flatMap((key) => {
        const upload = find(key);
        return upload ? [{ key, name: upload.name, size: upload.size, type: upload.type, attachment: upload.attachment?.id ?? null }] : [];
      }),
    posted(keys) {
      for (const key of keys) {
        change(key, (upload) => ({ ...upload, is_posted: true }));
        const upload = find(key);
        // Between the choice and the keeping it went on.
        if (upload?.attachment) events.landed(key, upload.attachment.id);
        else if (upload?.error) events.refused(key, upload.error);
      }
      const rooms = new Set(keys.flatMap((key) => find(key)?.room ?? []));
      rooms.forEach(tellDraft);
    },
    hold(files) {
      const keys = files.map((file) => file.key);
      for (const key of keys) held.add(key);
      return {
        back() {
          for (const key of keys) {
            held.delete(key);
            change(key, (upload) => ({ ...upload, is_posted: false }));
          }
          for (const room of new Set(keys.flatMap((key) => find(key)?.room ?? []))) tellDraft(room);
        },
        forget() {
          const waiting = named(chat.getState().outbox);
          for (const key of keys) held.delete(key);
          remove(keys.filter((key) => !waiting.has(key)));
        },
      };
    },
    again(files, all) {
      for (const { key } of files) if (all || find(key)?.state === 'failed') change(key, uploadAgain);
      pump();
    },
  };
}

/** The files that stand in a room's composer. */
export function inComposer(uploads: readonly Upload[], room: number): Upload[] {
  return uploads.filter((upload) => upload.room === room && !upload.is_posted);
}

/** What may be over soon; everything else is for the writer to decide. */
const passing: ReadonlySet<string> = new Set(['offline', 'unavailable', 'rate_limited', 'internal', 'conflict', 'unauthorized', 'token_expired']);

function named(outbox: readonly OutboxEntry[]): Set<string> {
  return new Set(outbox.flatMap((entry) => (entry.files ?? []).map((file) => file.key)));
}
