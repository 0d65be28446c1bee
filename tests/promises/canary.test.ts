import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* A moment that stands in a promise alone: not one byte of it, and no sign that one was made, may reach a client. */

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

function listen(socket: Socket): string[] {
  const frames: string[] = [];
  socket.io.engine.on('packet', (packet: { type: string; data?: unknown }) => {
    if (packet.type === 'message') frames.push(String(packet.data));
  });
  return frames;
}

it('never reaches a client, neither its time nor that it was made, moved, kept or cancelled', async () => {
  const { order, room, expert, client } = await server.people.makeRoom();
  const said = await say(expert, room.id, 'Отвечу');
  const other = await say(expert, room.id, 'И это тоже');
  const [desk, full, invited] = [await expert.connect(), await client.connect(), await (await server.people.join(order)).connect()];
  const devices = [full, invited];
  const frames = devices.map(({ socket }) => listen(socket));
  const known: { rooms: readonly Room[]; cursor: string }[] = [];
  for (const device of devices) known.push(await device.get('inbox:catch_up', {}));
  for (const list of frames) list.length = 0;

  const moment = new Date(Date.now() + 5_000_000).toISOString();
  const { promise } = await desk.get('promise:make', { room: room.id, message: said.id, due_at: moment });
  await desk.get('promise:move', { id: promise.id, due_at: new Date(Date.now() + 6_000_000).toISOString() });
  await desk.get('promise:cancel', { id: promise.id });
  await desk.get('promise:make', { room: room.id, message: other.id, due_at: moment });
  // Nothing of it is a change to him: a room that comes once more (transactions elsewhere hold the cursor back) is as it was.
  for (const [index, device] of devices.entries()) expect(known[index]!.rooms).toEqual(expect.arrayContaining((await device.get('inbox:catch_up', { cursor: known[index]!.cursor })).rooms));
  await say(expert, room.id, 'сигнал');
  for (const device of devices) await device.fact('message:posted', ({ message }) => message.message === 'сигнал');

  const answers: unknown[] = [];
  for (const path of ['/api/chat/rooms', `/api/chat/rooms/${room.id}`, `/api/chat/rooms/${room.id}/messages`, `/api/chat/rooms/${room.id}/export?format=json`]) {
    answers.push((await client.http('GET', path)).body);
  }
  answers.push(await full.get('room:open', { room: room.id }), await full.get('inbox:catch_up', {}), await full.ask('message:post', newPost(room.id, 'x', { expect_seq: 0 })));
  const refusals = await Promise.all([
    full.ask('promise:list', { room: room.id }),
    full.ask('promise:cancel', { id: promise.id }),
    full.ask('promise:cancel', { id: 2 ** 41 }),
    full.ask('promise:make', { room: room.id, message: said.id, due_at: moment }),
  ]);
  expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
  expect(refusals[0]).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  const received = [...frames.flat(), JSON.stringify(answers)].join('\n');
  expect(received.length).toBeGreaterThan(1_000);
  for (const secret of [moment, 'promise', '"due_at":"']) expect([secret, received.includes(secret)]).toEqual([secret, false]);
  // After the answer, which kept it, he heard the message and his own reading, and of no other change of the room.
  expect(frames.flat().filter((frame) => frame.includes('room:changed'))).toEqual([]);
  expect((await client.http<Room>('GET', `/api/chat/rooms/${room.id}`)).body.due_at).toBeNull();
  for (const device of [desk, ...devices]) device.close();
});
