import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someone, type Device, type Person } from '../support/people';
import { messagesOf, nameOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import { upload } from '../support/uploads';

let server: TestServer;
const devices: Device[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await server.close();
});

async function connected(person: Person): Promise<Device> {
  const device = await person.connect();
  devices.push(device);
  return device;
}

/** A room, its two sides and a colleague who is not in it yet, all connected. */
async function team() {
  const made = await server.people.makeRoom();
  const helper = await server.people.makeUser('expert', someone('Борис', 'Левин'));
  const [a, b, c] = [await connected(made.expert), await connected(helper), await connected(made.client)];
  const room = made.room.id;
  const invite = () => a.get('room:invite', { room, user: helper.account.id });
  return { ...made, room, helper, a, b, c, invite };
}

const experts = (room: { participants: { role: string; user: { id: number }; is_responsible: boolean }[] }) =>
  room.participants.filter(({ role }) => role === 'expert').map(({ user, is_responsible }) => [user.id, is_responsible]);
const auditOf = async (kind: string, user: Person) =>
  (await server.app.parts.db.rows<{ data: Record<string, unknown> }>(null, `SELECT data FROM audit_log WHERE kind = $1 AND actor = $2 ORDER BY id`, [kind, user.account.id])).map(({ data }) => data);

describe('a colleague', () => {
  it('comes by invitation, and everybody in the room is told', async () => {
    const { room, expert, helper, a, b, c, invite } = await team();
    const { participants } = await invite();
    const both = [[expert.account.id, true], [helper.account.id, false]];
    expect(experts({ participants })).toEqual(both);
    for (const device of [a, b, c]) {
      const { event } = await device.fact('event:added', (fact) => fact.event.room === room && fact.event.kind === 'expert_joined');
      expect(event).toMatchObject({ actor: { id: expert.account.id }, data: { user: helper.account.id, name: 'Борис Левин' } });
      const changed = await device.fact('room:changed', (fact) => fact.room.id === room && fact.room.participants.length === 3);
      expect(experts(changed.room)).toEqual(both);
    }
    expect(await auditOf('colleague_invited', expert)).toEqual([{ room, user: helper.account.id }]);
    // Again: nothing happens.
    await invite();
    expect((await a.get('room:open', { room })).events.filter(({ kind }) => kind === 'expert_joined')).toHaveLength(1);
  });

  it('reads and writes like the responsible expert, with numbers of his own', async () => {
    const { room, expert, client, helper, a, b, c, invite } = await team();
    await say(client, room, 'one');
    await say(expert, room, 'answer');
    const question = await say(client, room, 'two');
    await invite();
    // He starts before what nobody has answered.
    expect(await roomOf(helper, room)).toMatchObject({ read_seq: 2, unread_count: 1, owed_since: question.created_at });
    const { message } = await b.get('message:post', newPost(room, 'from Boris', { expect_seq: 3 }));
    for (const device of [a, c]) await device.fact('message:posted', (fact) => fact.message.id === message.id);
    // To the responsible one it is a message of somebody else; the client has his answer.
    expect(await roomOf(expert, room)).toMatchObject({ unread_count: 2, owed_since: null });
    expect(await roomOf(client, room)).toMatchObject({ unread_count: 1 });
    // A colleague's eyes are no tick for an expert's message; the client's are.
    await a.get('room:read', { room, seq: 4 });
    expect((await messagesOf(helper, room)).at(-1)).toMatchObject({ seq: 4, is_read: false });
    await c.get('room:read', { room, seq: 4 });
    expect((await messagesOf(helper, room)).at(-1)).toMatchObject({ seq: 4, is_read: true });
    expect(await a.ask('message:post', newPost(room, 'late', { expect_seq: 3 }))).toMatchObject({ error: { code: 'room_moved' } });
    expect(await a.ask('message:edit', { id: message.id, message: 'not mine' })).toMatchObject({ error: { code: 'forbidden' } });
    expect((await helper.http<{ id: number }>('POST', '/api/chat/rooms/create_for_order', { order_id: (await roomOf(helper, room)).order })).body.id).toBe(room);
  });

  it('makes the client\'s message read when he is the first to reach it', async () => {
    const { room, client, b, invite } = await team();
    await invite();
    await say(client, room, 'seen by a colleague');
    await b.get('room:read', { room, seq: 1 });
    expect((await messagesOf(client, room)).at(-1)).toMatchObject({ is_read: true });
  });

  it('leaves by himself, and nothing reaches him any more, nor can he write', async () => {
    const { room, expert, client, helper, a, b, c, invite } = await team();
    await invite();
    const bytes = Buffer.from('paper');
    const file = await upload(server.url, expert, { room, bytes });
    await say(expert, room, '', { attachments: [file.id] });
    const address = new URL((await messagesOf(helper, room))[0]!.attachments[0]!.url, server.url);
    expect((await fetch(address)).status).toBe(200);
    expect(await a.ask('room:leave', { room })).toMatchObject({ error: { code: 'conflict' } });
    await b.get('later:schedule', { ...newPost(room, 'too late'), send_at: new Date(Date.now() + 3_000).toISOString() });
    await b.get('room:leave', { room });
    await b.fact('room:left', (fact) => fact.room === room);
    for (const device of [a, c]) {
      const { event } = await device.fact('event:added', (fact) => fact.event.room === room && fact.event.kind === 'expert_left');
      expect(event.data).toMatchObject({ user: helper.account.id });
    }
    const before = b.facts.length;
    await say(client, room, 'not for him');
    await a.get('note:post', { room, note: 'nor this', client_note_id: randomUUID(), mentions: [helper.account.id] });
    await c.get('typing:set', { room, is_typing: true });
    await a.fact('typing:changed', (fact) => fact.room === room);
    for (const answer of [await b.ask('message:post', newPost(room, 'x')), await b.ask('room:open', { room }), await b.ask('room:read', { room, seq: 1 }), await b.ask('room:leave', { room }), await b.ask('room:invite', { room, user: helper.account.id })]) {
      expect(answer).toMatchObject({ error: { code: 'not_found' } });
    }
    expect((await fetch(address)).status).not.toBe(200);
    // His own later message is refused when its time comes, and told to him alone.
    expect(await b.fact('later:changed', ({ scheduled }) => scheduled.room === room && scheduled.state !== 'scheduled')).toMatchObject({ scheduled: { state: 'refused', error: 'not_found' } });
    expect(b.facts.slice(before).filter(({ name }) => name !== 'later:changed' && name !== 'presence:changed')).toEqual([]);
    expect(await auditOf('colleague_left', helper)).toEqual([{ room }]);
    expect(await roomOf(expert, room)).toMatchObject({ last_seq: 2 });
  });

  it('is taken out by the responsible expert or an admin, by nobody else', async () => {
    const { room, expert, helper, a, b, invite } = await team();
    const [other, admin] = [await server.people.makeUser('expert'), await server.people.makeUser('admin')];
    const [o, d] = [await connected(other), await connected(admin)];
    await invite();
    // A colleague invites too, an admin from anywhere; a stranger does not even find the room.
    expect(await o.ask('room:invite', { room, user: other.account.id })).toMatchObject({ error: { code: 'not_found' } });
    await b.get('room:invite', { room, user: other.account.id });
    expect(await o.ask('room:remove', { room, user: helper.account.id })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await d.ask('room:remove', { room, user: expert.account.id })).toMatchObject({ error: { code: 'conflict' } });
    await a.get('room:remove', { room, user: helper.account.id });
    await b.fact('room:left', (fact) => fact.room === room);
    const { participants } = await d.get('room:remove', { room, user: other.account.id });
    await o.fact('room:left', (fact) => fact.room === room);
    expect(experts({ participants })).toEqual([[expert.account.id, true]]);
    expect(await d.get('room:remove', { room, user: other.account.id })).toMatchObject({ participants: [{}, {}] });
    expect(await auditOf('colleague_removed', expert)).toEqual([{ room, user: helper.account.id }]);
    await d.get('room:invite', { room, user: admin.account.id });
    expect((await say(admin, room, 'an admin helps')).sender).toBe(admin.account.id);
  });

  it('is an expert or an admin whose account is open', async () => {
    const { room, a, client } = await team();
    const gone = await server.people.makeUser('expert');
    await server.people.disable(gone.account.id);
    for (const user of [client.account.id, gone.account.id, 2 ** 41]) expect(await a.ask('room:invite', { room, user })).toMatchObject({ error: { code: 'not_found' } });
  });

  it('hears, when he comes, of the notes that mentioned him, and only of those he missed', async () => {
    const { room, a, b, helper, invite } = await team();
    const { note } = await a.get('note:post', { room, note: '@Борис Левин look', client_note_id: randomUUID(), mentions: [helper.account.id] });
    await a.get('note:post', { room, note: 'nobody', client_note_id: randomUUID() });
    await invite();
    expect((await b.fact('note:mentioned')).note.id).toBe(note.id);
    await b.get('room:leave', { room });
    const { note: second } = await a.get('note:post', { room, note: 'come back', client_note_id: randomUUID(), mentions: [helper.account.id] });
    await invite();
    await b.fact('note:mentioned', (fact) => fact.note.id === second.id);
    expect(b.facts.filter(({ name }) => name === 'note:mentioned')).toHaveLength(2);
  });
});

