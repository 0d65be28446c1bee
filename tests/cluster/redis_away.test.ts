import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../../protocol/entities';
import { OldFrontEnd } from '../plain_socket/old_front_end';
import { createPeople, type Device, type Person } from '../support/people';
import { messagesOf, newPost } from '../support/posts';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { API_KEY, startServer, type TestServer } from '../support/server';
import { follow } from './stage/follower';
import { startRedis, type TestRedis } from './stage/redis';

/** A limit alone: how soon it comes to that is measured elsewhere, on a machine that does nothing else. */
const CONVERGED = { timeout: 40_000 };

let redis: TestRedis;
let database: TestDatabase;
let a: TestServer;
let b: TestServer;
const devices: Device[] = [];
const olds: OldFrontEnd[] = [];

const start = () => startServer({ databaseUrl: database.url, environment: { REDIS_URL: redis.url, EVENTS_PER_SECOND: '100000' } });

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedis(), createMigratedDatabase()]);
  // It is not there when the first server starts.
  await redis.kill();
  a = await start();
  await redis.start();
  b = await start();
});
afterAll(async () => {
  for (const one of [...devices, ...olds]) one.close();
  await Promise.all([a.close(), b.close()]);
  await Promise.all([redis.remove(), database.drop()]);
});

async function at(server: TestServer, person: Person): Promise<Device> {
  const device = await createPeople(server.url, API_KEY).personOf(person.token, person.account).connect();
  devices.push(device);
  return device;
}

it('keeps everybody up to date while Redis is killed under load, and tells facts again when it is back', { timeout: 150_000 }, async () => {
  const { room, expert, client } = await a.people.makeRoom();
  const stranger = await a.people.makeUser('expert');
  const [hers, his, other] = [await at(a, expert), await at(b, client), await at(b, stranger)];
  const [atA, atB] = [follow(hers, room.id), follow(his, room.id)];
  // A front end of before, with its plain socket.
  const old = new OldFrontEnd(`${b.url.replace('http', 'ws')}/ws/chat/${room.id}/`, client.token);
  olds.push(old);
  await old.until(() => old.histories === 1);
  await his.fact('presence:changed', (fact) => fact.user === expert.account.id && fact.is_online);
  let posted = 0;
  const post = (device: Device) => device.get('message:post', newPost(room.id, String(posted++)));

  // Posts go on at both before, while and after it dies.
  const load = Array.from({ length: 60 }, async (_, index) => {
    if (index === 30) await redis.kill();
    return post(index % 2 === 0 ? hers : his);
  });
  await Promise.all(load);
  await Promise.all([hers.fact('inbox:stale'), his.fact('inbox:stale')]);
  await post(hers);
  await post(his);
  // Ended at a server that cannot tell the other one.
  expect((await stranger.http('DELETE', '/api/auth/sessions?keep_current=false')).status).toBeLessThan(300);
  const all = Array.from({ length: posted }, (_, index) => String(index)).sort();
  await expect.poll(() => [atA.texts(), atB.texts(), old.texts().sort()], CONVERGED).toEqual([all, all, all]);
  await expect.poll(() => other.socket.connected, CONVERGED).toBe(false);

  await redis.start();
  const first = posted;
  const told = (device: Device) => device.facts.some(({ name, payload }) => name === 'message:posted' && Number((payload as { message: Message }).message.message) >= first);
  await expect.poll(async () => {
    await post(his);
    return told(hers);
  }, CONVERGED).toBe(true);
  await expect.poll(() => [atA.texts().length, atB.texts().length, old.messages.size], CONVERGED).toEqual([posted, posted, posted]);
  // It stayed where it was all the time, and was told each message once.
  expect([old.closes, old.histories, old.frames.filter(({ type }) => type === 'chat_message').length]).toEqual([[], 1, posted]);
  expect(await messagesOf(expert, room.id)).toHaveLength(posted);
});

it('serves on while Redis stands still with its connections open, and tells facts again afterwards', { timeout: 150_000 }, async () => {
  const { room, expert, client } = await a.people.makeRoom();
  const [hers, his] = [await at(a, expert), await at(b, client)];
  const [atA, atB] = [follow(hers, room.id), follow(his, room.id)];
  await hers.get('message:post', newPost(room.id, '0'));
  redis.pause();
  // What is counted waits for Redis until it is given up, and for nothing after that.
  await his.get('message:post', newPost(room.id, '1'));
  await hers.get('message:post', newPost(room.id, '2'));
  expect(await messagesOf(client, room.id)).toHaveLength(3);
  await expect.poll(() => [atA.texts(), atB.texts()], CONVERGED).toEqual([['0', '1', '2'], ['0', '1', '2']]);
  redis.resume();
  let posted = 3;
  await expect.poll(async () => {
    await his.get('message:post', newPost(room.id, String(posted++)));
    return hers.facts.some(({ name, payload }) => name === 'message:posted' && Number((payload as { message: Message }).message.message) >= 3);
  }, CONVERGED).toBe(true);
  await expect.poll(() => [atA.texts().length, atB.texts().length], CONVERGED).toEqual([posted, posted]);
});

it('stops in order while Redis is away', async () => {
  await redis.kill();
  const c = await start();
  await c.close();
});
