import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../../protocol/entities';
import type { WebhookMade } from '../../protocol/webhooks';
import { fresh } from '../support/people';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { startServerProcess } from '../support/server_process';
import { openSink, type Sink } from '../support/sink';

const MESSAGES = 30;

let database: TestDatabase;
let sink: Sink;
beforeAll(async () => {
  [database, sink] = [await createMigratedDatabase(), await openSink()];
});
afterAll(async () => {
  await sink.close();
  await database.drop();
});

/** As if the minute had passed that a claim lasts. */
async function outliveClaims(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`UPDATE webhook_deliveries SET leased_until = now() - interval '1 second' WHERE leased_until IS NOT NULL`);
  await client.end();
}

it('loses nothing of a room that a killed server was telling, and keeps its order', async () => {
  const environment = { DATABASE_URL: database.url, WEBHOOK_HOSTS: sink.host };
  const first = await startServerProcess(environment);
  const { marketplace } = first.people;
  expect((await marketplace<WebhookMade>('POST', '/api/webhooks', { url: sink.url, kinds: ['message.posted'] })).status).toBe(201);
  const order = fresh();
  const { room } = await first.people.putOrder(order);
  const client = await first.people.join(order);
  // Answers ten, and then thinks for ever: the server is killed while it waits.
  sink.answer = (_request, response) => void (sink.received.length <= 10 && response.end());
  const accepted: Message[] = [];
  for (let number = 1; number <= MESSAGES; number += 1) {
    const { status, body } = await client.http<Message>('POST', '/api/chat/messages', { room: room.id, message: `${number}` });
    if (status === 201) accepted.push(body);
  }
  await sink.has(11);
  await first.kill();
  sink.answer = (_request, response) => void response.end();
  await outliveClaims();
  const second = await startServerProcess(environment);
  const all = await sink.has(MESSAGES + 1);
  expect(await second.stop()).toBe(0);
  const firsts = all.filter(({ id }, index) => all.findIndex((one) => one.id === id) === index);
  expect(firsts.map(({ event }) => event.type === 'message.posted' && event.data.message.seq)).toEqual(accepted.map(({ seq }) => seq));
  expect(all[11]!.id).toBe(all[10]!.id);
});