describe('the marketplace', () => {
  it('changes the responsible expert, and colleagues stay', async () => {
    const { order, room, expert, client, helper, a, b, invite } = await team();
    await invite();
    const next = await server.people.makeUser('expert');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(next) });
    await a.fact('room:left', (fact) => fact.room === room);
    expect(experts(await roomOf(helper, room))).toEqual([[helper.account.id, false], [next.account.id, true]]);
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    expect(experts(await roomOf(helper, room))).toEqual([[helper.account.id, false]]);
    await say(helper, room, 'still here');
    // The colleague becomes the responsible one: he keeps his place and his cursor.
    await b.get('room:read', { room, seq: 1 });
    await say(client, room, 'a question');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(helper) });
    expect(experts(await roomOf(helper, room))).toEqual([[helper.account.id, true]]);
    expect(await roomOf(helper, room)).toMatchObject({ read_seq: 1, unread_count: 1 });
    expect(await b.ask('room:leave', { room })).toMatchObject({ error: { code: 'conflict' } });
    expect((await expert.http('GET', `/api/chat/rooms/${room}`)).status).toBe(404);
    expect(b.facts.filter(({ name }) => name === 'room:left')).toEqual([]);
  });

  it('sees who is responsible and who helps', async () => {
    const { order, expert, helper, invite } = await team();
    await invite();
    const { body } = await server.people.marketplace<{ order: { expert: { id: number } }; room: Parameters<typeof experts>[0] }>('GET', `/api/orders/${order}`);
    expect(body.order.expert.id).toBe(expert.account.id);
    expect(experts(body.room)).toEqual([[expert.account.id, true], [helper.account.id, false]]);
  });
});

it('lets two colleagues be invited at once, and one twice at the same time', async () => {
  const { room, a, helper } = await team();
  const other = await server.people.makeUser('expert');
  await Promise.all([helper, helper, other, other].map((person) => a.get('room:invite', { room, user: person.account.id })));
  const { events, room: view } = await a.get('room:open', { room });
  expect(events.filter(({ kind }) => kind === 'expert_joined')).toHaveLength(2);
  expect(experts(view)).toHaveLength(3);
});
