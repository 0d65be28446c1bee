import type { Message, MessageVersion, Room } from '../../protocol/entities';
import type { ErrorCode, Language } from '../../protocol/errors';
import type { RequestPayload } from '../../protocol/requests';
import type { ChatStore } from '../store/chat';
import type { AuthSource } from './auth';
import type { Cache, CacheParts } from './cache';
import type { ChangesStorage } from './changes_storage';
import type { DraftChoice } from './draft_sync';
import type { Floor, FloorPart } from './floor';
import type { ForeignMessageListener } from './foreign';
import type { HttpRequest, HttpResult } from './http';
import type { Jumping } from './jumping';
import type { RoomKeeping } from './keeping';
import type { Later } from './later';
import type { Notes } from './notes';
import type { PostOptions as OutboxOptions } from './outbox';
import type { OutboxStorage } from './outbox_storage';
import type { Promises } from './promises';
import type { Queue } from './queue';
import type { Shelf, ShelfPart } from './shelf';
import type { Answer, Request } from './socket';
import type { Team } from './team';
import type { TriageWish } from './triage';
import type { UploadStorage } from './upload_storage';
import type { Uploads } from './uploads';

/* What a page knows of the sync layer; sync.ts builds it. */

/** `files`: keys of uploads in `uploads`, for which the post waits; `attachments` then counts only those that are up already. */
export type PostOptions = Omit<OutboxOptions, 'files'> & { files?: readonly string[] };

/** What the sync layer is built from. */
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

/** The chat of an order, or why it could not be opened. */
export type OpenedChat = { ok: true; room: Room } | { ok: false; code: ErrorCode | 'offline'; message: string };

/** The sync layer of one page, for one sign-in at a time. */
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
  loadOlder(room: number): Promise<boolean>;
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
