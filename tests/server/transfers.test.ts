import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyWholeRoom } from '../../server/domain/emptying';
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
afterAll(() => server.close());

const expertOf = async (order: number) => (await server.people.marketplace<{ order: { expert: { id: number } | null } }>('GET', `/api/orders/${order}`)).body.order.expert?.id ?? null;
const openOf = async (device: Device) => (await device.get('transfer:list', {})).transfers;

/** An order of Anna's, with its client. */
async function mine() {
  const order = fresh();
  const { room } = await server.people.putOrder(order, { title: 'Каталог', client: someone('Мария', 'Орлова'), expert: nameOf(anna) });
  return { order, room: room.id, client: await server.people.join(order) };
}
const offer = async (orders: number[], comment = 'смена кончилась') => (await a.get('transfer:offer', { orders, to: boris.account.id, comment })).transfer;

it('leaves the giver responsible until the colleague accepts, and then passes room, debt, promise and draft', async () => {
  const { order, room, client } = await mine();
  const question = await say(client, room, 'КАНАРЕЙКА');
  const { id } = await offer([order]);
  const card = await b.fact('transfer:changed', ({ transfer }) => transfer.id === id);
  expect(card.transfer).toMatchObject({ state: 'offered', giver: { id: anna.account.id }, comment: 'смена кончилась', orders: [{ order, owed_since: question.created_at, draft: null }] });
  expect(JSON.stringify(card)).not.toContain('КАНАРЕЙКА');
  expect(await expertOf(order)).toBe(anna.account.id);
  expect((await boris.http('GET', `/api/chat/rooms/${room}`)).status).toBe(404);

  const answer = await say(anna, room, 'Отвечу до вечера', { seen_seq: 0 });
  const { promise } = await a.get('promise:make', { room, message: answer.id, due_at: '2027-01-01T09:00:00.000Z' });
  await a.get('draft:save', { room, message: 'почти дописала', base: 0 });
  const { transfer } = await b.get('transfer:answer', { id, is_accepted: true });
  expect(transfer).toMatchObject({ state: 'accepted', orders: [{ order, draft: 'почти дописала' }] });
  expect(await expertOf(order)).toBe(boris.account.id);
  expect(await roomOf(boris, room)).toMatchObject({ owed_since: question.created_at, due_at: promise.due_at });
  expect((await b.get('promise:list', { room })).promises).toMatchObject([{ id: promise.id, user: boris.account.id, state: 'open' }]);
  await a.fact('room:left', (fact) => fact.room === room);
  // The giver is told how it ended, without what is the receiver's now.
  expect((await a.fact('transfer:changed', (fact) => fact.transfer.id === id && fact.transfer.state === 'accepted')).transfer.orders).toMatchObject([{ draft: null }]);
  // The draft waits until he has taken it or put it away.
  expect(await openOf(b)).toMatchObject([{ id, orders: [{ draft: 'почти дописала' }] }]);
  await b.get('transfer:drop_draft', { id, order });
  expect(await openOf(b)).toEqual([]);
  // Once more changes nothing; another word is too late.
  expect((await b.get('transfer:answer', { id, is_accepted: true })).transfer.state).toBe('accepted');
  expect(await a.ask('transfer:cancel', { id })).toMatchObject({ error: { code: 'conflict' } });
});

it('shows the client no more of it than that he has another expert', async () => {
  const { order, room, client } = await mine();
  const page = await client.connect();
  const { id } = await offer([order]);
  await b.get('transfer:answer', { id, is_accepted: true });
  await page.fact('event:added', ({ event }) => event.kind === 'expert_assigned');
  expect(page.facts.filter(({ name }) => name === 'event:added').map(({ payload }) => (payload as { event: { kind: string } }).event.kind)).toEqual(['expert_assigned']);
  const seen = JSON.stringify([page.facts, await page.get('room:open', { room })]);
  expect(seen).not.toContain('transfer');
  expect(seen).not.toContain('смена кончилась');
  expect((await b.get('room:open', { room })).events.map(({ kind }) => kind)).toEqual(['order_created', 'transfer_offered', 'expert_assigned', 'transfer_accepted']);
  page.close();
});

it('ends when it is declined, taken back, or the order goes another way, and can be offered again', async () => {
  const { order, client } = await mine();
  const first = await offer([order]);
  expect(await a.ask('transfer:offer', { orders: [order], to: boris.account.id, comment: '' })).toMatchObject({ error: { code: 'conflict' } });
  await b.get('transfer:answer', { id: first.id, is_accepted: false });
  // The giver keeps the news until he has read it.
  expect(await openOf(a)).toMatchObject([{ id: first.id, state: 'declined' }]);
  await a.get('transfer:dismiss', { id: first.id });
  expect(await openOf(a)).toEqual([]);
  const second = await offer([order]);
  await a.get('transfer:cancel', { id: second.id });
  expect(await b.ask('transfer:answer', { id: second.id, is_accepted: true })).toMatchObject({ error: { code: 'conflict' } });
  const third = await offer([order]);
  await server.people.putOrder(order, { title: 'Каталог', client: nameOf(client), expert: null });
  await b.fact('transfer:changed', ({ transfer }) => transfer.id === third.id && transfer.state === 'cancelled');
  expect(await expertOf(order)).toBeNull();
});

