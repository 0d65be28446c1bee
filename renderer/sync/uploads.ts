import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { FILES_PATH } from '../../protocol/files';
import type { FileLimits } from '../../protocol/files';
import type { Attachment } from '../../protocol/entities';
import type { ChatState, OutboxEntry, OutboxFile } from '../store/chat';
import { fitsKept, newUpload, sortOut, takenUp, uploadAgain, USUAL_LIMITS } from '../store/uploads';
import type { Upload } from '../store/uploads';
import { createDraftFiles, inComposer } from './draft_files';
import { isDraftOf, readDraft, watchDrafts } from './drafts';
import { createFileClaims } from './file_claims';
import { createFileFlights } from './file_flights';
import type { FlightParts } from './file_flights';
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

type Parts = Pick<FlightParts, 'chat' | 'server' | 'language' | 'access' | 'authorized' | 'events'> & {
  /** Where files are kept; absent: in this browser's IndexedDB. */
  storage?: UploadStorage;
};

/** The queue of files of this user: kept before they go, two at a time, taken up where they were cut, until their message is stored. */
export function createUploads({ chat, server, language, access, authorized, events, storage: given }: Parts): UploadsInside {
  const store = createStore<UploadsState>()(() => ({ uploads: [], limits: USUAL_LIMITS }));
  let user: number | null = null;
  let opened: Promise<UploadStorage> | null = null;
  let stopWatching: (() => void) | null = null;
  let isLimitsAsked = false;
  /** Bytes of this page's own choosing, as long as it lives. */
  const fresh = new Map<string, Blob>();
  /** Files of messages that are being taken back. */
  const held = new Set<string>();
  /** What an earlier page had, until it is taken up here: that page may still hold it. */
  const coming = new Map<string, Upload>();
  const claims = createFileClaims(server);

  const list = () => store.getState().uploads;
  const find = (key: string) => list().find((upload) => upload.key === key);
  const storage = () => (opened ??= given ? Promise.resolve(given) : openUploadStorage(server));
  const set = (uploads: readonly Upload[]) => store.setState({ uploads });
  const bytes = async (key: string) => fresh.get(key) ?? (await (await storage()).bytes(key).catch(() => undefined));
  const draftFiles = createDraftFiles({ server, authorized, owner: () => user, list, add: (upload) => set([...list(), upload]), remove, coming });
  const flights = createFileFlights({ chat, server, language, access, authorized, events, isOwned: () => user !== null, list, find, change, bytes });
  const { pump } = flights;

  function change(key: string, how: (upload: Upload) => Upload, isWorthKeeping = true): void {
    const upload = find(key);
    if (!upload) return;
    const next = how(upload);
    set(list().map((one) => (one.key === key ? next : one)));
    if (isWorthKeeping && next.is_kept) void storage().then((files) => files.put(next)).catch(() => undefined);
    if (!next.is_posted && next.state !== upload.state) draftFiles.tell(next.room);
  }

  function remove(keys: readonly string[], isGivenUp = false): void {
    const gone = list().filter((upload) => keys.includes(upload.key));
    if (gone.length === 0) return;
    set(list().filter((upload) => !keys.includes(upload.key)));
    for (const { key, url } of gone) {
      flights.abort(key);
      fresh.delete(key);
      held.delete(key);
      claims.release(key);
      void storage().then((files) => files.remove(key)).catch(() => undefined);
      // What the server does not hear of, it collects after a day.
      if (isGivenUp && url) void authorized(FILES_PATH + url.slice(url.lastIndexOf('/')), { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } });
    }
    for (const room of new Set(gone.filter((upload) => !upload.is_posted).map((upload) => upload.room))) draftFiles.tell(room);
    pump();
  }

  /** Files whose message is stored leave with it. */
  function watch(state: ChatState, before: ChatState): void {
    if (state.connection !== before.connection) pump();
    if (state.outbox === before.outbox || state.me?.id !== user) return;
    const waiting = named(state.outbox);
    const done = named(before.outbox);
    remove([...done].filter((key) => !waiting.has(key) && !held.has(key)));
    // Another tab's message waits for them: they are ours when that tab is gone.
    for (const key of waiting) if (!done.has(key) && !find(key) && !claims.has(key)) claims.own(key, () => void adopt(user!, key));
  }

  async function takeUp(owner: number, outboxLoaded: () => Promise<void>): Promise<void> {
    const files = await storage();
    const kept = await files.load(owner).catch((): Upload[] => []);
    await outboxLoaded();
    const awaited = kept.filter(({ key }) => user === owner && !find(key) && !claims.has(key));
    // All of them before the first is taken up.
    for (const upload of awaited) coming.set(upload.key, upload);
    for (const { key } of awaited) claims.own(key, () => void adopt(owner, key));
  }

  /** A file that an earlier page had: it goes on, unless it was sent or taken out meanwhile. */
  async function adopt(owner: number, key: string): Promise<void> {
    const files = await storage();
    const upload = (await files.load(owner).catch((): Upload[] => [])).find((one) => one.key === key);
    coming.delete(key);
    if (user !== owner || find(key)) return;
    const entry = chat.getState().outbox.find((one) => one.files?.some((file) => file.key === key));
    if (!upload) {
      claims.release(key);
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
        claims.own(upload.key, () => undefined);
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
      void draftFiles.hear(room);
      return watchDrafts((change) => {
        if (change !== 'other tab' && change.by === 'server' && user !== null && isDraftOf(change, user, room, server)) void draftFiles.hear(room);
      });
    },
    async refresh(attachment) {
      const answer = await authorized<{ attachment: Attachment }>(`${FILES_PATH}/${attachment}`);
      return answer.ok ? answer.body.attachment : null;
    },
    bytes,
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
      flights.stop();
      claims.releaseAll();
      fresh.clear();
      held.clear();
      coming.clear();
      set([]);
    },
    flush() {
      set(list().map((upload) => ({ ...upload, not_before: 0 })));
      for (const room of new Set(list().map((upload) => upload.room))) void draftFiles.hear(room);
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
      rooms.forEach(draftFiles.tell);
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
          for (const room of new Set(keys.flatMap((key) => find(key)?.room ?? []))) draftFiles.tell(room);
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

function named(outbox: readonly OutboxEntry[]): Set<string> {
  return new Set(outbox.flatMap((entry) => (entry.files ?? []).map((file) => file.key)));
}
