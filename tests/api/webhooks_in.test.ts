import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ToldOutcome } from '../../protocol/webhooks_in';
import type { OrderAnswer } from '../../protocol/answers';
import { fresh, someone } from '../support/people';
import { startServer, type TestServer } from '../support/server';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const next = `whsec_${randomBytes(32).toString('base64')}`;
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ environment: { WEBHOOKS_IN_SECRETS: `${secret}, ${next}` } });
});
afterAll(() => server.close());

const client = someone('Мария');
const upserted = (id: number, more: object = {}) => ({ type: 'order.upserted', timestamp: new Date().toISOString(), data: { id, title: 'Перевод', client, ...more } });

type Sent = { id?: string; by?: string; at?: Date; body?: string; signature?: string };
async function tell(event: object, { id = randomUUID(), by = secret, at = new Date(), body = JSON.stringify(event), signature = new Webhook(by).sign(id, at, body) }: Sent = {}): Promise<[number, ToldOutcome | string]> {
  const headers = { 'Content-Type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': signature };
  const response = await fetch(`${server.url}/api/webhooks/in`, { method: 'POST', headers, body });
  const answer = (await response.json()) as { outcome?: ToldOutcome; code?: string };
  return [response.status, answer.outcome ?? answer.code!];
}
const orderOf = async (id: number) => (await server.people.marketplace<OrderAnswer>('GET', `/api/orders/${id}`)).body;

it('makes, changes and cancels orders by what is told, and lets no late word undo a newer one', async () => {
  const order = fresh();
  expect(await tell(upserted(order, { version: 3, status: 'in work' }))).toEqual([200, 'done']);
  expect(await orderOf(order)).toMatchObject({ order: { title: 'Перевод', status: 'in work', version: 3 }, room: { order } });
  expect(await tell(upserted(order, { version: 2, status: 'new' }))).toEqual([200, 'late']);
  expect(await tell({ type: 'order.cancelled', data: { id: order, version: 4 } }, { by: next })).toEqual([200, 'done']);
  expect((await orderOf(order)).order).toMatchObject({ title: 'Перевод', status: 'cancelled', version: 4, client: { email: client.email } });
  expect(await tell({ type: 'order.cancelled', data: { id: fresh() } })).toEqual([404, 'not_found']);
  expect(await tell({ type: 'invoice.paid', data: {} })).toEqual([202, 'ignored']);
});

it('does once what comes fifty times at once under one id', async () => {
  const order = fresh();
  const id = randomUUID();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => tell(upserted(order), { id })));
  expect(outcomes.filter(([, outcome]) => outcome === 'done')).toHaveLength(1);
  expect(outcomes.filter(([, outcome]) => outcome === 'repeated')).toHaveLength(49);
  await server.people.marketplace('PUT', `/api/orders/${order}`, { title: 'Другое', client });
  expect(await tell(upserted(order), { id })).toEqual([200, 'repeated']);
  expect((await orderOf(order)).order.title).toBe('Другое');
});

it('does what was refused when it comes again, mended, under its id', async () => {
  const order = fresh();
  const id = randomUUID();
  expect(await tell({ type: 'order.upserted', data: { id: order } }, { id })).toEqual([400, 'bad_request']);
  expect(await tell(upserted(order), { id })).toEqual([200, 'done']);
});

it('believes nobody who does not sign these very bytes now', async () => {
  const order = fresh();
  const event = upserted(order);
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  expect(await tell(event, { by: `whsec_${randomBytes(32).toString('base64')}` })).toEqual([401, 'unauthorized']);
  expect(await tell(event, { at: minutes(-6) })).toEqual([401, 'unauthorized']);
  expect(await tell(event, { at: minutes(6) })).toEqual([401, 'unauthorized']);
  const id = randomUUID();
  const signature = new Webhook(secret).sign(id, new Date(), JSON.stringify(event));
  expect(await tell(event, { id, signature, body: `${JSON.stringify(event)} ` })).toEqual([401, 'unauthorized']);
  for (const forged of ['', 'v1', 'v1,', 'v2,x', signature.replace('v1,', 'v1a,')]) expect(await tell(event, { signature: forged })).toEqual([401, 'unauthorized']);
  // Unsigned it is not even read; signed it is no JSON.
  expect(await tell(event, { body: '{', signature: 'v1,x' })).toEqual([401, 'unauthorized']);
  expect(await tell(event, { body: '{' })).toEqual([400, 'bad_request']);
  expect((await server.people.marketplace('GET', `/api/orders/${order}`)).status).toBe(404);
});
