import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { WebSocket } from 'ws';
import { FRAME_BYTES } from '../../../protocol/limits';
import { requests, type Answers, type RequestName } from '../../../protocol/requests';
import { socketAccess } from '../../access';
import type { Caller } from '../../caller';
import { sessionIsLive } from '../../domain/access_tokens';
import { createSessionChecks, type SessionChecks } from '../../domain/session_checks';
import { viewingAround } from '../../domain/viewing';
import type { Told } from '../../happening';
import type { Parts } from '../../parts';
import { Refusal } from '../../refusal';
import { attempt, describeRefusal } from '../handle';
import { parse } from '../parse';
import type { InFlight } from '../http/mount';
import { endingRoom, inviteRoom, roomsOf, sessionRoom, userRoom, type Tell } from '../tell';
import type { Pace, Paced } from '../pace';
import { asksSession, permit } from '../permit';
import { named, requestIdOf } from '../request_id';
import { createBucket } from '../bucket';
import { createComings, type Comings } from './comings';
import { handlers, type Connection } from './handlers';
import { handshake, isAllowedOrigin } from './handshake';
import { createLanes } from './lanes';
import { createNewest } from './newest';
import { cutOffSlowReader } from './slow_reader';
import { keepAlive } from './token_life';
import { keepViewing } from './viewing_life';

const BURST = 200;
const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 8_000;

/** The Socket.IO server on this HTTP server, not yet listening to anybody. */
export function createIo(http: HttpServer, parts: Parts): Server {
  return new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: FRAME_BYTES,
    perMessageDeflate: false,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: 10_000,
    // Upgrades of other paths are the plain socket's to answer.
    destroyUpgrade: false,
    allowRequest: (request, decide) => decide(null, isAllowedOrigin(parts.config, request)),
  });
}

/** The teller of this server: facts to the devices of their holders, ends of sessions to their sockets. */
export function createTell(io: Server): Tell {
  return (happenings) => {
    for (const happening of happenings) {
      if ('fact' in happening) {
        // Nobody to tell would mean everybody.
        if (happening.to.length > 0) io.to(roomsOf(happening.to)).except(exceptRooms(happening.except_session)).emit(happening.fact, happening.payload);
        continue;
      }
      const sockets = io.in(happening.close === 'session' ? sessionRoom(happening.session) : endingRoom(happening.user));
      sockets.emit('session:revoked', happening.keeps_unsent === true ? { keeps_unsent: true } : {});
      sockets.disconnectSockets(true);
    }
  };
}

const exceptRooms = (session: number | undefined): string[] => (session === undefined ? [] : [sessionRoom(session)]);

/** Lets callers in and serves their requests. Throws when access list and handlers do not name the same things. */
export function serveSockets(io: Server, parts: Parts, tell: Tell, inFlight: InFlight, pace: Pace): void {
  for (const name of [...Object.keys(requests), ...Object.keys(handlers)]) {
    if (!(name in socketAccess)) throw new Error(`the event ${name} is not in the access list`);
  }
  const sessions = createSessionChecks(parts);
  const comings = createComings(parts, tell);
  const paced = paceReading(io, pace);
  io.use((socket, next) => {
    handshake(parts, socket, sessions).then(
      (caller) => {
        socket.data.caller = caller;
        next();
      },
      (error: Error) => next(error),
    );
  });
  io.on('connection', (socket) => {
    paced.get(socket.conn)?.belongsTo((socket.data as { caller: Caller }).caller.user);
    welcome(socket, parts, tell, inFlight, { sessions, comings });
  });
}

type Wire = { request: { socket: { destroy(): void } }; transport: { socket: WebSocket }; on(event: 'packet', listener: (packet: { data?: unknown }) => void): void; on(event: 'close', listener: (reason: string) => void): void };

/** Counts each packet of a connection, let in or not, before it is looked at. */
function paceReading(io: Server, pace: Pace): WeakMap<object, Paced> {
  const all = new WeakMap<object, Paced>();
  io.engine.on('connection', (wire: Wire) => {
    const paced = pace.enter(wire.transport.socket);
    all.set(wire, paced);
    wire.on('packet', ({ data }) => paced.take(data));
    wire.on('close', (reason) => {
      const isBroken = reason === 'transport error' || reason === 'parse error';
      paced.end(isBroken);
      // What is larger than a frame may be, or none, would be read to its end all the same.
      if (isBroken) wire.request.socket.destroy();
    });
  });
  return all;
}

