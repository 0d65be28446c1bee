import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Room } from '../../protocol/entities';
import type { Device, Person } from '../support/people';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let expert: Person;
let client: Person;
let room: Room;
let device: Device;
/** Somebody who keeps the table to himself, so that every search has to wait. */
let holder: pg.Client;
/** Inside a transaction the view of running statements stands still, so another one looks. */
let watcher: pg.Client;

beforeAll(async () => {
  server = await startServer();
  ({ expert, client, room } = await server.people.makeRoom());
  await say(client, room.id, 'пароход');
  device = await expert.connect();
});
afterAll(async () => {
  device.close();
  await server.close();
});
beforeEach(async () => {
  holder = new pg.Client({ connectionString: server.databaseUrl });
  watcher = new pg.Client({ connectionString: server.databaseUrl });
  await Promise.all([holder.connect(), watcher.connect()]);
  await holder.query('BEGIN; LOCK TABLE messages IN ACCESS EXCLUSIVE MODE');
});
afterEach(async () => {
  await holder.end();
  await watcher.end();
});

const search = (query: string, from = device) => from.ask('search:run', { query });

/** The searches that PostgreSQL is working on, as soon as there are this many. */
async function running(count: number): Promise<number[]> {
  for (;;) {
    const { rows } = await watcher.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'orderline search' AND state = 'active' AND query LIKE '%ts_headline%'`,
    );
    if (rows.length === count) return rows.map((row) => row.pid);
  }
}

it('a newer search of the same socket ends the older one in the database', async () => {
  const first = search('пароход');
  await running(1);
  const second = search('парохода');
  expect(await first).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  // The lock still stands: what ended the first was the cancel. Only the newer one is still at work.
  expect(await running(1)).toHaveLength(1);
  await holder.query('ROLLBACK');
  expect(await second).toMatchObject({ ok: true, hits: [{ room: room.id }] });
});

it('searches of other sockets go on', async () => {
  const phone = await client.connect();
  const first = search('пароход');
  const other = search('пароход', phone);
  await running(2);
  await holder.query('ROLLBACK');
  expect((await first).ok).toBe(true);
  expect((await other).ok).toBe(true);
  phone.close();
});

it('a socket that goes away takes its search with it', async () => {
  const phone = await client.connect();
  void search('пароход', phone).catch(() => undefined);
  await running(1);
  phone.close();
  expect(await running(0)).toEqual([]);
});

it('a caller who hangs up takes his search with him', async () => {
  const hangUp = new AbortController();
  const request = fetch(`${server.url}/api/chat/search?q=steamer`, { headers: { Authorization: `Bearer ${expert.token}` }, signal: hangUp.signal }).catch(() => undefined);
  await running(1);
  hangUp.abort();
  await request;
  expect(await running(0)).toEqual([]);
});

it('a search that takes too long is ended, and nobody else waits for it', async () => {
  const slow = search('пароход');
  await running(1);
  expect(await slow).toMatchObject({ ok: false, error: { code: 'unavailable', retry_after: 1 } });
});

it('more searches than there are connections wait for their turn, and not for ever', async () => {
  const phones = await Promise.all([expert.connect(), expert.connect(), expert.connect()]);
  const answers = await Promise.all(phones.map((phone) => search('пароход', phone)));
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  await holder.query('ROLLBACK');
  expect((await search('пароход')).ok).toBe(true);
  phones.forEach((phone) => phone.close());
});
