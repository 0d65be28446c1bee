import { createChatStore, emptyChat } from '../store/chat';
import { applyRoom, forgetPresence } from '../store/facts';
import { mayLackFiles } from '../store/outbox';
import { needsAsking } from '../store/rooms';
import type { ChatStore, Connection } from '../store/chat';
import type { Message, MessageVersion, Room } from '../../protocol/entities';
import type { ErrorCode, Language } from '../../protocol/errors';
import type { Facts } from '../../protocol/facts';
import { createAccess } from './access';
import type { AuthSource, Renewal } from './auth';
import { watchAwake } from './awake';
import type { Cache, CacheParts } from './cache';
import { createCatchUp } from './catch_up';
import { createChanges } from './changes';
import { openChangesStorage } from './changes_storage';
import type { ChangesStorage } from './changes_storage';
import { createConnecting } from './connection';
import { download } from './download';
import { storeDrafts } from './drafts';
import { createDraftSync } from './draft_sync';
import type { DraftChoice } from './draft_sync';
import { createFactQueue } from './fact_queue';
import { createFactHandlers } from './facts';
import { requestFailure } from './failure';
import { createForeign } from './foreign';
import type { ForeignMessageListener } from './foreign';
import { fetchJson } from './http';
import type { HttpRequest, HttpResult } from './http';
import { inTime } from './idle';
import { createJumping } from './jumping';
import type { Jumping } from './jumping';
import { createKeeping } from './keeping';
import type { RoomKeeping } from './keeping';
import { createLater } from './later';
import type { Later } from './later';
import { createNotes } from './notes';
import type { Notes } from './notes';
import { createOpening } from './opening';
import { createOutbox } from './outbox';
import type { PostOptions as OutboxOptions } from './outbox';
import { openOutboxStorage } from './outbox_storage';
import type { OutboxStorage } from './outbox_storage';
import { createPromises } from './promises';
import type { Promises } from './promises';
import { createReading } from './reading';
import { openLink } from './socket';
import type { Answer, Link, Request } from './socket';
import type { RequestPayload } from '../../protocol/requests';
import { createReplies } from './replies';
import type { Floor, FloorPart } from './floor';
import type { Shelf, ShelfPart } from './shelf';
import { createTriage } from './triage';
import type { TriageWish } from './triage';
import { createQueue } from './queue';
import type { Queue } from './queue';
import { createTeam } from './team';
import type { Team } from './team';
import { createTyping } from './typing';
import { createUploads } from './uploads';
import { createWaking } from './waking';
import type { Uploads } from './uploads';
import type { UploadStorage } from './upload_storage';

export type { AuthSource, Renewal } from './auth';
export type { ForeignMessageListener } from './foreign';

/** `files`: keys of uploads in `uploads`, for which the post waits; `attachments` then counts only those that are up already. */
export type PostOptions = Omit<OutboxOptions, 'files'> & { files?: readonly string[] };

export type SyncOptions = {
  /** Origin of the server, '' for the page's own. */
  server: string;
  auth: AuthSource;
  language: Language;
  page: 'client' | 'console';
  /** Where unsent posts are kept; absent: in this browser's IndexedDB. */
  storage?: OutboxStorage;
  /** Where unsent edits and deletions are kept; absent: in this browser's IndexedDB. */
  changesStorage?: ChangesStorage;
  /** Where unsent files are kept; absent: in this browser's IndexedDB. */
  uploadStorage?: UploadStorage;
  /** Keeps what was loaded on this device; absent: each page begins with nothing. */
  cache?: (parts: Pick<CacheParts, 'server' | 'store' | 'position'>) => Cache;
  /** Labels, views, and deeds on many rooms at once: the console's. */
  shelf?: (store: ChatStore, request: Request) => ShelfPart;
  /** Many experts and one queue: the console's. */
  floor?: (store: ChatStore, request: Request) => FloorPart;
};

export type OpenedChat = { ok: true; room: Room } | { ok: false; code: ErrorCode | 'offline'; message: string };

