import { createChatStore } from '../store/chat';
import type { ChatStore } from '../store/chat';
import type { Account, Message, Room } from '../../protocol/entities';
import type { ErrorCode, Language } from '../../protocol/errors';

export type Renewal = { ok: true; access_token: string; expires_in: number; user: Account } | { ok: false; code: ErrorCode | 'offline'; retry_after?: number };

/** Where access tokens come from: cookies in a browser, the main process in the desktop. */
export type AuthSource = { renew(): Promise<Renewal>; signOut(): Promise<void> };

export type SyncOptions = {
  /** Origin of the server, '' for the page's own. */
  server: string;
  auth: AuthSource;
  language: Language;
  page: 'client' | 'console';
};

export type PostOptions = { reply_to?: number; seen_seq?: number; expect_seq?: number };
export type OpenedChat = { ok: true; room: Room } | { ok: false; code: ErrorCode | 'offline'; message: string };
export type ForeignMessageListener = (message: Message, room: Room) => void;

export type Sync = {
  store: ChatStore;
  /** Renews the sign-in, connects, catches up, sends what waits. */
  start(): void;
  stop(): Promise<void>;
  /** After sleep, on focus, when the network is back: connect at once and catch up. */
  wake(): void;
  /** Keeps a room's timeline loaded and fresh while it is shown; returns how to stop. */
  show(room: number): () => void;
  loadOlder(room: number): Promise<void>;
  /** Puts a post into the outbox; resolves when it is kept there. */
  post(room: number, message: string, options?: PostOptions): Promise<void>;
  retry(client_message_id: string): Promise<void>;
  /** Takes an entry out of the outbox; resolves with its text. */
  discard(client_message_id: string): Promise<string>;
  /** Rejects with a `RequestFailure`, which has a `code`. */
  edit(id: number, message: string): Promise<void>;
  remove(id: number): Promise<void>;
  /** Moves the own read cursor, forward only; many calls become few requests. */
  read(room: number, seq: number): void;
  /** To be called on each key. */
  typing(room: number): void;
  createForOrder(order: number): Promise<OpenedChat>;
  /** Calls back once per message that is new to this device and unread, come live or by catch-up; returns how to stop. */
  onForeignMessage(listener: ForeignMessageListener): () => void;
  /** Ends the sign-in of this device; unsent posts stay kept for this user. */
  signOut(): Promise<void>;
};

/** Builds everything between the store and the server; nothing happens before `start`. */
export function createSync(options: SyncOptions): Sync {
  void options;
  const store = createChatStore();
  const todo = () => Promise.reject(new Error('not built yet'));
  return {
    store,
    start() {},
    async stop() {},
    wake() {},
    show: () => () => {},
    loadOlder: todo,
    post: todo,
    retry: todo,
    discard: todo,
    edit: todo,
    remove: todo,
    read() {},
    typing() {},
    createForOrder: todo,
    onForeignMessage: () => () => {},
    signOut: todo,
  };
}
