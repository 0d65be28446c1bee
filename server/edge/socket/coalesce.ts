import type { Server } from 'socket.io';

/**
 * What is sent to a connection in one turn of the event loop goes out in one write: the acknowledgment of a post, its fact and the moved
 * cursor are three frames and need not be three system calls.
 */
export function coalesceWrites(io: Server): void {
  io.engine.on('connection', (connection: { request: { socket: NodeJS.WritableStream & { cork(): void; uncork(): void } }; on(event: 'packetCreate', listener: () => void): void }) => {
    const { socket } = connection.request;
    let isCorked = false;
    connection.on('packetCreate', () => {
      if (isCorked) return;
      isCorked = true;
      socket.cork();
      process.nextTick(() => {
        isCorked = false;
        socket.uncork();
      });
    });
  });
}
