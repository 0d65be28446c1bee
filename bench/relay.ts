import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** The reference: a bare Socket.IO relay that stores nothing, numbers nothing and asks nobody. Nothing that keeps messages can be faster. */
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });

io.on('connection', (socket) => {
  void socket.join(String((socket.handshake.auth as { room: number }).room));
  socket.on('message:post', (payload: { room: number }, acknowledge: (answer: object) => void) => {
    acknowledge({ ok: true, message: payload });
    io.to(String(payload.room)).emit('message:posted', { message: payload });
  });
});

http.listen(0, '127.0.0.1', () => process.stdout.write(`listening on http://127.0.0.1:${(http.address() as AddressInfo).port}\n`));
process.on('SIGTERM', () => process.exit(0));
