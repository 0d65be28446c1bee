import { execFileSync } from 'node:child_process';
import { createECDH, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { pushUnread } from '../../server/domain/pushing';
import { loadVapidKeys } from '../../server/push/keys';
import { createPush } from '../../server/push/push';
import { temporaryFolder } from '../support/folder';
import type { Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/** A push service on this machine: it answers by path, and writes down who called. */
let service: Server;
let received: { path: string; authorization: string; topic: string; bytes: number }[] = [];
let base: string;
let server: TestServer;
const agent = new Agent({ rejectUnauthorized: false });

beforeAll(async () => {
  const folder = temporaryFolder('push');
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=localhost'], { stdio: 'ignore' });
  service = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      received.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', topic: String(request.headers.topic), bytes });
      response.statusCode = request.url?.startsWith('/gone') ? 410 : 201;
      response.end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  base = `https://127.0.0.1:${(service.address() as AddressInfo).port}`;
  // The server's own looking is put off: the tests look themselves.
  server = await startServer({ environment: { PUSH_AFTER_SECONDS: '86400' } });
});

afterAll(async () => {
  await server.close();
  agent.destroy();
  service.closeAllConnections();
  service.close();
});

beforeEach(() => {
  received = [];
});

function browserKeys() {
  const ecdh = createECDH('prime256v1');
  return { p256dh: ecdh.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
}

async function subscribe(person: Person, path: string): Promise<string> {
  const endpoint = `${base}${path}`;
  const { status } = await person.http('POST', '/api/push/subscriptions', { endpoint, keys: browserKeys() });
  expect(status).toBe(204);
  return endpoint;
}

/** One look of a server that may reach this machine, at messages of any age. */
async function look(): Promise<void> {
  const { parts } = server.app;
  const keys = await loadVapidKeys(parts.config);
  await pushUnread({ ...parts, config: { ...parts.config, PUSH_AFTER_SECONDS: 0 }, push: createPush(keys, 'mailto:a@b.test', agent) });
}

const stored = () => server.app.parts.db.rows<{ endpoint: string }>(null, 'SELECT endpoint FROM push_subscriptions');

it('tells an away client once of what stands unread, signed and encrypted', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  await subscribe(client, '/first');
  await say(expert, room.id, 'Ответ готов');
  await Promise.all([look(), look(), look()]);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ path: '/first', topic: `room-${room.id}` });
  expect(received[0]!.authorization).toMatch(/^vapid t=/);
  expect(received[0]!.bytes).toBeGreaterThan(100);
  await look();
  expect(received).toHaveLength(1);
  await say(expert, room.id, 'И ещё');
  await look();
  expect(received).toHaveLength(2);
});

it('tells nobody of what he has read or wrote himself', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  await subscribe(client, '/quiet');
  await say(client, room.id, 'Вопрос');
  await say(expert, room.id, 'Ответ');
  await client.http('POST', `/api/chat/rooms/${room.id}/mark_read`, {});
  await look();
  expect(received).toEqual([]);
});

it('tells a session that came by an invite of its own order only', async () => {
  const { client, expert, room, order } = await server.people.makeRoom();
  const other = await server.people.putOrder(order + 50_000, { client: client.account && { email: client.account.email, first_name: 'Мария', last_name: 'Орлова' }, expert: { email: expert.account.email, first_name: 'Анна', last_name: 'Соколова' } });
  const invited = await server.people.join(order);
  await subscribe(invited, '/invited');
  await say(expert, other.room.id, 'Про другой заказ');
  await look();
  expect(received).toEqual([]);
  await say(expert, room.id, 'Про этот');
  await look();
  expect(received.map(({ topic }) => topic)).toEqual([`room-${room.id}`]);
});

it('forgets an address that its browser has given up', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  const endpoint = await subscribe(client, '/gone');
  await say(expert, room.id, 'Ответ');
  await look();
  expect((await stored()).map((row) => row.endpoint)).not.toContain(endpoint);
});

it('ends with the session that made it', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  const endpoint = await subscribe(client, '/ended');
  await client.http('POST', '/api/auth/logout', {});
  await say(expert, room.id, 'Ответ');
  await look();
  expect(received).toEqual([]);
  expect((await stored()).map((row) => row.endpoint)).not.toContain(endpoint);
});

it('reaches public addresses only, and keeps what it could not send to itself', async () => {
  const { client, expert, room } = await server.people.makeRoom();
  await subscribe(client, '/inside');
  await say(expert, room.id, 'Ответ');
  const { parts } = server.app;
  await pushUnread({ ...parts, config: { ...parts.config, PUSH_AFTER_SECONDS: 0 } });
  expect(received).toEqual([]);
  const plain = await client.http('POST', '/api/push/subscriptions', { endpoint: 'http://127.0.0.1/x', keys: browserKeys() });
  expect(plain.status).toBe(400);
});

it('makes one key pair and keeps it', async () => {
  const folder = temporaryFolder('vapid');
  const pairs = await Promise.all(Array.from({ length: 4 }, () => loadVapidKeys({ DATA_DIR: folder } as never)));
  expect(new Set(pairs.map(({ public_key }) => public_key)).size).toBe(1);
  for (const text of ['', '{}', '{"public_key":"']) {
    writeFileSync(join(folder, 'vapid.json'), text);
    await expect(loadVapidKeys({ DATA_DIR: folder } as never)).rejects.toThrow(/vapid.json is damaged/);
  }
});
