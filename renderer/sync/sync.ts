import { createChatStore } from '../store/chat';
import { applyRoom, forgetPresence } from '../store/facts';
import { needsAsking } from '../store/rooms';
import type { Connection } from '../store/chat';
import type { Room } from '../../protocol/entities';
import type { ErrorCode } from '../../protocol/errors';
import type { Facts } from '../../protocol/facts';
import { createAccess } from './access';
import { createAuthorized } from './authorized';
import { watchAwake } from './awake';
import { createBelonging } from './belonging';
import { createCatchUp } from './catch_up';
import { createChanges } from './changes';
import { openChangesStorage } from './changes_storage';
import { createConnecting } from './connection';
import { download } from './download';
import { createDraftSync } from './draft_sync';
import { storeDrafts } from './drafts';
import { createFactQueue } from './fact_queue';
import { createFactHandlers } from './facts';
import { requestFailure } from './failure';
import { createForeign } from './foreign';
import { inTime } from './idle';
import { createJumping } from './jumping';
import { createKeeping } from './keeping';
import { knownUntil } from './known_until';
import { createLater } from './later';
import { createNotes } from './notes';
import { createOpening } from './opening';
import { createOutbox } from './outbox';
import { openOutboxStorage } from './outbox_storage';
import { createPosting } from './posting';
import { createPromises } from './promises';
import { createQueue } from './queue';
import { createReading } from './reading';
import { createReplies } from './replies';
import { openLink } from './socket';
import type { Link, Request } from './socket';
import type { Sync, SyncOptions } from './sync_layer';
import { createTeam } from './team';
import { createTriage } from './triage';
import { createTyping } from './typing';
import { createUploads } from './uploads';
import { createWaking } from './waking';

export type { AuthSource, Renewal } from './auth';
export type { ForeignMessageListener } from './foreign';
export type { OpenedChat, PostOptions, Sync, SyncOptions } from './sync_layer';

/** How soon a connection has to show that it lives after the page slept. */
const LIVELY_MS = 4_000;
const WAKE_ONCE_MS = 300;
/** Longer than this a sign-out does not wait for drafts to reach the server. */
const LAST_WORDS_MS = 2_000;

/** Builds everything between the store and the server; nothing happens before `start`. */
export function createSync({ server, auth, language, page, storage, changesStorage, uploadStorage, cache: keepCache, shelf: makeShelf, floor: makeFloor }: SyncOptions): Sync {
  const store = createChatStore();
  const access = createAccess(auth, (renewal) => belonging.renewed(renewal));
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
  const authorized = createAuthorized(server, language, access, facts.flush);
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
  const replies = createReplies(store, authorized);
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
  const posting = createPosting(store, outbox, uploads, (room) => {
    typing.ended(room);
    team.posted(room);
  });
  const stoppable = [catchUp, opening, reading, typing, team, queue];
  const halt = () => stoppable.forEach((part) => part.stop());
  const belonging = createBelonging(store, { cache, catchUp, changes, connecting, drafts, facts, foreign, notes, outbox, uploads, halt });
  const handlers = createFactHandlers(store, { catchUp, opening, typing, team, queue, notes, drafts, later, promises, replies, shelf, floor, revoked });
  let stopWatching: (() => void) | null = null;
  let wokenAt = 0;
  let losesUnsent = false;

  function revoked({ keeps_unsent }: Facts['session:revoked']): void {
    losesUnsent = keeps_unsent !== true;
    connecting.end('unauthorized');
  }

  function connectionChanged(connection: Connection, problem: ErrorCode | 'offline' | null): void {
    if (connection === 'signed_out') {
      stopWatching?.();
      stopWatching = null;
      belonging.forget(connection);
    }
    store.setState((state) => ({
      connection,
      problem,
      is_caught_up: connection === 'online' && state.is_caught_up,
      as_of: connection !== 'online' && state.is_caught_up ? knownUntil(state.as_of, Date.now()) : state.as_of,
    }));
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
      if (cache) void belonging.begin(cache);
      else connecting.start();
    },
    async stop() {
      stopWatching?.();
      stopWatching = null;
      belonging.stop();
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
    ...posting,
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
    ask: authorized,
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