/** What is done for many sockets together. */
type Together = { sessions: SessionChecks; comings: Comings };

function welcome(socket: Socket, all: Parts, tell: Tell, inFlight: InFlight, { sessions, comings }: Together): void {
  const parts = named(all, requestIdOf(socket.handshake.headers['x-request-id']));
  const { caller } = socket.data as { caller: Caller };
  const mine = caller.order === null ? userRoom(caller.user) : inviteRoom(caller.user, caller.order);
  void socket.join([mine, sessionRoom(caller.session), endingRoom(caller.user)]);
  const quietly = (name: string, work: () => Promise<void>) => void attempt(parts, name, caller.language, work);
  const isFirst = parts.presence.connected(caller.user);
  quietly('presence', async () => {
    for (const user of await comings.came(caller, isFirst)) socket.emit('presence:changed', { user, is_online: true });
  });
  quietly('viewing', async () => {
    for (const one of await viewingAround(parts, caller)) socket.emit('viewing:changed', one);
  });
  // A session that ended between the handshake and the joining above was closed without this socket.
  quietly('session', async () => {
    if ((await sessions.live(caller.session)) !== undefined) return;
    socket.emit('session:revoked', { keeps_unsent: true });
    socket.disconnect(true);
  });
  cutOffSlowReader(socket, caller.user, parts.unread, () => parts.log.info({ user: caller.user }, 'a slow reader is cut off'));
  const life = keepAlive(socket, parts, caller);
  const searches = createNewest();
  const viewing = keepViewing(socket, parts, caller, tell);
  socket.on('disconnect', () => {
    life.end();
    searches.end();
    quietly('viewing', viewing.end);
    if (parts.presence.disconnected(caller.user)) quietly('presence', () => comings.went(caller));
  });
  socket.on('error', () => undefined);
  serveRequests(socket, parts, caller, tell, inFlight, { renew: life.renew, beginSearch: searches.begin, view: viewing.view });
}

function serveRequests(socket: Socket, parts: Parts, caller: Caller, tell: Tell, inFlight: InFlight, connection: Connection): void {
  const bucket = createBucket(parts.config.EVENTS_PER_SECOND, BURST);
  const lanes = createLanes<number>();
  socket.onAny((name: string, ...args: unknown[]) => {
    if (!Object.hasOwn(handlers, name)) {
      parts.log.info({ user: caller.user, event: String(name).slice(0, 50) }, 'unknown event');
      socket.disconnect(true);
      return;
    }
    const wait = bucket.take();
    if (wait > 0) return refuseHaste(name as RequestName, args.at(-1), Math.ceil(wait));
    void inFlight.track(serve(name as RequestName, args));
  });

  /** Thousands a second may have to be refused, so nothing is made for it but the answer. */
  function refuseHaste(name: RequestName, acknowledge: unknown, retry_after: number): void {
    parts.metrics.served(name, 'rate_limited', 0);
    if (typeof acknowledge === 'function') acknowledge({ ok: false, error: describeRefusal('rate_limited', caller.language, { retry_after }) });
  }

  async function serve(name: RequestName, args: unknown[]): Promise<void> {
    const acknowledge = args.at(-1);
    const begun = performance.now();
    const outcome = await attempt(parts, name, caller.language, async () => {
      permit(socketAccess[name], caller);
      if (asksSession(socketAccess[name]) && !(await sessionIsLive(parts, caller.session))) throw new Refusal('unauthorized');
      const payload = parse(requests[name], typeof args[0] === 'function' ? undefined : args[0]);
      const work = (): Promise<Told<Answers[RequestName]>> => handlers[name](parts, caller, payload as never, connection);
      // Posts of one socket keep, in each room, the order in which they came.
      const { result, happenings } = await (name === 'message:post' ? lanes.run((payload as { room: number }).room, work) : work());
      tell(happenings);
      return result;
    });
    parts.metrics.served(name, outcome.ok ? 'ok' : outcome.error.code, (performance.now() - begun) / 1000);
    if (typeof acknowledge === 'function') acknowledge(outcome.ok ? { ok: true, ...outcome.value } : outcome);
  }
}
