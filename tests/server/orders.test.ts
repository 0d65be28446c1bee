import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order, Room, RoomEvent } from '../../protocol/entities';
import { fresh, someone, type Device } from '../support/people';
import { messagesOf, nameOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
const devices: Device[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await server.close();
});

async function pair() {
  const made = await server.people.makeRoom();
  const [a, b] = [await made.expert.connect(), await made.client.connect()];
  devices.push(a, b);
  return { ...made, a, b };
}

const put = (id: number, body: object) => server.people.marketplace<{ order: Order; room: Room | null; code?: string }>('PUT', `/api/orders/${id}`, body);
const count = async (table: string) => (await server.app.parts.db.rows<{ count: number }>(null, `SELECT count(*) AS count FROM ${table}`))[0]!.count;
const sides = (room: Room | null) => room?.participants.map(({ role, user }) => [role, user.id]);
const eventsOf = async (device: Device, room: number): Promise<RoomEvent[]> => (await device.get('room:open', { room })).events;

describe('PUT /api/orders/:id', () => {
  it('makes the order, its room and its participants, and shows them', async () => {
    const [id, client, expert] = [fresh(), someone('Мария'), someone('Анна')];
    const made = await put(id, { title: 'Диплом', client, expert });
    expect([made.status, made.body]).toMatchObject([201, { order: { id, title: 'Диплом', status: 'new', client, expert } }]);
    const { order, room } = made.body;
    expect(room).toMatchObject({ order: id, order_title: 'Диплом', order_status: 'new', last_seq: 0, last_rev: 0, unread_count: 0, owed_since: null, last_message: null });
    expect(sides(room)).toEqual([['client', order.client.id], ['expert', order.expert!.id]]);
    const again = await put(id, { title: 'Диплом', client, expert });
    expect([again.status, again.body]).toEqual([200, made.body]);
    const read = await server.people.marketplace('GET', `/api/orders/${id}`);
    expect([read.status, read.body]).toEqual([200, { ...made.body, rating: null }]);
    expect((await server.people.marketplace('GET', `/api/orders/${fresh()}`)).status).toBe(404);
  });

  it('changes what it names: status and expert stay when absent, null takes the expert away', async () => {
    const [id, client, expert] = [fresh(), someone('Мария'), someone('Анна')];
    await put(id, { title: 'One', status: 'paid', client, expert });
    expect((await put(id, { title: 'Two', client })).body.order).toMatchObject({ title: 'Two', status: 'paid', expert });
    const { body } = await put(id, { title: 'Two', status: 'done', client, expert: null });
    expect(body.order).toMatchObject({ status: 'done', expert: null });
    expect(sides(body.room)).toEqual([['client', body.order.client.id]]);
  });

  it('gives a person the names of the latest order and keeps one account per address, whatever its case', async () => {
    const client = someone('Мария', 'Старая');
    const first = await put(fresh(), { title: 'One', client });
    const second = await put(fresh(), { title: 'Two', client: { ...client, email: client.email.toUpperCase(), last_name: 'Новая' } });
    expect(second.body.order.client).toEqual({ ...first.body.order.client, last_name: 'Новая' });
    expect((await server.people.marketplace<{ order: Order }>('GET', `/api/orders/${first.body.order.id}`)).body.order.client.last_name).toBe('Новая');
  });

  it('refuses an address that belongs to another role and stores nothing of the order', async () => {
    const [expert, client] = [someone('Анна'), someone('Мария')];
    await put(fresh(), { title: 'Before', client, expert });
    const stored = [await count('orders'), await count('users'), await count('rooms')];
    const id = fresh();
    const bad = [
      { title: 'Bad', client: expert },
      { title: 'Bad', client: someone('Новая'), expert: client },
      { title: 'Bad', client, expert: client },
      { title: 'Bad', client: { ...client, last_name: 'Other' }, expert: { ...client, first_name: 'Other' } },
    ];
    for (const body of bad) {
      const answer = await put(id, body);
      expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
    }
    expect([await count('orders'), await count('users'), await count('rooms')]).toEqual(stored);
    expect((await server.people.marketplace('GET', `/api/orders/${id}`)).status).toBe(404);
    const kept = await put(fresh(), { title: 'Then', client });
    expect(kept.body.order.client).toMatchObject(client);
  });

  it('takes strict bodies and whole numbers only', async () => {
    const client = someone('Мария');
    const good = { title: 'Order', client };
    const bad = [
      {},
      [],
      null,
      'order',
      { client },
      { title: 'Order' },
      { ...good, more: 1 },
      { ...good, title: '' },
      { ...good, title: '   ' },
      { ...good, title: 'a\nb' },
      { ...good, title: 'a'.repeat(201) },
      { ...good, title: 'a\u0000b' },
      { ...good, title: 'a\ud800b' },
      { ...good, status: '' },
      { ...good, status: null },
      { ...good, open_chat: 'yes' },
      { ...good, client: null },
      { ...good, client: { ...client, email: 'nobody' } },
      { ...good, client: { ...client, email: `${'a'.repeat(250)}@b.test` } },
      { ...good, client: { ...client, first_name: '' } },
      { ...good, client: { ...client, role: 'admin' } },
      { ...good, expert: {} },
      { ...good, __proto__: null, constructor: 1 },
    ];
    const id = fresh();
    for (const body of bad) expect([body, (await put(id, body as object)).status]).toEqual([body, 400]);
    for (const path of ['0', '-1', '01', '1.5', 'x', '1e3', '9007199254740992', '99999999999999999999']) {
      expect([path, (await server.people.marketplace('PUT', `/api/orders/${path}`, good)).status]).toEqual([path, 400]);
    }
    expect((await put(Number.MAX_SAFE_INTEGER, good)).status).toBe(201);
    expect((await server.people.marketplace('GET', `/api/orders/${id}`)).status).toBe(404);
  });

  it('makes one order and one room when the same one comes many times at once', async () => {
    const [id, client, expert] = [fresh(), someone('Мария'), someone('Анна')];
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(id, { title: 'Same', client, expert })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.room?.id)).size).toBe(1);
    expect(sides((await put(id, { title: 'Same', client, expert })).body.room)).toHaveLength(2);
  });

  it('ends in one state that fits when different changes of one order come at once', async () => {
    const [id, client] = [fresh(), someone('Мария')];
    const experts = [someone('Анна'), someone('Борис'), someone('Вера'), null];
    await put(id, { title: 'Start', client });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        put(id, { title: `Title ${index}`, client: { ...client, last_name: `Name ${index}` }, expert: experts[index % 4] }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await server.people.marketplace<{ order: Order; room: Room }>('GET', `/api/orders/${id}`);
    const seated = body.room.participants.filter(({ role }) => role === 'expert').map(({ user }) => user.id);
    expect(seated).toEqual(body.order.expert === null ? [] : [body.order.expert.id]);
    expect(body.room.order_title).toBe(body.order.title);
  });

  it('stands a person who gets another name while his order changes', async () => {
    const [id, client] = [fresh(), someone('Мария')];
    await put(id, { title: 'Start', client });
    const names = ['One', 'Two'];
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => put(id, { title: `Title ${index}`, client: { ...client, last_name: names[(index >> 1) % 2]! } })));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(40).fill(200));
  });

  it('makes and renames the same people from many orders at once', async () => {
    const [client, expert] = [someone('Мария'), someone('Анна')];
    const numbers = Array.from({ length: 12 }, () => fresh());
    const names = (round: number, index: number) => ({ client: { ...client, last_name: `C${round} ${index % 3}` }, expert: { ...expert, last_name: `E${round} ${index % 2}` } });
    for (const round of [1, 2]) {
      const answers = await Promise.all(numbers.map((id, index) => put(id, { title: 'Order', ...names(round, index) })));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([round === 1 ? 201 : 200]));
      expect(new Set(answers.map(({ body }) => body.order.client.id)).size).toBe(1);
    }
  });
});

