import { createServer, type AddressInfo } from 'node:net';
import { calm, createWire, type Cut, type Direction, type Weather, type Wire } from './wire';

export type { Direction } from './wire';

/**
 * A wire between clients and a server that a test can cut, slow down or take away, one way or both. What is swallowed disappears silently,
 * as behind a dead network: nobody is told, the connection only goes quiet. It carries any protocol: the clients', PostgreSQL's, Redis'.
 */
export type Proxy = {
  url: string;
  port: number;
  /** What was seen to happen: connections taken, cuts made, chunks swallowed. */
  seen: Readonly<Weather['seen']>;
  /** Sends new connections to this port from now on; to several in turn. */
  aim(...ports: number[]): void;
  swallow(direction: Direction): void;
  /** Everything comes this much later; 0: at once. */
  delay(direction: Direction, ms: number): void;
  /** At most so many bytes a second get through; who sends more has to wait. */
  trickle(direction: Direction, bytesPerSecond: number): void;
  /** Cuts each connection of which this many bytes have gone that way. */
  cutAfter(direction: Direction, bytes: number): void;
  /** Cuts a connection at what fits: before these bytes, or right behind them, so that nobody hears what became of them. */
  cutAt(direction: Direction, fits: (bytes: Buffer) => boolean, where: 'before' | 'behind'): void;
  /** Ends every connection's one direction properly, while the other stays. */
  halfClose(direction: Direction): void;
  /** Fair weather again; connections that lost some bytes are closed, because a stream with a hole is of no use to anybody. */
  restore(): void;
  /** Every connection of now goes quiet for good, and nobody is told; new ones get through: so a computer wakes from its sleep. */
  freeze(): void;
  /** Closes every connection at once; new ones are taken. */
  drop(): void;
  close(): Promise<void>;
};

export async function startProxy(...ports: number[]): Promise<Proxy> {
  let targets = ports;
  let taken = 0;
  const weather = calm();
  const wires = new Set<Wire>();

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const target = targets[taken++ % targets.length] ?? 0;
    wires.add(createWire(client, target, weather, (wire) => wires.delete(wire)));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;

  const drop = (which: (wire: Wire) => boolean) => {
    for (const wire of [...wires]) if (which(wire)) wire.drop();
  };
  const cutWhere = (direction: Direction, cut: (chunk: Buffer, passed: number) => Cut | null) => {
    weather.cut = (chunk, way, passed) => (way === direction ? cut(chunk, passed) : null);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen: weather.seen,
    aim(...next) {
      targets = next;
    },
    swallow: (direction) => void weather.swallowed.add(direction),
    delay(direction, ms) {
      weather.delayMs[direction] = ms;
    },
    trickle(direction, bytesPerSecond) {
      weather.rate[direction] = bytesPerSecond;
    },
    cutAfter: (direction, bytes) => cutWhere(direction, (chunk, passed) => (passed + chunk.length >= bytes ? { keep: Math.max(0, bytes - passed) } : null)),
    cutAt: (direction, fits, where) => cutWhere(direction, (chunk) => (fits(chunk) ? { keep: where === 'before' ? 0 : chunk.length } : null)),
    halfClose(direction) {
      for (const wire of wires) wire.halfClose(direction);
    },
    restore() {
      Object.assign(weather, { ...calm(), seen: weather.seen });
      drop((wire) => wire.isHurt());
    },
    freeze() {
      for (const wire of wires) wire.freeze();
    },
    drop: () => drop(() => true),
    async close() {
      drop(() => true);
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
