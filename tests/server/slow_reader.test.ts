import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Device } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The TCP connection below a socket. */
const wireOf = ({ socket }: Device) => (socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }).transport.ws._socket;

it('cuts off a connection that stops reading, before much waits for it, and no other one', async () => {
  const { expert, room } = await server.people.makeRoom();
  const [slow, quick] = [await expert.connect(), await expert.connect()];
  const heard = (device: Device) => device.facts.filter(({ name }) => name === 'typing:changed').length;
  wireOf(slow).pause();
  const big = { room: room.id, user: expert.account.id, is_typing: true, filler: 'x'.repeat(50_000) };
  const connections = () => server.app.parts.presence.count(expert.account.id);
  let told = 0;
  // More than the system keeps for a connection by itself has to come.
  for (; connections() === 2 && told < 1_000; ) {
    for (let index = 0; index < 10; index += 1, told += 1) server.app.tell([{ fact: 'typing:changed', payload: big, to: [{ user: expert.account.id, order: null }] }]);
    await vi.waitFor(() => expect(heard(quick)).toBe(told), { interval: 2 });
  }
  expect(connections()).toBe(1);
  const ended = new Promise((resolve) => slow.socket.once('disconnect', resolve));
  wireOf(slow).resume();
  await ended;
  expect(heard(slow)).toBeLessThan(told);
  expect(quick.socket.connected).toBe(true);
  quick.close();
});
