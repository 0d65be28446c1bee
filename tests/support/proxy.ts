import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** Which way bytes do not get through: `up` is towards the server, `down` towards its clients. */
export type Direction = 'up' | 'down';

/**
 * A wire between clients and a server that a test can cut, one way or both. What is cut off disappears silently, as behind a dead
 * network: nobody is told, the connection only goes quiet.
 */
export type Proxy = {
  url: string;
  /** Sends new connections to this port from now on. */
  aim(port: number): void;
  swallow(direction: Direction): void;
  /** Lets bytes through again; connections that lost some are closed, because a stream with a hole is of no use to anybody. */
  restore(): void;
  /** Every connection of now goes quiet for good, and nobody is told; new ones get through: so a computer wakes from its sleep. */
  freeze(): void;
  /** Closes every connection at once; new ones are taken. */
  drop(): void;
  close(): Promise<void>;
};

export async function startProxy(): Promise<Proxy> {
  let target = 0;
  const swallowed = new Set<Direction>();
  const pairs = new Set<{ client: Socket; server: Socket; hurt: boolean; frozen: boolean }>();

  const listener: Server = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    const pair = { client, server, hurt: false, frozen: false };
    pairs.add(pair);
    const pass = (from: Socket, to: Socket, direction: Direction) => {
      from.on('data', (chunk) => {
        if (swallowed.has(direction) || pair.frozen) pair.hurt = true;
        else to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
    };
    pass(client, server, 'up');
    pass(server, client, 'down');
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  const drop = (which: (pair: { hurt: boolean }) => boolean) => {
    for (const pair of pairs) if (which(pair)) pair.client.destroy();
  };
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    aim(port) {
      target = port;
    },
    freeze() {
      for (const pair of pairs) pair.frozen = true;
    },
    swallow(direction) {
      swallowed.add(direction);
    },
    restore() {
      swallowed.clear();
      drop(({ hurt }) => hurt);
    },
    drop: () => drop(() => true),
    async close() {
      drop(() => true);
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