export type Sync = Jumping & {
  store: ChatStore;
  /** Origin of the server, '' for the page's own: what is kept on this device is kept for one server. */
  server: string;
  /** Internal notes; only for experts and admins. */
  notes: Notes;
  /** Colleagues in a room; only for experts and admins. */
  team: Team;
  /** Labels, views, and deeds on many rooms; where the page has brought them. */
  shelf: Shelf | undefined;
  /** Teams, hand-overs and who has how much to do; where the page has brought them. */
  floor: Floor | undefined;
  /** Orders that wait for an expert; only for experts and admins. */
  queue: Queue;
  /** Messages that are sent later; only for experts and admins. */
  later: Later;
  /** What experts have promised to their clients; only for experts and admins. */
  promises: Promises;
  /** Mutes, pins, marks unread: for this user alone. Rejects with a `RequestFailure`. */
  keep(room: number, keeping: RoomKeeping): Promise<void>;
  /** Decides about a room; answers the event by which that can be undone, null when nothing changed. Rejects with a `RequestFailure`. */
  triage(wish: TriageWish): Promise<number | null>;
  /** Files on their way, in the composers and in the outbox. */
  uploads: Uploads;
  /** What to do when another device has a newer draft (`draft_offers`). */
  drafts: DraftChoice;
  /** Renews the sign-in, connects, catches up, sends what waits. Also after a sign-out, once there is a new sign-in. */
  start(): void;
  stop(): Promise<void>;
  /** On focus, when the network is back, and (`hasSlept`) after sleep, when nothing that was under way counts: connect at once and catch up. */
  wake(hasSlept?: boolean): void;
  /** Before sleep: what waits for a pause goes to the disk and to the server now. */
  rest(): void;
  /** Asks the server for its sums, and unless told otherwise for the whole inbox again; false: no answer came. */
  recount(isWhole?: boolean): Promise<boolean>;
  /** Keeps a room's timeline loaded and fresh while it is shown; returns how to stop. */
  show(room: number): () => void;
  loadOlder(room: number): Promise<void>;
  /** One page of what is found in the messages of all rooms; a newer search stops the one before it. */
  search(request: RequestPayload<'search:run'>): Promise<Answer<'search:run'>>;
  /** Puts a post into the outbox; resolves when it is kept there. */
  post(room: number, message: string, options?: PostOptions): Promise<void>;
  retry(client_message_id: string): Promise<void>;
  /** Takes an entry out of the outbox; resolves with its text. */
  discard(client_message_id: string): Promise<string>;
  /** Gives an own message another text; resolves when that is kept, and goes out when there is a connection. */
  edit(message: Message, text: string): Promise<void>;
  remove(message: Message): Promise<void>;
  /** Sends a refused edit or deletion again. */
  retryChange(message: number): Promise<void>;
  /** Gives an edit or a deletion up; resolves with the edit's text. */
  discardChange(message: number): Promise<string>;
  /** What a message said before its edits, oldest first; for experts. Rejects with a `RequestFailure`. */
  historyOf(message: number): Promise<readonly MessageVersion[]>;
  /** Moves the own read cursor, forward only; many calls become few requests. */
  read(room: number, seq: number): void;
  /** To be called on each key. */
  typing(room: number): void;
  createForOrder(order: number): Promise<OpenedChat>;
  /** Asks over HTTP as the signed-in user. */
  ask<T>(path: string, request?: HttpRequest): Promise<HttpResult<T>>;
  /** A file that the server makes for the signed-in user; null when it could not be had. */
  download(path: string, language: Language): Promise<Blob | null>;
  /** Calls back once per message that is new to this device and unread, come live or by catch-up; returns how to stop. */
  onForeignMessage(listener: ForeignMessageListener): () => void;
  /** Ends the sign-in of this device. What is kept here stays: erase.ts takes it away. */
  signOut(): Promise<void>;
  /** The session was ended on purpose, from elsewhere or with the account: what this device has not sent goes too. */
  losesUnsent(): boolean;
};

/** How soon a connection has to show that it lives after the page slept. */
const LIVELY_MS = 4_000;
const WAKE_ONCE_MS = 300;
/** Longer than this a sign-out does not wait for drafts to reach the server. */
const LAST_WORDS_MS = 2_000;

