import { io, type Socket } from 'socket.io-client';
import type { Attachment, Message, Room } from '../protocol/entities';
import type { ErrorCode, Language } from '../protocol/errors';
import type { FactName, Facts } from '../protocol/facts';
import type { Acknowledgment, Answers, RequestName, RequestPayload } from '../protocol/requests';
import { OrderlineError } from './error';
import { pagesOf, queryOf } from './pages';
import { upload, type FileWish } from './upload';

/** `token`: asked for before each connection, because an access token lives ten minutes. */
export type ChatOptions = { url: string; token: () => string | Promise<string>; language?: Language };

export type Chat = {
  /** Resolves when connected; rejects when the server refuses the token. From then on it comes back by itself, until its session has ended. */
  connect(): Promise<void>;
  /** Asks, and answers what was acknowledged; throws an `OrderlineError`. */
  ask<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answers[N]>;
  /** Posts, again and again over lost connections, under one id: it is stored once. */
  post(room: number, message: string, more?: Partial<Omit<RequestPayload<'message:post'>, 'room' | 'message'>>): Promise<Message>;
  /** Uploads a file, to be named in `attachments` of a post. */
  upload(room: number, file: FileWish): Promise<Attachment>;
  /** Everything that was written, the oldest first, page by page; with `after_seq` what was written behind it. Needs no connection. */
  messages(room: number, query?: { after_seq?: number; limit?: number }): AsyncGenerator<Message, void>;
  /** The caller's rooms, page by page. Needs no connection. */
  rooms(query?: { sort?: 'recent' | 'owed'; filter?: string; q?: string; limit?: number }): AsyncGenerator<Room, void>;
  /** Calls `listener` with each fact of this name; answers how to stop. Facts may be missed while away: `inbox:catch_up` and `room:open` tell the rest. */
  on<N extends FactName>(name: N, listener: (fact: Facts[N]) => void): () => void;
  /** Each time it has connected, the first included. */
  onConnect(listener: () => void): () => void;
  /** Once it has been in and will not come back by itself: its session has ended, or its token is refused for good. `connect` tries again. */
  onEnd(listener: (error: OrderlineError) => void): () => void;
  close(): void;
};

const ANSWER_MS = 10_000;
const POST_ATTEMPTS = 10;
const POST_WAIT_MS = 500;
/** After a refusal at the door that will pass, when the server names no time. */
const RETURN_MS = 1000;

type Refused = Error & { data?: { code?: ErrorCode; retry_after?: number } };

/** A chat for a program: one socket, which comes back by itself. */
export function createChat({ url, token, language = 'en' }: ChatOptions): Chat {
  const base = url.replace(/\/$/, '');
  const pages = async function* <T>(path: string) {
    yield* pagesOf<T>(base, path, { bearer: await token() });
  };
  const socket: Socket = io(url, {
    transports: ['websocket'],
    autoConnect: false,
    auth: async (give) => {
      const text = await tokenOrNone();
      give(text === undefined ? { language } : { token: text, language });
    },
  });
  let hasToken = true;
  let wasConnected = false;
  let returning: ReturnType<typeof setTimeout> | undefined;
  const ends = new Set<(error: OrderlineError) => void>();
  const tokenOrNone = async () => {
    try {
      const text = await token();
      hasToken = true;
      return text;
    } catch {
      hasToken = false;
      return undefined;
    }
  };
  // The server closes a socket when its token's time is over: with a fresh one it goes on.
  socket.on('disconnect', (reason) => reason === 'io server disconnect' && socket.connect());
  socket.on('connect', () => (wasConnected = true));
  /** Whether the same may be let in later. Whoever has been in once also comes back with a fresh token, or when one can be had again. */
  const willPass = (code: ErrorCode) => code === 'unavailable' || code === 'rate_limited' || (wasConnected && (code === 'token_expired' || !hasToken));
  socket.on('connect_error', ({ data, message }: Refused) => {
    // Socket.IO tries again when nobody has answered, but never after a refusal.
    if (data?.code === undefined) return;
    if (willPass(data.code)) returning = setTimeout(() => socket.connect(), (data.retry_after ?? 0) * 1000 || RETURN_MS);
    else if (wasConnected) for (const told of ends) told(new OrderlineError(data.code, message));
  });

  const ask = async <N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answers[N]> => {
    let answer: Acknowledgment<N>;
    try {
      answer = (await socket.timeout(ANSWER_MS).emitWithAck(name, payload)) as Acknowledgment<N>;
    } catch {
      throw new OrderlineError('network', 'no answer came');
    }
    if (answer.ok) return answer;
    const { code, message, ...details } = answer.error;
    throw new OrderlineError(code, message, undefined, details);
  };
  const listen = (name: string, listener: (payload: never) => void) => {
    socket.on(name, listener as (payload: unknown) => void);
    return () => void socket.off(name, listener as (payload: unknown) => void);
  };
  return {
    connect: () =>
      new Promise((resolve, reject) => {
        const end = (then: () => void) => {
          socket.off('connect', connected).off('connect_error', refused);
          then();
        };
        const connected = () => end(resolve);
        const refused = (error: Refused) => {
          // Without a code nobody has answered yet; it is tried again.
          const code = error.data?.code;
          if (code !== undefined && !willPass(code)) end(() => reject(new OrderlineError(code, error.message)));
        };
        socket.on('connect', connected).on('connect_error', refused);
        socket.connect();
      }),
    ask,
    async post(room, message, more) {
      const wish = { client_message_id: crypto.randomUUID(), ...more, room, message };
      for (let attempt = 1; ; attempt += 1) {
        try {
          return (await ask('message:post', wish)).message;
        } catch (error) {
          const mayPass = error instanceof OrderlineError && (error.code === 'network' || error.code === 'unavailable' || error.code === 'rate_limited');
          if (!mayPass || attempt === POST_ATTEMPTS) throw error;
          await new Promise((resolve) => setTimeout(resolve, (error.retry_after ?? 0) * 1000 || POST_WAIT_MS));
        }
      }
    },
    upload: async (room, file) => upload(base, await token(), room, file),
    messages: (room, { after_seq = 0, limit }: { after_seq?: number; limit?: number } = {}) => pages<Message>(`/api/chat/rooms/${room}/messages${queryOf({ after_seq, limit })}`),
    rooms: (query = {}) => pages<Room>(`/api/chat/rooms${queryOf(query)}`),
    on: (name, listener) => listen(name, listener as (payload: never) => void),
    onConnect: (listener) => listen('connect', listener),
    onEnd(listener) {
      ends.add(listener);
      return () => void ends.delete(listener);
    },
    close: () => {
      clearTimeout(returning);
      socket.disconnect();
    },
  };
}
