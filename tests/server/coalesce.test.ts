import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { expect, it } from 'vitest';
import { coalesceWrites } from '../../server/edge/socket/coalesce';

it('sends what one turn has for a connection in one go, in its order, and closes after it', async () => {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  coalesceWrites(io);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const flushed: number[] = [];
  io.engine.on('flush', (_connection: unknown, packets: unknown[]) => flushed.push(packets.length));
  io.on('connection', (socket) => {
    socket.on('ask', (answer: (value: string) => void) => {
      answer('acknowledged');
      io.to(socket.id).emit('told', 1);
      socket.emit('told', 2);
      socket.emit('told', 3);
      socket.disconnect(true);
    });
  });
  const client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'], reconnection: false });
  const heard: unknown[] = [];
  client.on('told', (value) => heard.push(value));
  const closed = new Promise((resolve) => client.once('disconnect', resolve));
  client.on('connect', () => client.emit('ask', (value: string) => heard.push(value)));
  await closed;
  expect(heard).toEqual(['acknowledged', 1, 2, 3]);
  expect(Math.max(...flushed)).toBeGreaterThanOrEqual(4);
  await io.close();
});
