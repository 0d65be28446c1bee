import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fresh, type Person } from '../support/people';
import { nameOf, say } from '../support/posts';
import { API_KEY, startServer, type TestServer } from '../support/server';

/* Of labels, views and what is done to many rooms not one byte reaches a client's session, and nothing of his moves by it. */

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

it('a client hears nothing of a label, whatever he asks', async () => {
  const order = fresh();
  const client = await server.people.makeUser('client');
  const expert = await server.people.makeUser('expert');
  const { room } = await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
  await say(client, room.id, 'Вопрос');
  const desk = await expert.connect();
  const word = `Скандалист${fresh()}`;
  const { label } = await desk.get('label:make', { name: word, color: 'red' });
  const sessions: [string, Person][] = [['full session', client], ['invite', await server.people.join(order)]];
  for (const [kind, person] of sessions) {
    const device = await person.connect();
    const before = (await device.get('inbox:catch_up', {})).rooms;
    const frames = listen(device.socket);
    await desk.get('room:label', { room: room.id, label: label.id, is_on: false });
    await desk.get('bulk:run', { wishes: [{ request: 'room:label', payload: { room: room.id, label: label.id, is_on: true } }] });
    await desk.get('label:change', { id: label.id, color: kind === 'invite' ? 'pink' : 'teal' });
    await desk.get('view:make', { name: word, rule: { join: 'all', conditions: [{ about: 'label', is: label.id }] } });
    // The label itself moves nothing of his.
    expect([kind, (await device.get('inbox:catch_up', {})).rooms]).toEqual([kind, before]);
    await say(expert, room.id, 'Сигнал');
    await device.fact('message:posted', (fact) => fact.message.message === 'Сигнал');
    const answers = [JSON.stringify(await device.get('room:open', { room: room.id })), JSON.stringify(await device.get('inbox:catch_up', {}))];
    for (const [path, token] of [['/api/chat/rooms', person.token], [`/api/chat/rooms/${room.id}`, person.token], [`/api/chat/rooms/${room.id}/export?format=json`, person.token], [`/api/orders/${order}`, API_KEY], [`/api/orders/${order}/export?format=json`, API_KEY]] as const)
      answers.push(await (await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } })).text());
    for (const request of ['label:list', 'view:list'] as const) expect(await device.ask(request, {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await device.ask('bulk:run', { wishes: [{ request: 'room:label', payload: { room: room.id, label: label.id, is_on: false } }] })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const all = [...frames, ...answers].join('\n');
    expect([kind, frames.length > 2, all.includes('Сигнал')]).toEqual([kind, true, true]);
    for (const secret of ['label', 'views', 'bulk', word, 'experts_xid']) expect([kind, secret, all.includes(secret)]).toEqual([kind, secret, false]);
    device.close();
  }
  // The expert's own answer has it.
  expect((await desk.get('room:open', { room: room.id })).room.labels).toEqual([label.id]);
  desk.close();
});
