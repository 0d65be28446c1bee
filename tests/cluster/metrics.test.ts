import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../support/people';
import { newPost } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

const TOKEN = 'a-token-for-the-metrics';
const lines: string[] = [];
let server: TestServer;

beforeAll(async () => {
  const log = pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(String(chunk)), done()) }));
  server = await startServer({ environment: { METRICS_TOKEN: TOKEN }, log });
});
afterAll(() => server.close());

const read = (token?: string) => fetch(`${server.url}/metrics`, token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } });

it('counts requests, refusals, sockets and connections, for whoever brings the token', async () => {
  const { room, client } = await server.people.makeRoom();
  const device = await client.connect();
  for (const text of ['one', 'two']) await device.get('message:post', newPost(room.id, text));
  await device.ask('message:post', newPost(room.id, ' '));
  await device.get('inbox:catch_up', {});
  const valuesOf = (text: string) => Object.fromEntries(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
  // Jobs of the beginning may still be due at the first look.
  await expect.poll(async () => valuesOf(await (await read(TOKEN)).text())).toMatchObject({
    'orderline_requests_total{name="message:post",code="ok"}': 2,
    'orderline_requests_total{name="message:post",code="bad_request"}': 1,
    'orderline_requests_total{name="inbox:catch_up",code="ok"}': 1,
    'orderline_request_seconds_count{name="message:post"}': 3,
    orderline_sockets: 1,
    orderline_users_online: 1,
    orderline_nodes_together: 1,
    orderline_jobs_due: 0,
    orderline_posts_waiting: 0,
  });
  const answer = await read(TOKEN);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const text = await answer.text();
  expect(valuesOf(text).orderline_pool_size).toBeGreaterThan(0);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  device.close();
  expect([(await read()).status, (await read('another-token-of-it')).status]).toEqual([401, 401]);
});

it('names a request by what the proxy called it, in the answer and in the log', async () => {
  const ask = (id: string) => fetch(`${server.url}/healthz`, { headers: { 'X-Request-Id': id } }).then(({ headers }) => headers.get('x-request-id'));
  expect(await ask('0123456789abcdef')).toBe('0123456789abcdef');
  expect(await ask('a b; drop')).toMatch(/^[0-9a-f-]{36}$/);
  const { client } = await server.people.makeRoom();
  const { socket } = await connect(server.url, client.token, { 'X-Request-Id': 'a-socket-of-nginx' });
  socket.emit('nonsense');
  await expect.poll(() => lines.map((line) => JSON.parse(line) as Record<string, unknown>)).toContainEqual(expect.objectContaining({ request_id: 'a-socket-of-nginx', event: 'nonsense' }));
});
