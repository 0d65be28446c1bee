import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import { endSnooze } from '../../server/domain/triage';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, newPost, say } from '../support/posts';
import { API_KEY, startServer, type TestServer } from '../support/server';

/* Whatever experts decide about a room, not one byte that a client's session receives says so, and nothing of his moves by it. */

const SECRETS = ['"state"', 'snooze', 'waive', 'room_done', 'reopen', 'undone', 'woken', 'internal', 'is_done', 'triage'];
/** A moment that stands in no other place. */
const UNTIL = new Date(Date.now() + 200 * 24 * 3_600_000).toISOString();

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Client = { kind: string; person: Person; device: Device; frames: string[] };

/** Everything that comes over this socket from now on, as it comes off the wire. */
function listen(socket: Socket): string[] {
  const frames: string[] = [];
  socket.io.engine.on('packet', (packet: { type: string; data?: unknown }) => {
    if (packet.type === 'message') frames.push(String(packet.data));
  });
  return frames;
}

/** A room with a question in it, its expert, and the client's two kinds of session. */
async function scene() {
  const order = fresh();
  const expert = await server.people.makeUser('expert', someone('Анна', 'Соколова'));
  const client = await server.people.makeUser('client', someone('Мария', 'Орлова'));
  const { room } = await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert) });
  await say(client, room.id, 'Вопрос');
  const desk = await expert.connect();
  const clients: Client[] = [];
  for (const [kind, person] of [['full session', client], ['invite', await server.people.join(order)]] as [string, Person][]) {
    const device = await person.connect();
    clients.push({ kind, person, device, frames: listen(device.socket) });
  }
  for (const { device } of clients) await device.get('inbox:catch_up', {});
  return { order, room: room.id, expert, client, desk, clients };
}

/** Every kind of decision, the end of a snooze included; leaves the room in its last one. */
async function decideAll(desk: Device, room: number): Promise<void> {
  await desk.get('room:triage', { room, action: 'snooze', until: UNTIL });
  await server.app.parts.db.rows(null, `UPDATE rooms SET snoozed_until = now() - interval '1 second' WHERE id = $1`, [room]);
  server.app.tell((await endSnooze(server.app.parts, room)).happenings);
  const { event } = await desk.get('room:triage', { room, action: 'waive' });
  await desk.get('room:triage', { room, action: 'undo', event: event! });
  await desk.get('room:triage', { room, action: 'waive' });
  await desk.get('room:triage', { room, action: 'done' });
  await desk.get('room:triage', { room, action: 'reopen' });
  await desk.get('room:triage', { room, action: 'snooze', until: UNTIL });
}

it('a client receives nothing of a decision, whatever he asks, also when he wakes the room', async () => {
  const { order, room, expert, desk, clients } = await scene();
  await decideAll(desk, room);
  for (const { kind, person, device, frames } of clients) {
    const answers: string[] = [];
    const get = async (path: string, token = person.token) => {
      const response = await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } });
      answers.push(await response.text());
    };
    await get('/api/chat/rooms');
    for (const filter of ['all', 'owed', 'waiting', 'snoozed', 'done']) await get(`/api/chat/rooms?filter=${filter}&sort=owed`);
    await get(`/api/chat/rooms/${room}`);
    for (const format of ['json', 'html', 'print']) await get(`/api/chat/rooms/${room}/export?format=${format}`);
    // The marketplace may hand on what it gets.
    await get(`/api/orders/${order}`, API_KEY);
    await get(`/api/orders/${order}/export?format=json`, API_KEY);
    for (const payload of [{ room }, { room, since_rev: 0 }]) await device.get('room:open', payload);
    await device.get('inbox:catch_up', {});
    expect(await device.ask('room:triage', { room, action: 'done' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const { message } = await device.get('message:post', newPost(room, 'Ещё вопрос'));
    await device.get('message:edit', { id: message.id, message: 'Ещё один' });
    await decideAll(desk, room);
    await say(expert, room, 'Сигнал', { seen_seq: 0 });
    await device.fact('message:posted', (fact) => fact.message.message === 'Сигнал');
    const all = [...frames, ...answers].join('\n');
    expect([kind, frames.length > 8, answers.length]).toEqual([kind, true, 12]);
    for (const secret of [...SECRETS, UNTIL]) expect([kind, secret, all.includes(secret)]).toEqual([kind, secret, false]);
    frames.length = 0;
  }
  for (const { device } of [{ device: desk }, ...clients]) device.close();
});

/** A cursor behind which nothing has changed: transactions of other tests, in the same cluster, may hold it back for a moment. */
async function quietCursor({ device }: Client): Promise<string> {
  let { cursor } = await device.get('inbox:catch_up', {});
  const repeated = async () => {
    const answer = await device.get('inbox:catch_up', { cursor });
    cursor = answer.cursor;
    return answer.rooms.length;
  };
  await expect.poll(repeated).toBe(0);
  return cursor;
}

it('a client’s room is the same before and after, its place in his list too, and what is unanswered stays unanswered', async () => {
  const { room, desk, clients } = await scene();
  const seen = async ({ person, device }: Client) => ({
    room: (await person.http<Room>('GET', `/api/chat/rooms/${room}`)).body,
    opened: await device.get('room:open', { room }),
    totals: (await device.get('inbox:catch_up', {})).totals,
    owed: (await person.http('GET', '/api/chat/rooms?filter=owed&sort=owed')).body,
  });
  const before: unknown[] = [];
  const cursors: string[] = [];
  for (const client of clients) {
    before.push(await seen(client));
    cursors.push(await quietCursor(client));
    client.frames.length = 0;
  }
  await decideAll(desk, room);
  for (const [index, client] of clients.entries()) {
    expect([client.kind, client.frames]).toEqual([client.kind, []]);
    const { rooms, gone } = await client.device.get('inbox:catch_up', { cursor: cursors[index]! });
    expect([client.kind, rooms, gone]).toEqual([client.kind, [], []]);
    expect([client.kind, await seen(client)]).toEqual([client.kind, before[index]]);
  }
  // The expert's own cursor brings it.
  expect((await desk.get('inbox:catch_up', { cursor: cursors[0]! })).rooms).toMatchObject([{ id: room, state: 'snoozed' }]);
  for (const { device } of [{ device: desk }, ...clients]) device.close();
});

it('a client is told of each message with what he left unanswered, the expert with what he decided', async () => {
  const { room, client, desk, clients } = await scene();
  const question = (await client.http<Room>('GET', `/api/chat/rooms/${room}`)).body.owed_since;
  await desk.get('room:triage', { room, action: 'waive' });
  const second = await say(client, room, 'Второй');
  const toExpert = await desk.fact('message:posted', (fact) => fact.message.id === second.id);
  expect(toExpert).toMatchObject({ state: 'owed', owed_since: second.created_at });
  for (const { device } of clients) {
    const told = await device.fact('message:posted', (fact) => fact.message.id === second.id);
    expect(Object.keys(told).sort()).toEqual(['message', 'owed_since']);
    expect(told.owed_since).toBe(question);
  }
  for (const { device } of [{ device: desk }, ...clients]) device.close();
});
