import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createUnread, UNREAD_MAX } from '../../server/unread';
import type { Device } from '../support/people';
import { messagesOf, say } from '../support/posts';
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
    await expect.poll(() => heard(quick), { interval: 2 }).toBe(told);
  }
  expect(connections()).toBe(1);
  const ended = new Promise((resolve) => slow.socket.once('disconnect', resolve));
  wireOf(slow).resume();
  await ended;
  expect(heard(slow)).toBeLessThan(told);
  expect(quick.socket.connected).toBe(true);
  quick.close();
});

it('gives up answers over HTTP that are not read, once too much waits for the same user, and no other ones', async () => {
  const { expert, client, room } = await server.people.makeRoom();
  const { db } = server.app.parts;
  await say(expert, room.id, '慢'.repeat(10_000));
  await db.rows(null, `INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at)
                         SELECT room, n, n, sender, side, gen_random_uuid(), request_hash, message, created_at FROM messages, generate_series(2, 200) n WHERE room = $1`, [room.id]);
  await db.rows(null, `UPDATE rooms SET last_seq = 200, last_rev = 200 WHERE id = $1`, [room.id]);
  const path = `/api/chat/rooms/${room.id}/messages?limit=200`;
  const asked = Array.from({ length: 6 }, () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
    socket.on('error', () => undefined);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: slow\r\nAuthorization: Bearer ${expert.token}\r\nConnection: close\r\n\r\n`);
    return socket;
  });
  const served = async () => Number(/name="GET \/api\/chat\/rooms\/:id\/messages",code="ok"\} (\d+)/.exec((await server.app.parts.metrics.text()).body)?.[1]);
  await expect.poll(served).toBe(6);
  // The other side asks for as much meanwhile.
  expect(await messagesOf(client, room.id)).toHaveLength(200);
  const sizes = await Promise.all(
    asked.map(
      (socket) =>
        new Promise<number>((resolve) => {
          let size = 0;
          socket.on('data', (bytes) => (size += bytes.length)).on('close', () => resolve(size)).resume();
        }),
    ),
  );
  const whole = Math.max(...sizes);
  expect(whole).toBeGreaterThan(6_000_000);
  expect(sizes.filter((size) => size === whole).length).toBeGreaterThan(1);
  expect(sizes.filter((size) => size < whole).length).toBeGreaterThan(1);
  // What was given up waits for nobody any more.
  expect(await messagesOf(expert, room.id)).toHaveLength(200);
});

it('gives up the connection of a user that holds most, until no more than may be waits for all of them together', () => {
  const unread = createUnread();
  const givenUp: string[] = [];
  const [first, second, third] = ['first', 'second', 'third'].map((name) => unread.connection('one', () => givenUp.push(name)));
  const other = unread.connection('other', () => givenUp.push('other'));
  other.add(UNREAD_MAX);
  first!.add(UNREAD_MAX - 10);
  second!.add(10);
  expect(givenUp).toEqual([]);
  second!.add(1);
  expect(givenUp).toEqual(['first']);
  third!.add(UNREAD_MAX - 11);
  second!.takeBack(10);
  third!.add(10);
  expect(givenUp).toEqual(['first']);
  third!.end();
  second!.add(UNREAD_MAX);
  expect(givenUp).toEqual(['first', 'second']);
});
