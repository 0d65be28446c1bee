import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPeople, someone, type Device, type Person } from '../support/people';
import { messagesOf, newPost } from '../support/posts';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { API_KEY, startServer, type TestServer } from '../support/server';
import { startRedis, type TestRedis } from './stage/redis';

let redis: TestRedis;
let database: TestDatabase;
let a: TestServer;
let b: TestServer;
const devices: Device[] = [];

const start = () => startServer({ databaseUrl: database.url, environment: { REDIS_URL: redis.url, POSTS_PER_MINUTE: '200', EVENTS_PER_SECOND: '100000' } });

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedis(), createMigratedDatabase()]);
  [a, b] = await Promise.all([start(), start()]);
});
afterAll(async () => {
  for (const device of devices) device.close();
  await Promise.all([a.close(), b.close()]);
  await Promise.all([redis.remove(), database.drop()]);
});

/** The same person's device at a server. */
async function at(server: TestServer, person: Person): Promise<Device> {
  const device = await createPeople(server.url, API_KEY).personOf(person.token, person.account).connect();
  devices.push(device);
  return device;
}

it('brings to one server what happens at the other: messages, typing, presence, who looks and who writes', async () => {
  const { room, expert, client } = await a.people.makeRoom();
  const helper = await a.people.makeUser('expert', someone('Борис', 'Левин'));
  const [hers, his] = [await at(a, expert), await at(b, client)];
  await hers.fact('presence:changed', (fact) => fact.user === client.account.id && fact.is_online);
  await his.fact('presence:changed', (fact) => fact.user === expert.account.id && fact.is_online);

  await his.get('message:post', newPost(room.id, 'from the other server'));
  await hers.fact('message:posted', ({ message }) => message.message === 'from the other server');
  await his.get('typing:set', { room: room.id, is_typing: true });
  await hers.fact('typing:changed', (fact) => fact.user === client.account.id && fact.is_typing);

  await hers.get('room:invite', { room: room.id, user: helper.account.id });
  await hers.get('viewing:set', { rooms: [{ room: room.id, is_writing: true }] });
  // Who comes later, to either server, knows from the beginning.
  const colleague = await at(b, helper);
  await colleague.fact('viewing:changed', (fact) => fact.user === expert.account.id && fact.state === 'writing');
  await colleague.fact('presence:changed', (fact) => fact.user === client.account.id && fact.is_online);
  const { room: opened } = await (await at(a, expert)).get('room:open', { room: room.id });
  expect(opened.participants.find(({ user }) => user.id === client.account.id)?.is_online).toBe(true);

  // Of two devices at two servers the first to go changes nothing.
  const second = await at(a, client);
  his.close();
  await expect.poll(() => b.app.parts.presence.count(client.account.id)).toBe(0);
  second.close();
  await hers.fact('presence:changed', (fact) => fact.user === client.account.id && !fact.is_online);
  const standings = hers.facts.filter(({ name, payload }) => name === 'presence:changed' && (payload as { user: number }).user === client.account.id);
  expect(standings.map(({ payload }) => (payload as { is_online: boolean }).is_online)).toEqual([true, false]);
});

it('closes the sockets of a session at the other server when it is ended here', async () => {
  const person = await a.people.makeUser('expert');
  const device = await at(b, person);
  const gone = new Promise((resolve) => device.socket.once('disconnect', resolve));
  expect((await person.http('DELETE', '/api/auth/sessions?keep_current=false')).status).toBeLessThan(300);
  await device.fact('session:revoked');
  await gone;
});

it('counts a limit over both', async () => {
  const { room, client } = await a.people.makeRoom();
  const [one, two] = [await at(a, client), await at(b, client)];
  const answers = await Promise.all(Array.from({ length: 240 }, (_, index) => (index % 2 === 0 ? one : two).ask('message:post', newPost(room.id, String(index)))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(200);
  expect(answers.filter((answer) => !answer.ok && answer.error.code === 'rate_limited')).toHaveLength(40);
});

it('makes one message of the same post fifty times at once over both', async () => {
  const { room, client, expert } = await a.people.makeRoom();
  const [one, two] = [await at(a, client), await at(b, client)];
  const request = newPost(room.id, 'once');
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? one : two).get('message:post', request)));
  expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
  expect(await messagesOf(expert, room.id)).toHaveLength(1);
});