it('gives exactly one end to an offer that is accepted and taken back at once', async () => {
  const { order } = await mine();
  const { id } = await offer([order]);
  const [accepted, cancelled] = await Promise.all([b.ask('transfer:answer', { id, is_accepted: true }), a.ask('transfer:cancel', { id })]);
  expect([accepted.ok, cancelled.ok].filter(Boolean)).toHaveLength(1);
  expect(await expertOf(order)).toBe(accepted.ok ? boris.account.id : anna.account.id);
});

it('lapses when nobody answers, and the giver hears of it', async () => {
  const { order } = await mine();
  const { id } = await offer([order]);
  await server.app.parts.db.rows(null, `UPDATE transfers SET lapses_at = now() WHERE offer = $1`, [id]);
  expect(await b.ask('transfer:answer', { id, is_accepted: true })).toMatchObject({ error: { code: 'conflict' } });
  await a.fact('transfer:changed', ({ transfer }) => transfer.id === id && transfer.state === 'lapsed');
  expect(await openOf(a)).toMatchObject([{ id, state: 'lapsed' }]);
  expect(await expertOf(order)).toBe(anna.account.id);
});

it('passes forty orders as one, or none of them', async () => {
  const orders: number[] = [];
  const client = someone('Пётр');
  for (let count = 0; count < 40; count += 1) {
    orders.push(fresh());
    await server.people.putOrder(orders.at(-1)!, { client, expert: nameOf(anna) });
  }
  const foreign = fresh();
  await server.people.putOrder(foreign, { client, expert: nameOf(boris) });
  expect(await a.ask('transfer:offer', { orders: [...orders, foreign], to: boris.account.id, comment: '' })).toMatchObject({ error: { code: 'not_found' } });
  const { id } = await offer(orders);
  expect((await b.get('transfer:answer', { id, is_accepted: true })).transfer.orders).toHaveLength(40);
  const rows = await server.app.parts.db.rows<{ expert: number }>(null, `SELECT DISTINCT expert FROM orders WHERE id = ANY ($1::bigint[])`, [orders]);
  expect(rows).toEqual([{ expert: boris.account.id }]);
});

it('loses what was written with it when the conversation is emptied', async () => {
  const { order, room } = await mine();
  await a.get('draft:save', { room, message: 'черновик', base: 0 });
  const { id } = await offer([order], 'комментарий');
  await b.get('transfer:answer', { id, is_accepted: true });
  await emptyWholeRoom(server.app.parts, room, { before: null, sender: null }, () => undefined, new AbortController().signal);
  expect(await openOf(b)).toEqual([]);
  const left = await server.app.parts.db.rows(null, `SELECT comment AS text FROM transfers WHERE offer = $1 UNION SELECT data::text FROM room_events WHERE room = $2`, [id, room]);
  expect(JSON.stringify(left)).not.toMatch(/комментарий|черновик/);
});

it('is made to an expert or a lead, and not to oneself', async () => {
  const { order } = await mine();
  const admin = await server.people.makeUser('admin');
  for (const to of [admin.account.id, 2 ** 41]) expect(await a.ask('transfer:offer', { orders: [order], to, comment: '' })).toMatchObject({ error: { code: 'not_found' } });
  expect(await a.ask('transfer:offer', { orders: [order], to: anna.account.id, comment: '' })).toMatchObject({ error: { code: 'bad_request' } });
});

it('is answered by its receiver alone, also when one of its orders has gone another way', async () => {
  const [one, two] = [await mine(), await mine()];
  const { id } = await offer([one.order, two.order]);
  await server.people.putOrder(one.order, { title: 'Каталог', client: nameOf(one.client), expert: null });
  expect(await a.ask('transfer:answer', { id, is_accepted: true })).toMatchObject({ error: { code: 'not_found' } });
  expect(await b.ask('transfer:cancel', { id })).toMatchObject({ error: { code: 'not_found' } });
  expect(await expertOf(two.order)).toBe(anna.account.id);
  await b.get('transfer:answer', { id, is_accepted: true });
  expect([await expertOf(one.order), await expertOf(two.order)]).toEqual([null, boris.account.id]);
});

it('is made and taken back among other wishes, as a macro does it', async () => {
  const { order } = await mine();
  const offering = { request: 'transfer:offer' as const, payload: { orders: [order], to: boris.account.id, comment: 'по оплате' } };
  const { results } = await a.get('bulk:run', { wishes: [offering, offering] });
  expect(results).toEqual([{ ok: true, transfer: expect.any(Number) }, { ok: false, code: 'conflict' }]);
  const id = results.flatMap((result) => (result.ok && result.transfer !== undefined ? [result.transfer] : []))[0]!;
  expect(await openOf(b)).toMatchObject([{ id, state: 'offered', comment: 'по оплате' }]);
  const back = { wishes: [{ request: 'transfer:cancel' as const, payload: { id } }] };
  expect((await a.get('bulk:run', back)).results).toEqual([{ ok: true, transfer: id }]);
  const again = (await a.get('bulk:run', { wishes: [offering] })).results.flatMap((result) => (result.ok && result.transfer !== undefined ? [result.transfer] : []))[0]!;
  await b.get('transfer:answer', { id: again, is_accepted: true });
  // Who has accepted keeps it.
  expect((await a.get('bulk:run', { wishes: [{ request: 'transfer:cancel', payload: { id: again } }] })).results).toEqual([{ ok: false, code: 'conflict' }]);
  expect(await expertOf(order)).toBe(boris.account.id);
});
