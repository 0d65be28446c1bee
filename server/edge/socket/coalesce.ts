import type { Server } from 'socket.io';

type Connection = { request: { socket: { cork(): void; uncork(): void } }; flush(): void };

/**
 * What is sent to a connection in one turn of the event loop goes out in one write: the acknowledgment of a post, its fact and the moved
 * cursor are three frames and need not be three system calls, which cost more than everything else about them.
 */
export function coalesceWrites(io: Server): void {
  io.engine.on('connection', (connection: Connection) => {
    const { socket } = connection.request;
    const flush = connection.flush.bind(connection);
    let isDue = false;
    // Engine.IO calls it for each packet, and writes at once what it finds.
    connection.flush = () => {
      if (isDue) return;
      isDue = true;
      process.nextTick(() => {
        isDue = false;
        socket.cork();
        flush();
        socket.uncork();
      });
    };
  });
}
