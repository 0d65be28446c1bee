import { randomUUID } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookBodies, type Webhook, type WebhookAttempt, type WebhookDelivery, type WebhookMade } from '../../protocol/webhooks';
import { forgetFinished } from '../../server/sql/webhook_outbox';
import { difference } from '../support/described';
import { fresh, someone, type Person } from '../support/people';
import { nameOf, newPost } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import { openSink, type Received, type Sink } from '../support/sink';

let server: TestServer;
let sink: Sink;
let other: Sink;
beforeAll(async () => {
  [sink, other] = [await openSink(), await openSink()];
  server = await startServer({ environment: { WEBHOOK_HOSTS: `${sink.host},${other.host}`, RATING_STATUSES: 'done' } });
});
afterAll(async () => {
  await server.close();
  await Promise.all([sink.close(), other.close()]);
});

const market = () => server.people.marketplace;
const sql = (text: string, bind: unknown[] = []) => server.app.parts.db.rows(null, text, bind);
/** As if the time until the next attempts had passed. */
const hasten = async () => {
  await sql(`UPDATE webhook_deliveries SET next_at = now() WHERE state = 'pending' AND leased_until IS NULL`);
  await sql(`UPDATE webhook_endpoints SET held_until = NULL`);
};

/** An endpoint for this test, removed at its end. */
async function withWebhook(body: object, work: (made: WebhookMade) => Promise<void>): Promise<void> {
  const { status, body: made } = await market()<WebhookMade>('POST', '/api/webhooks', body);
  expect(status).toBe(201);
  try {
    await work(made);
  } finally {
    await market()('DELETE', `/api/webhooks/${made.webhook.id}`);
    for (const one of [sink, other]) {
      one.received.length = 0;
      one.answer = (_request, response) => void response.end('thanks');
    }
  }
}

/** An order with its room and its client, come in by a link. */
async function makeOrder(): Promise<{ order: number; room: number; client: Person }> {
  const order = fresh();
  const { room } = await server.people.putOrder(order, { expert: someone('Анна') });
  return { order, room: room.id, client: await server.people.join(order) };
}

const seqOf = ({ event }: Received) => (event.type === 'message.posted' ? event.data.message.seq : 0);
const deliveries = async (id: number, query = '') => (await market()<WebhookDelivery[]>('GET', `/api/webhooks/${id}/deliveries${query}`)).body;

