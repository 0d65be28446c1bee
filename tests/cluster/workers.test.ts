import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPeople, type Device, type Person } from '../support/people';
import { newPost } from '../support/posts';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { buildServer, runServer, type Program } from '../support/program';
import { API_KEY } from '../support/server';

const METRICS_TOKEN = 'a-token-for-the-metrics';
let database: TestDatabase;
let program: Program;
let url: string;
const devices: Device[] = [];

beforeAll(async () => {
  [database] = await Promise.all([createDatabase(), buildServer()]);
  program = runServer({ DATABASE_URL: database.url, POSTS_PER_MINUTE: '100', METRICS_TOKEN }, ['--workers', '2']);
  url = await program.listening;
});
afterAll(async () => {
  for (const device of devices) device.close();
  program.child.kill('SIGKILL');
  await program.ended;
  await database.drop();
});

async function connect(person: Person): Promise<Device> {
  const device = await person.connect();
  devices.push(device);
  return device;
}

it('serves one port with two workers that act as one, and starts again the one that dies', { timeout: 60_000 }, async () => {
  const people = createPeople(url, API_KEY);
  const { room, expert, client } = await people.makeRoom();
  // Connections are dealt out in turn: these are at both workers.
  const [hers, his] = [await Promise.all([connect(expert), connect(expert)]), await Promise.all([connect(client), connect(client)])];
  for (const [index, device] of his.entries()) {
    await device.get('message:post', newPost(room.id, `to both ${index}`));
    for (const other of hers) await other.fact('message:posted', ({ message }) => message.message === `to both ${index}`);
  }
  const answers = await Promise.all(Array.from({ length: 120 }, (_, index) => his[index % 2]!.ask('message:post', newPost(room.id, String(index)))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(98);

  // Whichever worker is asked, it answers for all, each with its number.
  const metrics = await (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } })).text();
  const numbers = (name: string): Record<string, number> => Object.fromEntries([...metrics.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\S+)$`, 'gm'))].map(([, labels, value]) => [labels, Number(value)]));
  expect(numbers('orderline_sockets')).toEqual({ 'worker="1"': 2, 'worker="2"': 2 });
  expect(Object.keys(numbers('nodejs_eventloop_lag_p99_seconds')).sort()).toEqual(['worker="1"', 'worker="2"']);
  expect(numbers('orderline_posts_waiting')).toEqual({ 'worker="1"': 0, 'worker="2"': 0 });
  const posted = Object.entries(numbers('orderline_requests_total')).filter(([labels]) => labels.includes('name="message:post",code="ok"'));
  expect(posted.reduce((sum, [, count]) => sum + count, 0)).toBe(100);

  const workers = () => [...new Set([...program.output.out.matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid)))].filter((pid) => pid !== program.child.pid);
  await Promise.all(hers.map((device) => device.get('inbox:catch_up', {})));
  const cut = Promise.race([...hers, ...his].map(({ socket }) => once(socket as never, 'disconnect')));
  const victim = workers()[0];
  expect(victim).toBeGreaterThan(0);
  process.kill(victim!, 'SIGKILL');
  await cut;
  await expect.poll(() => program.output.out).toContain('a worker died; it is started again');
  await connect(expert);
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

it('refuses a number of workers that makes no sense, in one line', async () => {
  const odd = runServer({ DATABASE_URL: database.url }, ['--workers', 'many']);
  expect(await odd.ended).toBe(1);
  expect(odd.output.err).toBe('orderline: --workers: must be a whole number from 1 to 64\n');
});
