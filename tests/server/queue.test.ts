import { afterAll, beforeAll, expect, it } from 'vitest';
import { fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let anna: Person;
let boris: Person;
let a: Device;
let b: Device;
beforeAll(async () => {
  server = await startServer();
  [anna, boris] = [await server.people.makeUser('expert', someone('Анна')), await server.people.makeUser('expert', someone('Борис', 'Левин'))];
  [a, b] = [await anna.connect(), await boris.connect()];
});
afterAll(async () => {
  a.close();
  b.close();
  await server.close();
});

const queued = async (device: Device, order: number) => (await device.get('queue:list', {})).orders.find((one) => one.order === order);
const expertOf = async (order: number) => (await server.people.marketplace<{ order: { expert: { id: number } | null } }>('GET', `/api/orders/${order}`)).body.order.expert?.id ?? null;
const told = (device: Device) => device.facts.filter(({ name }) => name === 'queue:changed').length;

/** An order that nobody has yet, with its client. */
async function waiting() {
  const order = fresh();
  // Whatever was told before this answer has arrived before it.
  await b.get('queue:list', {});
  const before = told(b);
  const { room } = await server.people.putOrder(order, { title: 'Каталог', client: someone('Мария', 'Орлова'), expert: null });
  await expect.poll(() => told(b)).toBe(before + 1);
  return { order, room: room.id, client: await server.people.join(order) };
}

it('shows every expert what waits, since when, and nothing of what was written', async () => {
  const { order, room, client } = await waiting();
  const question = await say(client, room, 'КАНАРЕЙКА');
  expect(await queued(a, order)).toMatchObject({ order_title: 'Каталог', client: { first_name: 'Мария' }, owed_since: question.created_at });
  expect(JSON.stringify(await queued(a, order))).not.toContain('КАНАРЕЙКА');
  expect((await anna.http('GET', `/api/chat/rooms/${room}`)).status).toBe(404);
  // Nobody waits for an expert in an order that is done.
  await server.people.putOrder(order, { title: 'Каталог', status: 'done', client: nameOf(client) });
  expect(await queued(a, order)).toBeUndefined();
  // What waits for nobody is nobody's to read, whoever knows its number.
  expect(await a.ask('order:take', { order })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await expertOf(order)).toBeNull();
});

it('gives an order to exactly one of all who take it at once, and tells the others who has it', async () => {
  const { order, room, client } = await waiting();
  await say(client, room, 'first');
  const answers = await Promise.all([a, b, a, b].map((device) => device.ask('order:take', { order })));
  const holder = await expertOf(order);
  const [has, lost] = holder === anna.account.id ? [a, b] : [b, a];
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, false, true, true]);
  expect(await lost.ask('order:take', { order })).toMatchObject({ ok: false, error: { code: 'conflict', user: { id: holder } } });
  expect((await has.get('order:take', { order })).room).toMatchObject({ id: room, unread_count: 1 });
  const { events } = await has.get('room:open', { room });
  expect(events.filter(({ kind }) => kind === 'expert_assigned')).toMatchObject([{ actor: { id: holder }, data: { user: holder } }]);
  expect(await queued(a, order)).toBeUndefined();
  const trail = await server.app.parts.db.rows(null, `SELECT actor FROM audit_log WHERE kind = 'order_taken' AND data->>'order' = $1`, [String(order)]);
  expect(trail).toEqual([{ actor: holder }]);
});

it('takes an order back from its expert, who loses the room at once; what is owed stays owed', async () => {
  const { order, room, client } = await waiting();
  const { queued_at } = (await queued(a, order))!;
  await a.get('order:take', { order });
  const question = await say(client, room, 'a question');
  expect(await b.ask('order:return', { order })).toMatchObject({ error: { code: 'not_found' } });
  const before = told(b);
  await a.get('order:return', { order });
  await a.fact('room:left', (fact) => fact.room === room);
  expect((await anna.http('GET', `/api/chat/rooms/${room}`)).status).toBe(404);
  await expect.poll(() => told(b)).toBe(before + 1);
  const again = (await queued(b, order))!;
  expect(again.owed_since).toBe(question.created_at);
  expect(again.queued_at > queued_at).toBe(true);
  // Again: nothing happens. Whoever takes it next has the question before him.
  await a.get('order:return', { order });
  await b.get('order:take', { order });
  expect(await roomOf(boris, room)).toMatchObject({ unread_count: 1, owed_since: question.created_at });
  expect(await expertOf(order)).toBe(boris.account.id);
});

it('follows what the marketplace says, and keeps who took an order when it says nothing of an expert', async () => {
  const { order, client } = await waiting();
  await a.get('order:take', { order });
  await server.people.putOrder(order, { title: 'Каталог', client: nameOf(client) });
  expect(await expertOf(order)).toBe(anna.account.id);
  await server.people.putOrder(order, { title: 'Каталог', client: nameOf(client), expert: null });
  expect(await queued(b, order)).toBeDefined();
  await server.people.putOrder(order, { title: 'Каталог', client: nameOf(client), expert: nameOf(boris) });
  expect(await queued(b, order)).toBeUndefined();
  expect(await a.ask('order:take', { order: 2 ** 41 })).toMatchObject({ error: { code: 'not_found' } });
});

it('opens the chat with the order where there was none', async () => {
  const order = fresh();
  await server.people.putOrder(order, { client: someone('Пётр'), expert: null, open_chat: false });
  const { room } = await a.get('order:take', { order });
  expect(room).toMatchObject({ order, participants: [{ role: 'client' }, { role: 'expert', is_responsible: true }] });
});
