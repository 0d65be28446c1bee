import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** `port`: of the server at its end. */
export type FarWire = { url: string; port: number; roundTripMs: number; close(): void };

/** A wire whose round trip takes `roundTripMs`; a connection is made in one of them, as on any network. */
export async function startFarWire(): Promise<FarWire> {
  const sockets = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect({ port: wire.port, host: '127.0.0.1' });
    const oneWayMs = wire.roundTripMs / 2;
    const begun = performance.now();
    const carry = (from: Socket, to: Socket, notBefore: number) => {
      sockets.add(from);
      // Timers of one length go off in the order in which they were set.
      from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), oneWayMs + Math.max(0, notBefore - performance.now())));
      from.on('end', () => setTimeout(() => to.end(), oneWayMs));
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    };
    // What is sent while the connection is being made goes out when it is.
    carry(near, far, begun + wire.roundTripMs);
    carry(far, near, begun);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const wire: FarWire = {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    port: 0,
    roundTripMs: 0,
    close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
  return wire;
}
