import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Which way bytes go: `up` is towards the server, `down` towards its clients. */
export type Direction = 'up' | 'down';

/** What happens to the bytes of all wires that share it, from now on. */
export type Weather = {
  swallowed: Set<Direction>;
  delayMs: Record<Direction, number>;
  /** Bytes a second; infinite: as fast as they come. */
  rate: Record<Direction, number>;
  /** Looks at every chunk and may cut the wire there: before these bytes, behind them, or within them. */
  cut: ((chunk: Buffer, direction: Direction, passed: number) => Cut | null) | null;
  /** How often each of it was seen to happen. */
  seen: { connections: number; cuts: number; swallowed: number };
};

/** `keep`: so many bytes of the chunk still get through. */
export type Cut = { keep: number };

export const calm = (): Weather => ({ swallowed: new Set(), delayMs: { up: 0, down: 0 }, rate: { up: Infinity, down: Infinity }, cut: null, seen: { connections: 0, cuts: 0, swallowed: 0 } });

/** One connection through the proxy. */
export type Wire = {
  /** Whether it has lost bytes: a stream with a hole is of no use to anybody. */
  isHurt(): boolean;
  /** Goes quiet for good, and nobody is told. */
  freeze(): void;
  /** Ends one direction properly, while the other goes on. */
  halfClose(direction: Direction): void;
  drop(): void;
};

const SLICES_A_SECOND = 20;

/** Connects a client to the port, both under this weather. */
export function createWire(client: Socket, port: number, weather: Weather, onGone: (wire: Wire) => void): Wire {
  // What passes is not held back to be sent together: that would be a delay that nobody ordered.
  const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const ended = new Set<Direction>();
  let [isHurt, isFrozen, isCut] = [false, false, false];
  let open = 2;
  weather.seen.connections += 1;

  /** The client's side breaks at once; what was already on its way still reaches the server, whose answer reaches nobody. */
  const cutOff = () => {
    isCut = true;
    weather.seen.cuts += 1;
    server.end();
    client.destroy();
  };

  const pass = (from: Socket, to: Socket, direction: Direction) => {
    let turn: Promise<void> | null = null;
    let passed = 0;

    /** At most as fast as the weather allows. */
    const trickle = async (chunk: Buffer): Promise<void> => {
      while (chunk.length > 0 && Number.isFinite(weather.rate[direction])) {
        const slice = Math.max(1, Math.floor(weather.rate[direction] / SLICES_A_SECOND));
        to.write(chunk.subarray(0, slice));
        chunk = chunk.subarray(slice);
        await delay(1000 / SLICES_A_SECOND);
      }
      if (chunk.length > 0 && !to.destroyed) to.write(chunk);
    };

    const take = (chunk: Buffer): void => {
      if (isCut || ended.has(direction)) return;
      if (weather.swallowed.has(direction) || isFrozen) {
        isHurt = true;
        weather.seen.swallowed += 1;
        return;
      }
      const cut = weather.cut?.(chunk, direction, passed) ?? null;
      passed += chunk.length;
      const [ms, rate] = [weather.delayMs[direction], weather.rate[direction]];
      if (cut !== null) {
        to.write(chunk.subarray(0, cut.keep), cutOff);
        isCut = true;
      } else if (turn === null && ms === 0 && !Number.isFinite(rate)) {
        if (to.write(chunk)) return;
        from.pause();
        to.once('drain', () => from.resume());
      } else {
        // Nothing more is read meanwhile, so that whoever sends feels it.
        from.pause();
        const mine: Promise<void> = (turn ?? Promise.resolve()).then(() => delay(ms)).then(() => trickle(chunk)).then(() => {
          if (turn === mine) turn = null;
          from.resume();
        });
        turn = mine;
      }
    };

    from.on('data', take);
    from.on('error', () => undefined);
    from.on('end', () => void Promise.resolve(turn).then(() => to.end()));
    from.on('close', () => {
      open -= 1;
      // As long as one side stands, whoever drops all wires has to find it.
      if (open === 0) onGone(wire);
      if (!isCut && !from.readableEnded) to.destroy();
      // What waited to be written here is never written, and its sender would stay paused for good.
      to.resume();
    });
  };

  const wire: Wire = {
    isHurt: () => isHurt,
    freeze: () => (isFrozen = true),
    halfClose(direction) {
      ended.add(direction);
      (direction === 'up' ? server : client).end();
    },
    drop() {
      client.destroy();
      server.destroy();
    },
  };
  pass(client, server, 'up');
  pass(server, client, 'down');
  return wire;
}