describe('open sockets', () => {
  it('hear of a new order at once', async () => {
    const { a, b, expert, client } = await pair();
    const { room } = await server.people.putOrder(fresh(), { title: 'Second', client: nameOf(client), expert: nameOf(expert) });
    for (const device of [a, b]) {
      expect((await device.fact('room:changed', ({ room: { id } }) => id === room.id)).room).toMatchObject({ order_title: 'Second', unread_count: 0 });
      expect((await device.fact('event:added', ({ event }) => event.room === room.id)).event).toMatchObject({ kind: 'order_created', after_seq: 0, actor: null });
    }
  });

  it('hear of a changed order, with what changed as an event in its place', async () => {
    const { order, room, a, b, client } = await pair();
    await b.get('message:post', newPost(room.id));
    await server.people.putOrder(order, { title: 'New title', status: 'paid', client: nameOf(client) });
    for (const device of [a, b]) {
      const { room: changed } = await device.fact('room:changed', (fact) => fact.room.order_title === 'New title');
      expect(changed).toMatchObject({ id: room.id, order_status: 'paid', unread_count: device === a ? 1 : 0 });
      const { event } = await device.fact('event:added', (fact) => fact.event.kind === 'order_changed');
      expect(event).toMatchObject({ room: room.id, after_seq: 1, data: { title: { from: `Order ${order}`, to: 'New title' }, status: { from: 'new', to: 'paid' } } });
    }
    await server.people.putOrder(order, { title: 'New title', status: 'paid', client: nameOf(client) });
    expect((await eventsOf(a, room.id)).map(({ kind }) => kind)).toEqual(['order_created', 'order_changed']);
    expect((await roomOf(client, room.id)).last_rev).toBe(1);
  });

  it('lose and win the room when the expert changes', async () => {
    const { order, room, a, b, client } = await pair();
    const boris = await server.people.makeUser('expert', someone('Борис', 'Иванов'));
    const c = await boris.connect();
    devices.push(c);
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(boris) });
    expect(await a.fact('room:left')).toEqual({ room: room.id });
    expect((await c.fact('room:changed')).room).toMatchObject({ id: room.id });
    const { event } = await b.fact('event:added', (fact) => fact.event.kind === 'expert_assigned');
    expect(event).toMatchObject({ actor: null, data: { user: boris.account.id, name: 'Борис Иванов' } });
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    expect(await c.fact('room:left')).toEqual({ room: room.id });
    expect((await b.fact('event:added', (fact) => fact.event.kind === 'expert_removed')).event.data).toMatchObject({ user: boris.account.id });
    expect((await eventsOf(b, room.id)).map(({ kind }) => kind)).toEqual(['order_created', 'expert_assigned', 'expert_removed']);
    expect(a.facts.filter(({ name }) => name === 'room:left')).toHaveLength(1);
  });

  it('of a removed expert hear nothing more, and he can neither read nor write', async () => {
    const { order, room, a, b, expert, client } = await pair();
    const mine = await say(expert, room.id, 'mine');
    await server.people.putOrder(order, { client: nameOf(client), expert: null });
    await a.fact('room:left');
    const heard = a.facts.length;
    await b.get('message:post', newPost(room.id, 'not for him'));
    await b.get('typing:set', { room: room.id, is_typing: true });
    await b.get('room:read', { room: room.id, seq: 2 });
    await server.people.putOrder(order, { title: 'Nor this', client: nameOf(client) });
    const answers = [
      await a.ask('message:post', newPost(room.id)),
      await a.ask('message:edit', { id: mine.id, message: 'changed' }),
      await a.ask('message:delete', { id: mine.id }),
      await a.ask('room:open', { room: room.id }),
      await a.ask('room:read', { room: room.id, seq: 1 }),
      await a.ask('typing:set', { room: room.id, is_typing: true }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const over = [
      await expert.http('GET', `/api/chat/rooms/${room.id}`),
      await expert.http('GET', `/api/chat/rooms/${room.id}/messages`),
      await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`, {}),
      await expert.http('POST', '/api/chat/messages', newPost(room.id)),
    ];
    expect(over.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    // That something waits in the queue is no secret of this order.
    expect(a.facts.slice(heard).filter(({ name }) => name !== 'queue:changed')).toEqual([]);
    expect((await messagesOf(client, room.id)).map(({ message }) => message)).toEqual(['mine', 'not for him']);
  });

  it('of a former client lose the room with his invites', async () => {
    const { order, room, b, client } = await pair();
    const invited = await server.people.join(order);
    const link = await server.people.invite(order);
    const device = await invited.connect();
    devices.push(device);
    const { room: after } = await server.people.putOrder(order, { client: someone('Другая') });
    for (const socket of [b, device]) expect(await socket.fact('room:left')).toEqual({ room: room.id });
    expect(sides(after)?.find(([role]) => role === 'client')?.[1]).not.toBe(client.account.id);
    expect((await invited.http('GET', `/api/chat/rooms/${room.id}`)).status).toBe(404);
    expect((await server.people.anyone('POST', '/api/auth/join', { token: new URL(link).hash.slice(1) })).status).toBe(401);
  });
});

describe('a new participant', () => {
  it('starts before the oldest unanswered client message, else at the end', async () => {
    const { order, room, expert, client } = await server.people.makeRoom();
    await say(client, room.id, 'answered');
    await say(expert, room.id, 'answer');
    const calm = await server.people.makeUser('expert');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(calm) });
    expect(await roomOf(calm, room.id)).toMatchObject({ read_seq: 2, unread_count: 0 });
    const { id } = await say(client, room.id, 'deleted');
    const device = await client.connect();
    devices.push(device);
    await device.get('message:delete', { id });
    await say(client, room.id, 'unanswered');
    await say(client, room.id, 'and one more');
    const late = await server.people.makeUser('expert');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(late) });
    expect(await roomOf(late, room.id)).toMatchObject({ read_seq: 3, unread_count: 2 });
  });

  it('who returns keeps the higher of his cursors', async () => {
    const { order, room, expert, client } = await server.people.makeRoom();
    const assign = (to: typeof expert | null) => server.people.putOrder(order, { client: nameOf(client), expert: to && nameOf(to) });
    await say(client, room.id, 'one');
    await say(client, room.id, 'two');
    await expert.http('POST', `/api/chat/rooms/${room.id}/mark_read`, { seq: 2 });
    await assign(null);
    await say(client, room.id, 'three');
    // Nothing is answered, but he has read two.
    await assign(expert);
    expect(await roomOf(expert, room.id)).toMatchObject({ read_seq: 2, unread_count: 1 });
    const boris = await server.people.makeUser('expert');
    await assign(boris);
    await say(boris, room.id, 'answers all');
    await assign(expert);
    expect(await roomOf(expert, room.id)).toMatchObject({ read_seq: 4, unread_count: 0 });
  });
});

describe('create_for_order', () => {
  const open = '/api/chat/rooms/create_for_order';

  it('makes the room that the order left open, once', async () => {
    const [expert, client] = [await server.people.makeUser('expert'), await server.people.makeUser('client')];
    const order = fresh();
    const closed = await put(order, { title: 'Closed', client: nameOf(client), expert: nameOf(expert), open_chat: false });
    expect([closed.status, closed.body.room]).toEqual([201, null]);
    const device = await client.connect();
    devices.push(device);
    expect((await device.get('inbox:catch_up', {})).rooms).toEqual([]);
    const made = await expert.http<Room>('POST', open, { order_id: order });
    expect([made.status, made.body]).toMatchObject([201, { order, order_title: 'Closed', last_seq: 0 }]);
    expect((await device.fact('room:changed')).room.id).toBe(made.body.id);
    expect((await device.fact('event:added')).event).toMatchObject({ kind: 'order_created', actor: { id: expert.account.id } });
    const again = await client.http<Room>('POST', open, { order_id: order });
    expect([again.status, again.body.id]).toEqual([200, made.body.id]);
    // The room stays open when the order is put again.
    expect((await put(order, { title: 'Closed', client: nameOf(client), open_chat: false })).body.room?.id).toBe(made.body.id);
  });

  it('makes one room when twenty ask at once', async () => {
    const [expert, client] = [await server.people.makeUser('expert'), await server.people.makeUser('client')];
    const order = fresh();
    await put(order, { title: 'Closed', client: nameOf(client), expert: nameOf(expert), open_chat: false });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? expert : client).http<Room>('POST', open, { order_id: order })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('answers someone who is neither client nor expert in his language', async () => {
    const { order, expert, client } = await server.people.makeRoom();
    const boris = await server.people.makeUser('expert');
    const admin = await server.people.makeUser('admin');
    await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(boris) });
    const ru = { error: 'У вас нет доступа к этому заказу', code: 'order_forbidden' };
    const en = { error: 'You have no access to this order', code: 'order_forbidden' };
    for (const person of [expert, admin, await server.people.makeUser('client')]) {
      for (const [language, text] of [['', ru], ['ru', ru], ['de', ru], ['en-GB,en;q=0.9', en], ['en;q=0.5, ru;q=0.9', ru]] as const) {
        const answer = await person.http('POST', open, { order_id: order }, { 'Accept-Language': language });
        expect([answer.status, answer.body]).toEqual([403, text]);
      }
    }
    const unknown = await expert.http('POST', open, { order_id: fresh() });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
  });

  it('opens to an invite\'s session its own order only', async () => {
    const { order, room, client } = await server.people.makeRoom();
    const other = fresh();
    await put(other, { title: 'Other', client: nameOf(client), open_chat: false });
    const invited = await server.people.join(order);
    expect((await invited.http<Room>('POST', open, { order_id: order })).body.id).toBe(room.id);
    expect((await invited.http('POST', open, { order_id: other })).status).toBe(403);
    expect((await server.people.marketplace<{ room: null }>('GET', `/api/orders/${other}`)).body.room).toBeNull();
  });

  it('takes strict bodies', async () => {
    const { expert } = await server.people.makeRoom();
    for (const body of [{}, { order_id: '1' }, { order_id: 0 }, { order_id: 1.5 }, { order_id: null }, { order_id: 1, more: 1 }, []]) {
      expect([body, (await expert.http('POST', open, body)).status]).toEqual([body, 400]);
    }
  });
});
