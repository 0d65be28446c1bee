import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free_port';
import { createPeople, type People, type Person } from '../support/people';
import { newPost } from '../support/posts';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { buildServer, runServer, type Program } from '../support/program';
import { API_KEY } from '../support/server';
import { temporaryFolder } from '../support/folder';
import { upload } from '../support/uploads';
import { startNginx, type Nginx } from './stage/nginx';
import { startRedis, type TestRedis } from './stage/redis';
import { stay, type Stayer } from './stage/stayer';

// The deployed topology: two servers, PostgreSQL, Redis, and nginx with the deployed configuration.
let redis: TestRedis;
let database: TestDatabase;
let nginx: Nginx;
let people: People;
let ports: [number, number];
const servers: Program[] = [];
const stayers: Stayer[] = [];
const dataDir = temporaryFolder('data');

async function start(index: 0 | 1): Promise<void> {
  servers[index] = runServer({ PORT: String(ports[index]), DATABASE_URL: database.url, REDIS_URL: redis.url, DATA_DIR: dataDir, PUBLIC_URL: 'http://chat.test', TRUST_PROXY: 'loopback', EVENTS_PER_SECOND: '100000', POSTS_PER_MINUTE: '1000000' });
  await servers[index].listening;
}

beforeAll(async () => {
  [redis, database, ports] = await Promise.all([startRedis(), createMigratedDatabase(), Promise.all([freePort(), freePort()]), buildServer()]);
  await Promise.all([start(0), start(1)]);
  nginx = await startNginx(ports);
  people = createPeople(nginx.url, API_KEY);
});
afterAll(async () => {
  for (const stayer of stayers) stayer.close();
  await nginx.stop();
  for (const { child } of servers) child.kill('SIGKILL');
  await Promise.all(servers.map(({ ended }) => ended));
  await Promise.all([redis.remove(), database.drop()]);
});

/** Far beyond what a restart takes, and below nginx's own patience with a server that does not answer. */
const ANSWER_MS = 15_000;

async function staying(...args: Parameters<typeof stay>): Promise<Stayer> {
  const stayer = await stay(...args);
  stayers.push(stayer);
  return stayer;
}

it('passes messages and uploads of any allowed size, and nothing that is the servers\' own', async () => {
  const { room, expert, client } = await people.makeRoom();
  const [hers, his] = [await staying(nginx.url, expert, room.id), await staying(nginx.url, client, room.id)];
  await his.post('through nginx');
  await expect.poll(hers.texts).toEqual(['through nginx']);
  const { size } = await upload(nginx.url, client, { room: room.id, bytes: Buffer.alloc(5_000_000, 'x') });
  expect(size).toBe(5_000_000);
  expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404);
  const page = await fetch(`${nginx.url}/`);
  expect([page.status, page.headers.get('content-security-policy') !== null]).toEqual([200, true]);
});

it('brings the clients of a killed server to the other one, caught up', async () => {
  const { room, expert, client } = await people.makeRoom();
  const all = await Promise.all([expert, expert, expert, client, client, client].map((person) => staying(nginx.url, person, room.id)));
  await all[3]!.post('before');
  // A fact may die with the server that had stored it; the pages see the hole then, these devices only ask when they come back.
  await expect.poll(() => all.map((stayer) => stayer.texts())).toEqual(all.map(() => ['before']));
  servers[0]!.child.kill('SIGKILL');
  await servers[0]!.ended;
  await all[4]!.post('after');
  await expect.poll(() => all.map((stayer) => stayer.texts())).toEqual(all.map(() => ['before', 'after']));
  expect(all.some((stayer) => stayer.comebacks() > 0)).toBe(true);
  await start(0);
});

it('loses and fails no send while the servers are restarted one by one under load', { timeout: 60_000 }, async () => {
  const { room, expert, client } = await people.makeRoom();
  const [hers, his] = [await staying(nginx.url, expert, room.id), await staying(nginx.url, client, room.id)];
  let isLoaded = true;
  const writers = [hers, his].map(async (stayer, who) => {
    const sent: string[] = [];
    while (isLoaded) {
      const text = `${who}:${sent.length}`;
      await stayer.post(text);
      sent.push(text);
    }
    return sent;
  });
  const overHttp = (async () => {
    const sent: string[] = [];
    while (isLoaded) {
      const text = `http:${sent.length}`;
      await postOverHttp(client, room.id, text);
      sent.push(text);
    }
    return sent;
  })();
  for (const index of [0, 1] as const) {
    servers[index]!.child.kill('SIGTERM');
    expect(await servers[index]!.ended).toBe(0);
    await start(index);
  }
  isLoaded = false;
  const sent = [...(await Promise.all(writers)), await overHttp];
  for (const stayer of [hers, his]) {
    await expect.poll(() => stayer.texts().length).toBe(sent.flat().length);
    for (const [index, prefix] of ['0:', '1:', 'http:'].entries()) expect(stayer.texts().filter((text) => text.startsWith(prefix))).toEqual(sent[index]);
  }
});

/** Sends under one id until it is stored. Whatever comes meanwhile is an answer: a request that hangs fails the test. */
async function postOverHttp({ token }: Person, room: number, text: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
  const body = JSON.stringify(newPost(room, text));
  for (;;) {
    const answer = await fetch(`${nginx.url}/api/chat/messages`, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.arrayBuffer();
    if (answer.ok) return;
    if (![429, 502, 503].includes(answer.status)) throw new Error(`answered ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
