import type { IncomingMessage, ServerResponse } from 'node:http';
import { startProxy } from '../../support/proxy';
import { openSink } from '../../support/sink';
import type { Telling } from '../history/history';
import type { Random } from '../load/random';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A letter at a time, so that nobody could say that nothing comes. */
function trickle(request: IncomingMessage): void {
  request.socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
  const timer = setInterval(() => request.socket.write('a'), 200);
  request.socket.on('close', () => clearInterval(timer));
}

/** The ways in which a receiver fails at once that has got the whole request. `elsewhere`: where it would rather have it. */
const quickly = (elsewhere: string) =>
  ({
    fails: (_request, response) => void response.writeHead(500).end('no'),
    'is busy': (_request, response) => void response.writeHead(503, { 'Retry-After': '1' }).end(),
    'closes half way': ({ socket }) => void socket.write('HTTP/1.1 200 OK\r\nContent-Le', () => socket.destroy()),
    redirects: (_request, response) => void response.writeHead(307, { Location: elsewhere }).end(),
  }) satisfies Record<string, Answer>;
/** Those that cost the sender all its patience, and so come seldom. */
const slowly = { hangs: () => undefined, trickles: trickle } satisfies Record<string, Answer>;
const SLOWLY = 0.15;

/** A receiver of webhooks that fails as often as it is told to, in every way, behind a wire that can be cut. */
export type Receiver = {
  host: string;
  url: string;
  tellings: Telling[];
  /** How often it has failed, by the way of it; `refuses`: connections that were turned away. */
  failed: ReadonlyMap<string, number>;
  /** From now on this share of what comes fails. */
  failAt(share: number): void;
  /** Nobody is there any more, or (true) somebody is again. */
  listen(does: boolean): void;
  /** Requests that came to where it redirects: none may. */
  astray(): number;
  close(): Promise<void>;
};

export async function openReceiver(random: Random): Promise<Receiver> {
  const [sink, elsewhere, gate] = [await openSink(), await openSink(), await startProxy()];
  const port = Number(new URL(sink.url).port);
  gate.aim(port);
  const [quick, slow] = [Object.entries<Answer>(quickly(elsewhere.url)), Object.entries<Answer>(slowly)];
  const failed = new Map<string, number>();
  const tellings: Telling[] = [];
  let share = 0;
  sink.answer = (request, response) => {
    const { id, event } = sink.received.at(-1)!;
    const isTaken = !random.chance(share);
    if (event.type === 'message.posted' || event.type === 'message.changed') {
      const { room, message } = event.data;
      tellings.push({ event: id, kind: event.type, room, message: message.id, seq: message.seq, isTaken });
    }
    if (isTaken) return void response.end('thanks');
    const [way, fail] = random.pick(random.chance(SLOWLY) ? slow : quick);
    failed.set(way, (failed.get(way) ?? 0) + 1);
    fail(request, response);
  };
  return {
    host: `127.0.0.1:${gate.port}`,
    url: `${gate.url}/hook`,
    tellings,
    failed,
    failAt: (next) => void (share = next),
    listen(does) {
      if (does) return gate.aim(port);
      gate.aim(1);
      gate.drop();
    },
    astray: () => elsewhere.received.length,
    async close() {
      await gate.close();
      await Promise.all([sink.close(), elsewhere.close()]);
    },
  };
}
