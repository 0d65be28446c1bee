import { STATUS_CODES, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { errorStatus, type Language } from '../../../protocol/errors';
import { FRAME_BYTES } from '../../../protocol/limits';
import { PLAIN_CLOSE } from '../../../protocol/plain_socket';
import type { Caller } from '../../caller';
import { authenticate, endedAmong, sessionIsLive } from '../../domain/access_tokens';
import { presenceChanged } from '../../domain/presence';
import { getRoom } from '../../domain/rooms';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { attempt, toRefusal } from '../handle';
import type { InFlight } from '../http/mount';
import type { Pace } from '../pace';
import { named, requestIdOf } from '../request_id';
import { isAllowedOrigin, SOCKETS_PER_USER } from '../socket/handshake';
import type { Tell } from '../tell';
import { roomOfPath, tokenOf } from './credentials';
import { createLine, type Line } from './line';

const ASK_EVERY_MS = 15_000;
/** So many lines are caught up at once; the others wait for them. */
const CATCHING_UP = 4;

export type PlainSockets = {
  /** Tells the lines of this process. */
  tell: Tell;
  /** Facts may have been missed: everybody is told what he was not, and whose session ended meanwhile is closed. */
  missed(): Promise<void>;
  end(): void;
};

type Entered = { caller: Caller; room: number; token: string; parts: Parts };

/** Serves `/ws/chat/<room>/` beside Socket.IO, whose upgrades it leaves alone; all others are answered with 404. */
export function servePlainSockets(http: HttpServer, socketPath: string, all: Parts, tell: Tell, inFlight: InFlight, pace: Pace): PlainSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES, perMessageDeflate: false, clientTracking: false });
  const lines = new Map<number, Set<Line>>();
  let isEnding = false;

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith(`${socketPath}/`) === true) return;
    socket.on('error', () => undefined);
    void enter(request).then(
      (entered) => server.handleUpgrade(request, socket, head, (live) => welcome(live, entered)),
      (error: unknown) => refuse(socket, error),
    );
  });

  /** Whoever asks, if he may: origin, credentials and access are looked at before the upgrade. */
  async function enter(request: IncomingMessage): Promise<Entered> {
    const room = roomOfPath(request.url ?? '');
    if (room === undefined) throw new Refusal('not_found');
    if (isEnding) throw new Refusal('unavailable', { retry_after: 1 });
    if (!isAllowedOrigin(all.config, request)) throw new Refusal('forbidden');
    const parts = named(all, requestIdOf(request.headers['x-request-id']));
    const token = tokenOf(parts.config, request);
    if (token === undefined) throw new Refusal('unauthorized');
    const caller = await authenticate(parts, token, languageOf(request));
    await parts.limits.take('request', String(caller.user));
    if (parts.presence.count(caller.user) >= SOCKETS_PER_USER) throw new Refusal('rate_limited', { retry_after: 30 });
    await getRoom(parts, caller, room);
    return { caller, room, token, parts };
  }

  function refuse(socket: Duplex, error: unknown): void {
    const refusal = toRefusal(error);
    if (refusal !== error) all.log.warn({ err: error }, 'handshake failed');
    const status = errorStatus(refusal.code);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  function welcome(socket: WebSocket, { caller, room, token, parts }: Entered): void {
    const { user } = caller;
    const line = createLine(parts, socket, caller, room, token, tell);
    const own = lines.get(user) ?? new Set();
    lines.set(user, own.add(line));
    const tellPresence = () => void attempt(parts, 'presence', caller.language, async () => tell(await presenceChanged(parts, user)));
    if (parts.presence.connected(user)) tellPresence();
    const paced = pace.enter(socket);
    paced.belongsTo(user);
    let isBroken = false;
    socket.on('error', () => (isBroken = true));
    socket.on('close', () => {
      paced.end(isBroken);
      line.end();
      own.delete(line);
      if (own.size === 0 && lines.get(user) === own) lines.delete(user);
      if (parts.presence.disconnected(user) && !isEnding) tellPresence();
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      paced.take(data);
      void inFlight.track(line.take(data, isBinary));
    });
    if (isEnding) return line.close(PLAIN_CLOSE.leaving);
    void line.open();
    // A session that ended between the handshake and here was closed without this line.
    void attempt(parts, 'session', caller.language, async () => {
      if (!(await sessionIsLive(parts, caller.session))) line.close(PLAIN_CLOSE.unauthorized);
    });
  }

  const each = (deed: (line: Line) => void) => {
    for (const own of lines.values()) for (const line of own) deed(line);
  };
  const asking = setInterval(() => each((line) => line.isAlive() || line.close(PLAIN_CLOSE.again)), ASK_EVERY_MS).unref();

  return {
    tell(happenings) {
      if (lines.size === 0) return;
      for (const happening of happenings) {
        if ('fact' in happening) {
          for (const user of new Set(happening.to.map((holder) => holder.user))) for (const line of lines.get(user) ?? []) line.hear(happening);
        } else {
          each((line) => {
            const isMeant = happening.close === 'session' ? line.caller.session === happening.session : line.caller.user === happening.user;
            if (isMeant) line.close(PLAIN_CLOSE.unauthorized);
          });
        }
      }
    },
    async missed() {
      const sessions = new Set<number>();
      each(({ caller }) => sessions.add(caller.session));
      const ended = new Set(await endedAmong(all, [...sessions]));
      const left: Line[] = [];
      each((line) => (ended.has(line.caller.session) ? line.close(PLAIN_CLOSE.unauthorized) : left.push(line)));
      const next = async (): Promise<void> => {
        for (let line = left.pop(); line !== undefined; line = left.pop()) await line.catchUp();
      };
      await Promise.all(Array.from({ length: CATCHING_UP }, next));
    },
    end() {
      isEnding = true;
      clearInterval(asking);
      each((line) => line.close(PLAIN_CLOSE.leaving));
    },
  };
}

/** The language of the page's own wish; Russian when it names neither. */
function languageOf(request: IncomingMessage): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'ru';
}