/** Waits for the log to say so. */
async function until(id: number, fits: (all: WebhookDelivery[]) => boolean): Promise<WebhookDelivery[]> {
  for (;;) {
    const all = await deliveries(id);
    if (fits(all)) return all;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('webhooks', () => {
  it('tell of an order, its expert, its room, its messages, their changes and its rating, in order, signed', async () => {
    await withWebhook({ url: sink.url }, async ({ secret }) => {
      const { order, room, client, expert } = await server.people.makeRoom();
      const device = await client.connect();
      const { message } = await device.get('message:post', newPost(room.id, 'Здравствуйте!'));
      await device.get('message:edit', { id: message.id, message: 'Здравствуйте' });
      await device.get('message:delete', { id: message.id });
      device.close();
      await server.people.putOrder(order, { title: 'Другое название', status: 'done', client: nameOf(client), expert: null });
      await client.http('PUT', `/api/chat/rooms/${room.id}/rating`, { rating: 5, comment: 'Спасибо' });
      const received = await sink.has(9);
      expect(received.map(({ event }) => event.type)).toEqual([
        'order.created', 'expert.assigned', 'room.created', 'message.posted', 'message.changed', 'message.changed', 'order.changed', 'expert.removed', 'room.rated',
      ]);
      for (const { text, headers, event } of received) expect(new Verifier(secret).verify(text, headers)).toEqual(event);
      // As they are described.
      for (const { event } of received) expect([event.type, difference(webhookBodies[event.type], event)]).toEqual([event.type, undefined]);
      expect(received[0]!.event).toMatchObject({ data: { order: { id: order, client: { email: client.account.email } }, room: room.id } });
      expect(received[1]!.event).toMatchObject({ data: { expert: { id: expert.account.id }, previous: null } });
      expect(received[3]!.event).toMatchObject({ data: { order, room: room.id, message: { id: message.id, seq: 1, sender: client.account.id, side: 'client' } } });
      expect(received[6]!.event).toMatchObject({ data: { changed: ['title', 'status'], order: { status: 'done' } } });
      expect(received[7]!.event).toMatchObject({ data: { expert: { id: expert.account.id }, previous: expert.account.id } });
      expect(received[8]!.event).toMatchObject({ data: { order, room: room.id, rating: { rating: 5, comment: 'Спасибо' } } });
      expect(new Set(received.map(({ id }) => id)).size).toBe(9);
    });
  });

  it('say a failed event again under its id, and nothing of its room before it', async () => {
    await withWebhook({ url: sink.url, kinds: ['message.posted'] }, async ({ webhook }) => {
      const [a, b] = [await makeOrder(), await makeOrder()];
      sink.answer = (_request, response) => void response.writeHead(503).end('not now');
      for (const text of ['1', '2', '3']) await a.client.http('POST', '/api/chat/messages', { room: a.room, message: text });
      await until(webhook.id, (all) => all.some(({ last_attempt }) => last_attempt?.status === 503));
      sink.answer = (_request, response) => void response.end();
      await b.client.http('POST', '/api/chat/messages', { room: b.room, message: 'другая комната' });
      // Another room does not wait for the first one's retry.
      await sink.has(1, ({ event }) => event.type === 'message.posted' && event.data.room === b.room);
      await hasten();
      await until(webhook.id, (all) => all.length === 4 && all.every(({ state }) => state === 'delivered'));
      const ofA = sink.received.filter(({ event }) => event.type === 'message.posted' && event.data.room === a.room);
      const firsts = ofA.filter(({ id }, index) => ofA.findIndex((one) => one.id === id) === index);
      expect(ofA.length).toBeGreaterThan(3);
      expect(firsts.map(seqOf)).toEqual([1, 2, 3]);
      const log = (await deliveries(webhook.id)).find(({ attempts }) => attempts > 1)!;
      const { body: attempts } = await market()<WebhookAttempt[]>('GET', `/api/webhooks/${webhook.id}/deliveries/${log.id}/attempts`);
      expect(attempts.map(({ status, failure }) => [status, failure])).toContainEqual([503, 'status']);
      expect(attempts.at(-1)).toMatchObject({ answer: 'not now', status: 503 });
    });
  });

  it('keep the order of a room in which much is said at once, and send each once, though two servers tell', async () => {
    const second = await startServer({ databaseUrl: server.databaseUrl, environment: { WEBHOOK_HOSTS: sink.host } });
    await withWebhook({ url: sink.url, kinds: ['message.posted'] }, async ({ webhook }) => {
      const { room, client } = await makeOrder();
      await Promise.all(Array.from({ length: 40 }, (_, index) => client.http('POST', '/api/chat/messages', { room, message: `${index}` })));
      await until(webhook.id, (all) => all.length === 40 && all.every(({ state }) => state === 'delivered'));
      expect(sink.received.map(seqOf)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    });
    await second.close();
  });

  it('wait for no receiver that does not answer', async () => {
    sink.answer = () => undefined;
    await withWebhook({ url: sink.url }, async () => {
      await withWebhook({ url: other.url, kinds: ['message.posted'] }, async () => {
        const rooms = await Promise.all(Array.from({ length: 12 }, makeOrder));
        await sink.has(8);
        await Promise.all(rooms.map(({ client, room }) => client.http('POST', '/api/chat/messages', { room, message: 'текст' })));
        expect(await other.has(12)).toHaveLength(12);
      });
    });
  });

  it('leave a receiver alone that is away as a whole, and go on with all rooms when it is back', async () => {
    await withWebhook({ url: sink.url, kinds: ['message.posted'] }, async ({ webhook }) => {
      sink.answer = (_request, response) => void response.writeHead(502).end();
      const rooms = await Promise.all(Array.from({ length: 6 }, makeOrder));
      await Promise.all(rooms.map(({ client, room }) => client.http('POST', '/api/chat/messages', { room, message: 'текст' })));
      await until(webhook.id, (all) => all.filter(({ last_attempt }) => last_attempt !== null).length >= 5);
      await expect.poll(() => sql(`SELECT held_until IS NOT NULL AS is_held FROM webhook_endpoints WHERE failures >= 5`)).toEqual([{ is_held: true }]);
      sink.answer = (_request, response) => void response.end();
      await hasten();
      await until(webhook.id, (all) => all.length === 6 && all.every(({ state }) => state === 'delivered'));
      await expect.poll(async () => (await market()<Webhook>('GET', `/api/webhooks/${webhook.id}`)).body.failing_since).toBeNull();
    });
  });

  it('are signed by two secrets while one takes the place of the other', async () => {
    await withWebhook({ url: sink.url, kinds: ['webhook.test'] }, async ({ webhook, secret }) => {
      const rotated = (await market()<WebhookMade>('POST', `/api/webhooks/${webhook.id}/rotate`, {})).body;
      expect(rotated.secret).not.toBe(secret);
      expect(rotated.webhook.previous_until).not.toBeNull();
      await market()('POST', `/api/webhooks/${webhook.id}/test`, {});
      const [both] = await sink.has(1);
      for (const one of [secret, rotated.secret]) expect(new Verifier(one).verify(both!.text, both!.headers)).toMatchObject({ type: 'webhook.test' });
      const last = (await market()<WebhookMade>('POST', `/api/webhooks/${webhook.id}/rotate`, { keep_hours: 0 })).body;
      await market()('POST', `/api/webhooks/${webhook.id}/test`, {});
      const [, alone] = await sink.has(2);
      expect(new Verifier(last.secret).verify(alone!.text, alone!.headers)).toMatchObject({ type: 'webhook.test' });
      for (const one of [secret, rotated.secret]) expect(() => new Verifier(one).verify(alone!.text, alone!.headers)).toThrow();
      // Nothing that is shown afterwards names a secret.
      const shown = JSON.stringify([(await market()('GET', '/api/webhooks')).body, await deliveries(webhook.id)]);
      for (const one of [secret, rotated.secret, last.secret]) expect(shown).not.toContain(one);
      expect(shown).not.toContain('whsec_');
    });
  });

  it('are dead after a day of failures, are counted, and can be sent anew under the same id', async () => {
    await withWebhook({ url: sink.url, kinds: ['message.posted'] }, async ({ webhook }) => {
      const { room, client } = await makeOrder();
      sink.answer = (_request, response) => void response.writeHead(500).end();
      for (const message of ['раз', 'два']) await client.http('POST', '/api/chat/messages', { room, message });
      await sink.has(1);
      // Locked head first, as the server does: the other way round both would wait for each other.
      await sql(`UPDATE webhook_deliveries SET gives_up_at = now() WHERE id IN (SELECT id FROM webhook_deliveries WHERE endpoint = $1 ORDER BY id FOR UPDATE)`, [webhook.id]);
      await hasten();
      const dead = await until(webhook.id, (all) => all.length === 2 && all.every(({ state }) => state === 'dead'));
      const shown = (await market()<Webhook>('GET', `/api/webhooks/${webhook.id}`)).body;
      expect([shown.dead_count, shown.failing_since === null]).toEqual([2, false]);
      sink.answer = (_request, response) => void response.end();
      const already = sink.received.length;
      expect((await market()('POST', `/api/webhooks/${webhook.id}/replay`, {})).body).toEqual({ replayed: 2 });
      await until(webhook.id, (all) => all.every(({ state }) => state === 'delivered'));
      expect(sink.received.slice(already).map(({ id }) => id)).toEqual(dead.map(({ event }) => event).reverse());
      await expect.poll(async () => (await market()<Webhook>('GET', `/api/webhooks/${webhook.id}`)).body).toMatchObject({ dead_count: 0, failing_since: null });
      expect((await market()('POST', `/api/webhooks/${webhook.id}/replay`, { ids: [dead[0]!.id] })).body).toEqual({ replayed: 1 });
      // What is on its way would reach the receiver of the next test.
      await sink.has(already + 3);
    });
  });

  it('are sent no more to a receiver that is gone, or is switched off', async () => {
    await withWebhook({ url: sink.url, kinds: ['webhook.test'] }, async ({ webhook }) => {
      sink.answer = (_request, response) => void response.writeHead(410).end();
      await market()('POST', `/api/webhooks/${webhook.id}/test`, {});
      await until(webhook.id, ([one]) => one?.last_attempt?.status === 410);
      await expect.poll(async () => (await market()<Webhook>('GET', `/api/webhooks/${webhook.id}`)).body.is_active).toBe(false);
      expect((await market()('POST', `/api/webhooks/${webhook.id}/test`, {})).status).toBe(409);
      sink.answer = (_request, response) => void response.end();
      await market()('PATCH', `/api/webhooks/${webhook.id}`, { is_active: true });
      await hasten();
      await until(webhook.id, ([one]) => one?.state === 'delivered');
    });
  });

  it('go by any way of writing a fact, and not where a transaction silences them', async () => {
    await withWebhook({ url: sink.url, kinds: ['order.changed'] }, async ({ webhook }) => {
      const order = fresh();
      await server.people.putOrder(order);
      await sql(`UPDATE orders SET status = 'by hand' WHERE id = $1`, [order]);
      await server.app.parts.db.transaction(async (within) => {
        await server.app.parts.db.rows(within, `SET LOCAL orderline.webhooks = 'off'`);
        await server.app.parts.db.rows(within, `UPDATE orders SET status = 'imported' WHERE id = $1`, [order]);
      });
      await sql(`UPDATE orders SET title = 'by hand too' WHERE id = $1`, [order]);
      const all = await until(webhook.id, (log) => log.length >= 2 && log.every(({ state }) => state === 'delivered'));
      expect(all).toHaveLength(2);
      expect(sink.received.map(({ event }) => event.type === 'order.changed' && event.data.changed)).toEqual([['status'], ['title']]);
    });
  });

  it('name the team that an order is moved to and put back for', async () => {
    await withWebhook({ url: sink.url, kinds: ['order.changed', 'expert.removed'] }, async ({ webhook }) => {
      const { order, expert } = await server.people.makeRoom();
      const name = `Переводы ${order}`;
      const [team] = await server.app.parts.db.rows<{ id: number }>(null, `INSERT INTO teams (name) VALUES ($1) RETURNING id`, [name]);
      const desk = await expert.connect();
      await desk.get('order:return', { order, team: team!.id });
      desk.close();
      await until(webhook.id, (log) => log.length >= 2 && log.every(({ state }) => state === 'delivered'));
      expect(sink.received.map(({ event }) => [event.type, event.data])).toMatchObject([
        ['order.changed', { changed: ['team'], order: { team: team!.id }, team: { id: team!.id, name } }],
        ['expert.removed', { expert: { id: expert.account.id }, team: { id: team!.id, name } }],
      ]);
    });
  });

  it('are made for addresses that may be spoken to alone, and for scopes that allow it', async () => {
    const refused = ['http://example.com/hook', 'https://user:password@example.com/', 'https://example.com/#part', 'ftp://example.com/', 'not an address', `http://${sink.host.replace('127.0.0.1', 'localhost')}/`];
    for (const url of refused) expect([url, (await market()('POST', '/api/webhooks', { url })).status]).toEqual([url, 400]);
    await withWebhook({ url: 'https://example.com/hook' }, async ({ webhook }) => {
      expect((await market()('PATCH', `/api/webhooks/${webhook.id}`, { url: 'http://example.com/hook' })).status).toBe(400);
      expect((await market()('PATCH', `/api/webhooks/${webhook.id}`, { is_active: false })).status).toBe(200);
    });
  });

  it('go with their endpoint, however much was written down for it', async () => {
    const { db } = server.app.parts;
    await withWebhook({ url: sink.url, kinds: ['room.rated'] }, async ({ webhook: stays }) => {
      const { id } = (await market()<WebhookMade>('POST', '/api/webhooks', { url: sink.url })).body.webhook;
      await sql(`INSERT INTO webhook_deliveries (endpoint, event, kind, lane, state) SELECT e, gen_random_uuid(), 'message.posted', n, 'dead' FROM unnest($1::bigint[]) e, generate_series(1, 3) n`, [[id, stays.id]]);
      expect((await market()('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
      // What a post writes down at this moment, whose statement saw the endpoint still.
      await sql(`INSERT INTO webhook_deliveries (endpoint, event, kind, lane) VALUES ($1, gen_random_uuid(), 'message.posted', 1)`, [id]);
      await forgetFinished(db);
      expect(await sql(`SELECT endpoint, count(*) AS count FROM webhook_deliveries WHERE endpoint = ANY ($1::bigint[]) GROUP BY 1`, [[id, stays.id]])).toEqual([{ endpoint: stays.id, count: 3 }]);
    });
  });

  it('are kept by admins too, over their socket', async () => {
    const admin = await server.people.makeUser('admin');
    const device = await admin.connect();
    const made = await device.get('webhook:make', { url: sink.url, description: 'Приёмник', kinds: ['webhook.test'] });
    const id = made.webhook.id;
    expect(await device.get('webhook:change', { id, description: 'Другой' })).toMatchObject({ webhook: { description: 'Другой' } });
    const { event } = await device.get('webhook:test', { id });
    expect((await sink.has(1))[0]!.id).toBe(event);
    const log = await until(id, ([one]) => one?.state === 'delivered');
    expect(await device.get('webhook:deliveries', { id, state: 'delivered' })).toMatchObject({ deliveries: [{ event }], has_more: false });
    expect(await device.get('webhook:attempts', { id, delivery: log[0]!.id })).toMatchObject({ attempts: [{ status: 200, failure: null, answer: 'thanks' }] });
    expect(await device.get('webhook:replay', { id, ids: [log[0]!.id] })).toMatchObject({ replayed: 1 });
    await sink.has(2);
    expect((await device.get('webhook:rotate', { id })).secret).toMatch(/^whsec_/);
    expect((await device.get('webhook:list', {})).webhooks).toHaveLength(1);
    await device.get('webhook:delete', { id });
    expect(await device.ask('webhook:delete', { id })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    device.close();
    sink.received.length = 0;
  });

  it('never tell what is the experts\' own', async () => {
    await withWebhook({ url: sink.url }, async ({ webhook }) => {
      const canary = 'канарейка-7731';
      const { order, room, expert, client } = await server.people.makeRoom();
      const device = await expert.connect();
      const posted = await device.get('message:post', newPost(room.id, 'открытый текст'));
      await device.get('note:post', { room: room.id, note: canary, client_note_id: randomUUID() });
      const { label } = await device.get('label:make', { name: canary, color: 'red' });
      await device.get('room:label', { room: room.id, label: label.id, is_on: true });
      await device.get('promise:make', { room: room.id, message: posted.message.id, due_at: new Date(Date.now() + 3_600_000).toISOString() });
      await device.get('room:triage', { room: room.id, action: 'done' });
      device.close();
      await client.http('POST', '/api/chat/messages', { room: room.id, message: 'после всего' });
      await server.people.putOrder(order, { client: nameOf(client), expert: nameOf(expert), title: 'Ещё одно' });
      await until(webhook.id, (all) => all.some(({ type }) => type === 'order.changed') && all.every(({ state }) => state === 'delivered'));
      const all = sink.received.map(({ text }) => text).join('\n');
      for (const word of [canary, 'labels', 'due_at', 'owed', 'snoozed', 'note', 'is_done']) expect(all).not.toContain(word);
      expect(all).toContain('после всего');
    });
  });

  it('of people outside nobody', async () => {
    const client = await server.people.makeUser('client', someone('Клиент'));
    const device = await client.connect();
    expect(await device.ask('webhook:list', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    device.close();
  });
});
