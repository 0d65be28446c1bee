import type { Server } from 'socket.io';
import type { Logger } from 'pino';
import type { Caller } from '../../caller';
import { createBucket } from './bucket';

/** What a connection may send at once beyond the pace that is answered; refusals cost as well. */
const BURST = 700;
/** More than so many times the pace that is answered is no haste any more. */
const HASTE = 2;
/** A packet counts for one, and for one more for each so many characters and brackets: to parse it takes time and memory before anybody can refuse it. */
const CHARACTERS = 2_048;
const BRACKETS = 256;
/** Whoever was cut off would begin anew with a full bucket. */
const KEPT_OUT_MS = 10_000;

/** `keptOutFor`: the seconds that a session has to stay away, 0 when it may come. */
export type Floods = { keptOutFor(this: void, session: number): number };

type Connection = {
  readyState: string;
  request: { socket: { destroy(): void } };
  on(event: 'packet', listener: (packet: { data?: unknown }) => void): void;
  on(event: 'close', listener: (reason: string) => void): void;
  close(discard: boolean): void;
};

/**
 * Cuts a connection off that sends packets without end, let in or not: to refuse tens of thousands a second would leave no time for anybody
 * else. Its session may not come back for a while. Counted is each packet, whatever it is, before it is looked at.
 */
export function cutOffFloods(io: Server, perSecond: number, log: Logger): Floods {
  const keptOut = new Map<number, number>();

  function cutOff(connection: Connection): void {
    const socket = [...io.sockets.sockets.values()].find(({ conn }) => (conn as unknown) === connection);
    // What has been read of it already is dropped, and the wire with it.
    connection.close(true);
    connection.request.socket.destroy();
    const caller = (socket?.data as { caller?: Caller } | undefined)?.caller;
    log.info({ user: caller?.user }, 'a flood is cut off');
    if (caller === undefined) return;
    const now = Date.now();
    for (const [session, until] of keptOut) if (until <= now) keptOut.delete(session);
    keptOut.set(caller.session, now + KEPT_OUT_MS);
  }

  io.engine.on('connection', (connection: Connection) => {
    // What is larger than a frame may be, or none, would be read to its end all the same.
    connection.on('close', (reason) => reason === 'transport error' && connection.request.socket.destroy());
    const bucket = createBucket(HASTE * perSecond, BURST);
    connection.on('packet', ({ data }) => {
      if (bucket.take(costOf(data)) > 0 && connection.readyState === 'open') cutOff(connection);
    });
  });
  return { keptOutFor: (session) => Math.max(0, Math.ceil(((keptOut.get(session) ?? 0) - Date.now()) / 1000)) };
}

function costOf(data: unknown): number {
  if (typeof data !== 'string') return 1 + (Buffer.isBuffer(data) ? Math.floor(data.length / CHARACTERS) : 0);
  if (data.length < CHARACTERS) return 1;
  return 1 + Math.floor(data.length / CHARACTERS) + Math.floor(bracketsIn(data) / BRACKETS);
}

/** Without a copy of anything: this is asked of the largest packets. */
function bracketsIn(text: string): number {
  let count = 0;
  for (const bracket of ['[', '{']) for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) count += 1;
  return count;
}