/** Builds everything between the store and the server; nothing happens before `start`. */
export function createSync({ server, auth, language, page, storage, changesStorage, uploadStorage, cache: keepCache, shelf: makeShelf, floor: makeFloor }: SyncOptions): Sync {
  const store = createChatStore();
  const access = createAccess(auth, renewed);
  const facts = createFactQueue(store);
  const line = openLink(server, language, {
    connected: () => connecting.linkConnected(),
    disconnected() {
      facts.flush();
      connecting.linkDisconnected();
    },
    refused: (code, retryAfter) => connecting.linkRefused(code, retryAfter),
    fact: (name, payload) => facts.add(() => store.getState().me && handlers[name](payload)),
  });
  /** An answer is judged by what was known before it, so the facts that came before it go first. */
  const request: Request = async (name, payload, timeoutMs) => {
    const answer = await line.request(name, payload, timeoutMs);
    facts.flush();
    return answer;
  };
  const link: Link = { ...line, request };
  const connecting = createConnecting(link, access, { changed: connectionChanged, online });
  const catchUp = createCatchUp(store, link.request, {
    brought: (rooms) => opening.refresh(rooms),
    silent: () => connecting.renewLink(),
    strange() {
      store.setState({ timelines: new Map(), notes: new Map() });
      void cache?.dropWindows();
      opening.refresh();
    },
  });
  const cache = keepCache?.({ server, store, position: catchUp.position });
  const opening = createOpening(store, link.request, authorized, catchUp, cache);
  const jumping = createJumping(store, authorized, opening);
  const reading = createReading(store, link.request, opening.check);
  const typing = createTyping(store, link.request);
  const team = createTeam(store, link.request);
  const queue = createQueue(store, link.request, page);
  const foreign = createForeign(store, server);
  const notes = createNotes(store, link.request);
  const replies = createReplies(store, (path, request) => authorized(path, request));
  const keeping = createKeeping(store, link.request, page, opening.check);
  const triage = createTriage(store, link.request, opening.check);
  const waking = createWaking(store);
  const drafts = createDraftSync(store, server, link.request);
  const outbox = createOutbox(store, server, () => (storage ? Promise.resolve(storage) : openOutboxStorage(server)), link.request, {
    stored: opening.check,
    moved: (room) => opening.refresh([room]),
    refusedToken() {
      access.spoil();
      connecting.renewLink();
    },
    ...(cache ? { makeRoom: cache.yieldPlace } : {}),
  });
  const changes = createChanges(store, () => (changesStorage ? Promise.resolve(changesStorage) : openChangesStorage(server)), link.request, {
    stored: opening.check,
    refusedToken() {
      access.spoil();
      connecting.renewLink();
    },
  });
  const uploads = createUploads({
    chat: store,
    server,
    language,
    access,
    authorized,
    events: { landed: outbox.filed, refused: outbox.unfiled },
    ...(uploadStorage ? { storage: uploadStorage } : {}),
  });
  const later = createLater(store, link.request, uploads);
  const promises = createPromises(store, link.request);
  const shelf = makeShelf?.(store, link.request);
  const floor = makeFloor?.(store, link.request);
  const handlers = createFactHandlers(store, { catchUp, opening, typing, team, queue, notes, drafts, later, promises, replies, shelf, floor, revoked });
  let stopWatching: (() => void) | null = null;
  let wokenAt = 0;
  let beginning = 0;
  let losesUnsent = false;

  function revoked({ keeps_unsent }: Facts['session:revoked']): void {
    losesUnsent = keeps_unsent !== true;
    connecting.end('unauthorized');
  }

  function renewed(renewal: Renewal): void {
    const { me, connection } = store.getState();
    // The answer to a question from before the sign-out.
    if (!renewal.ok || connection === 'signed_out') return;
    if (me && me.id !== renewal.user.id) giveWay();
    store.setState({ me: renewal.user });
    cache?.belongTo(renewal.user);
    takeUp(renewal.user.id);
  }

  /** The sign-in is somebody else's now: the connection is not his, nor is what it has brought. */
  function giveWay(): void {
    facts.flush();
    forget('connecting');
    connecting.renewLink();
  }

  /** What this user had left unsent. */
  function takeUp(user: number): void {
    outbox.start(user);
    drafts.start(user);
    changes.start(user);
    uploads.start(user, outbox.loaded);
  }

  /** Begins with what this device has kept, and then connects. */
  async function begin(from: Cache): Promise<void> {
    const mine = (beginning += 1);
    const kept = await from.restore();
    if (mine !== beginning) return;
    if (kept) {
      catchUp.resume(kept.cursor);
      takeUp(kept.user);
    }
    connecting.start();
  }

  function connectionChanged(connection: Connection, problem: ErrorCode | 'offline' | null): void {
    if (connection === 'signed_out') {
      stopWatching?.();
      stopWatching = null;
      forget(connection);
    }
    store.setState((state) => ({
      connection,
      problem,
      is_caught_up: connection === 'online' && state.is_caught_up,
      as_of: connection !== 'online' && state.is_caught_up ? Date.now() : state.as_of,
    }));
  }

  /** Forgets everything of a user; what he had not sent stays kept for him. */
  function forget(connection: Connection): void {
    halt();
    cache?.stop();
    foreign.stop();
    notes.forget();
    drafts.stop();
    uploads.stop();
    void outbox.stop();
    changes.stop();
    catchUp.reset();
    store.setState({ ...emptyChat, connection }, true);
    foreign.start();
  }

  function halt(): void {
    catchUp.stop();
    opening.stop();
    reading.stop();
    typing.stop();
    team.stop();
    queue.stop();
  }

  function online(): void {
    store.setState(forgetPresence);
    void catchUp.run();
    opening.refresh();
    for (const [room, entry] of store.getState().rooms) if (needsAsking(entry)) opening.check(room);
    outbox.flush();
    changes.flush();
    uploads.flush();
    reading.flush();
    drafts.online();
    later.online();
    void replies.load();
    shelf?.online();
    floor?.online();
    keeping.online();
    team.online();
    queue.online();
  }

  function wake(hasSlept = false): void {
    // Focus, visibility and network tell of one awakening together.
    if (!hasSlept && Date.now() - wokenAt < WAKE_ONCE_MS) return;
    wokenAt = Date.now();
    waking.look();
    if (link.isConnected() && !(hasSlept && catchUp.isRunning())) void catchUp.run(LIVELY_MS);
    else if (hasSlept) connecting.renewLink();
    else connecting.hurry();
  }

  /** Asks over HTTP with the access token; with a fresh one when the first has ended. */
  async function authorized<T>(path: string, request: HttpRequest = {}, isAgain = false): Promise<HttpResult<T>> {
    const token = await access.token();
    if (!token.ok) return { ok: false, code: token.code, message: token.code };
    const result = await fetchJson<T>(server + path, language, { ...request, token: token.token });
    facts.flush();
    if (result.ok || isAgain || (result.code !== 'token_expired' && result.code !== 'unauthorized')) return result;
    access.spoil();
    return authorized(path, request, true);
  }

  return {
    store,
    server,
    notes,
    team,
    queue,
    later,
    promises,
    keep: keeping.set,
    triage,
    uploads,
    drafts,
    shelf,
    floor,
    start() {
      waking.start();
      foreign.start();
      stopWatching ??= watchAwake(() => wake(), () => wake());
      if (cache) void begin(cache);
      else connecting.start();
    },
    async stop() {
      stopWatching?.();
      stopWatching = null;
      beginning += 1;
      connecting.stop();
      waking.stop();
      halt();
      foreign.stop();
      drafts.stop();
      uploads.stop();
      store.setState({ connection: 'offline', is_caught_up: false });
      changes.stop();
      cache?.stop();
      await outbox.stop();
    },
    wake,
    rest() {
      storeDrafts();
      void drafts.settle();
    },
    recount: catchUp.recount,
    show: opening.show,
    loadOlder: opening.loadOlder,
    ...jumping,
    search: (request) => link.request('search:run', request),
    async post(room, message, { files = [], ...options } = {}) {
      const rest: OutboxOptions = { ...options };
      if (files.length > 0) delete rest.attachments;
      await outbox.post(room, message, files.length > 0 ? { ...rest, files: uploads.claim(files) } : rest);
      uploads.posted(files);
      typing.ended(room);
      team.posted(room);
    },
    async retry(id) {
      const entry = store.getState().outbox.find((one) => one.client_message_id === id);
      await outbox.retry(id);
      if (entry?.files) uploads.again(entry.files, mayLackFiles(entry));
    },
    async discard(id) {
      const entry = store.getState().outbox.find((one) => one.client_message_id === id);
      const files = uploads.hold(entry?.files ?? []);
      try {
        const text = await outbox.discard(id);
        files.back();
        return text;
      } catch (error) {
        files.forget();
        throw error;
      }
    },
    edit: changes.edit,
    remove: changes.remove,
    retryChange: changes.retry,
    discardChange: changes.discard,
    async historyOf(message) {
      const answer = await link.request('message:history', { id: message });
      if (!answer.ok) throw requestFailure(answer.error.code, answer.error.message);
      return answer.versions;
    },
    read(room, seq) {
      reading.read(room, seq);
      const known = store.getState().rooms.get(room);
      if (known && seq >= known.room.last_seq) opening.atEnd(room);
    },
    typing(room) {
      typing.pressed(room);
      team.pressed(room);
    },
    async createForOrder(order) {
      const before = store.getState().rooms;
      const result = await authorized<Room>('/api/chat/rooms/create_for_order', { method: 'POST', body: { order_id: order } });
      if (!result.ok) return { ok: false, code: result.code, message: result.message };
      store.setState((state) => applyRoom(state, result.body, before.get(result.body.id)));
      return { ok: true, room: result.body };
    },
    ask: (path, request) => authorized(path, request),
    download: (path, wish) => download(server + path, wish, access),
    onForeignMessage: foreign.listen,
    losesUnsent: () => losesUnsent,
    async signOut() {
      await inTime(drafts.settle(), LAST_WORDS_MS);
      connecting.end(null);
      await auth.signOut().catch(() => undefined);
    },
  };
}
