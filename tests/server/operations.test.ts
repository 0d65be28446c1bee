import { createServer, request } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import type { Sequelize } from 'sequelize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/all';
import type { Migration } from '../../migrations/migration';
import type { Message } from '../../protocol/entities';
import { connect as connectDatabase } from '../../server/database/connect';
import { migrateDown, migrateUp } from '../../server/database/migrate';
import { freePort } from '../support/free_port';
import { createPeople, type Device } from '../support/people';
import { messagesOf, newPost } from '../support/posts';
import { createDatabase, startPrivatePostgres, type PrivatePostgres, type TestDatabase } from '../support/postgres';
import { buildServer, runServer } from '../support/program';
import { API_KEY, startServer, type TestServer } from '../support/server';

describe('with the database gone', () => {
  let postgres: PrivatePostgres;
  let server: TestServer;
  beforeAll(async () => {
    postgres = await startPrivatePostgres();
    // Hundreds of posts by one socket at once are what is tried here, not its limit.
    server = await startServer({ databaseUrl: postgres.url, environment: { EVENTS_PER_SECOND: '100000' } });
  });
  afterAll(async () => {
    await server.close();
    await postgres.remove();
  });

  it('says so, acknowledges nothing as stored, and recovers by itself', { timeout: 90_000 }, async () => {
    const { room, client, expert } = await server.people.makeRoom();
    const [device, other] = [await client.connect(), await expert.connect()];
    await device.get('message:post', newPost(room.id, 'before'));
    await postgres.kill();

    const ready = await server.people.anyone('GET', '/readyz');
    expect([ready.status, ready.body]).toMatchObject([503, { code: 'unavailable' }]);
    expect(Number(ready.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.people.anyone('GET', '/healthz')).status).toBe(200);

    const requests = Array.from({ length: 30 }, (_, index) => newPost(room.id, `while it was down ${index}`));
    const refused = await Promise.all(requests.map((request) => device.ask('message:post', request)));
    for (const answer of refused) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable', message: 'Сервер временно недоступен' } });
      expect(answer.ok ? 0 : answer.error.retry_after).toBeGreaterThan(0);
    }
    const over = await client.http('POST', '/api/chat/messages', newPost(room.id));
    expect([over.status, over.body.code, Number(over.headers.get('retry-after')) > 0]).toEqual([503, 'unavailable', true]);
    const login = await server.people.anyone('POST', '/api/auth/login', { email: client.account.email, password: 'x', device: 'web' });
    expect([login.status, login.body.code]).toEqual([503, 'unavailable']);
    await expect(client.connect()).rejects.toMatchObject({ data: { code: 'unavailable', retry_after: 1 } });

    await postgres.start();
    await expect.poll(async () => (await server.people.anyone('GET', '/readyz')).status).toBe(200);
    expect([device.socket.connected, other.socket.connected]).toEqual([true, true]);
    // The outbox repeats what it was not told to be stored.
    for (const request of requests) await device.get('message:post', request);
    const stored = (await messagesOf(expert, room.id)).map(({ message }) => message);
    expect(stored).toEqual(['before', ...requests.map(({ message }) => message)]);
    await other.fact('message:posted', ({ message }) => message.message === 'while it was down 29');
    device.close();
    other.close();
  });

  it('loses nothing that it had acknowledged and doubles nothing that it had not', { timeout: 90_000 }, async () => {
    const { room, client } = await server.people.makeRoom();
    const device = await client.connect();
    const acknowledged = new Set<string>();
    let killed: Promise<void> | undefined;
    const sent = Array.from({ length: 400 }, (_, index) => newPost(room.id, String(index)));
    const answers = sent.map(async (request) => {
      const answer = await device.ask('message:post', request);
      if (answer.ok) acknowledged.add(request.client_message_id);
      if (acknowledged.size === 40) killed ??= postgres.kill();
    });
    await Promise.all(answers);
    await killed;
    expect([acknowledged.size >= 40, acknowledged.size < 400]).toEqual([true, true]);
    await postgres.start();
    await expect.poll(async () => (await server.people.anyone('GET', '/readyz')).status).toBe(200);
    const survived = await all(client.http, room.id);
    for (const id of acknowledged) expect(survived.filter((message) => message.client_message_id === id)).toHaveLength(1);
    for (const request of sent) await device.get('message:post', request);
    const complete = await all(client.http, room.id);
    expect(complete.map(({ seq }) => seq)).toEqual(sent.map((_, index) => index + 1));
    expect(new Set(complete.map(({ client_message_id }) => client_message_id)).size).toBe(400);
    device.close();
  });
});

async function all(http: TestServer['people']['anyone'], room: number): Promise<Message[]> {
  const found: Message[] = [];
  for (;;) {
    const { body } = await http<Message[]>('GET', `/api/chat/rooms/${room}/messages?limit=200&after_seq=${found.at(-1)?.seq ?? 0}`);
    if (body.length === 0) return found;
    found.push(...body);
  }
}

describe('the program', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    await buildServer();
    database = await createDatabase();
  }, 120_000);
  afterAll(() => database.drop());

  it('drains at SIGTERM: what it acknowledged is stored, and it ends with 0 in time', { timeout: 120_000 }, async () => {
    const program = runServer({ DATABASE_URL: database.url });
    const url = await program.listening;
    const people = createPeople(url, API_KEY);
    const { room, client, expert } = await people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    // People who would hold it up: half a request, and a WebSocket that answers no farewell.
    const lingering = await Promise.all([linger(url, 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'), linger(url, UPGRADE)]);
    const acknowledged: string[] = [];
    const isOver = { now: false };
    const write = async (device: Device) => {
      while (!isOver.now && device.socket.connected) {
        const request = newPost(room.id, 'in flight');
        const answer = await Promise.race([device.ask('message:post', request).catch(() => undefined), new Promise<undefined>((resolve) => device.socket.once('disconnect', () => resolve(undefined)))]);
        if (answer?.ok === true) acknowledged.push(request.client_message_id);
      }
    };
    const writeOverHttp = async () => {
      while (!isOver.now) {
        const request = newPost(room.id, 'in flight');
        const answer = await client.http('POST', '/api/chat/messages', request).catch(() => undefined);
        if (answer?.status === 201) acknowledged.push(request.client_message_id);
        if (answer === undefined) return;
      }
    };
    const told = Promise.all([a, b].map((device) => new Promise<string>((resolve) => device.socket.once('disconnect', resolve))));
    const writing = Promise.all([write(a), write(b), write(b), writeOverHttp(), writeOverHttp()]);
    await expect.poll(() => acknowledged.length, { interval: 10 }).toBeGreaterThan(50);
    const asked = Date.now();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    // Whoever lingers would hold it up for minutes.
    expect(Date.now() - asked).toBeLessThan(30_000);
    isOver.now = true;
    await writing;
    expect(await told).toEqual(['io server disconnect', 'io server disconnect']);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    for (const socket of lingering) socket.destroy();

    const again = await startServer({ databaseUrl: database.url });
    const reader = await again.people.signIn(expert.account.email);
    const stored = new Set((await all(reader.http, room.id)).map(({ client_message_id }) => client_message_id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    await again.close();
  });

  it('answers whoever comes as soon as its port is open', async () => {
    const port = await freePort();
    let isUp = false;
    const starting = startServer({ databaseUrl: database.url, environment: { PORT: String(port) } }).finally(() => (isUp = true));
    const answers: Promise<string>[] = [];
    while (!isUp) {
      answers.push(outcomeOf(port, {}), outcomeOf(port, { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const server = await starting;
    answers.push(outcomeOf(port, {}));
    const outcomes = new Set(await Promise.all(answers));
    expect(outcomes).toContain('200');
    expect([...outcomes].filter((outcome) => !['ECONNREFUSED', '101', '200'].includes(outcome))).toEqual([]);
    await server.close();
  });

  it('keeps quiet about tokens, passwords and what people write', { timeout: 60_000 }, async () => {
    const program = runServer({ DATABASE_URL: database.url, LOG_LEVEL: 'trace' });
    const people = createPeople(await program.listening, API_KEY);
    const { room, client } = await people.makeRoom();
    const device = await client.connect();
    await device.get('message:post', newPost(room.id, 'confidential words'));
    await device.ask('message:post', newPost(2 ** 40, 'confidential words'));
    await people.anyone('POST', '/api/auth/login', { email: client.account.email, password: 'confidential guess', device: 'web' });
    device.close();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    for (const secret of ['confidential', client.token, API_KEY, 'correct horse']) expect(program.output.out + program.output.err).not.toContain(secret);
  });

  it('ends with one readable line when it cannot begin', { timeout: 180_000 }, async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const port = String((taken.address() as AddressInfo).port);
    const nowhere = new URL(database.url);
    nowhere.port = '1';
    const unknown = new URL(database.url);
    unknown.pathname = '/no_such_database';
    const cases: [Record<string, string>, RegExp][] = [
      [{ PORT: 'abc' }, /PORT: /],
      [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: /],
      [{ NODE_ENV: 'production', AUTH_SECRET: '' }, /AUTH_SECRET: must be set/],
      [{ DATABASE_URL: database.url, PORT: port }, new RegExp(`port ${port} on 127.0.0.1 is in use`)],
      [{ DATABASE_URL: nowhere.href }, /the database cannot be reached/],
      [{ DATABASE_URL: unknown.href }, /the database cannot be reached: .*no_such_database/],
    ];
    for (const [environment, line] of cases) {
      const program = runServer(environment);
      expect([environment, await program.ended]).toEqual([environment, 1]);
      expect(program.output.err.trimEnd()).toMatch(line);
      expect([program.output.err.trimEnd().split('\n').length, program.output.out]).toEqual([1, '']);
    }
    taken.close();
  });
});

/** What comes of a request at this moment: a status, or the error's code. */
function outcomeOf(port: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const path = 'Upgrade' in headers ? '/socket.io/?EIO=4&transport=websocket' : '/healthz';
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false, timeout: 30_000 });
    asked.on('response', (response) => resolve(String(response.resume().statusCode)));
    asked.on('upgrade', (response, socket) => {
      resolve(String(response.statusCode));
      socket.destroy();
    });
    asked.on('timeout', () => {
      resolve('no answer');
      asked.destroy();
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end();
  });
}

const UPGRADE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

/** A connection that says this and then nothing more. */
async function linger(url: string, text: string) {
  const { hostname, port } = new URL(url);
  const socket = connectTcp({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => undefined).on('data', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', () => socket.write(text, () => resolve())));
  return socket;
}

describe('migrations', () => {
  const tables = `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY 1, 2`;
  const indexes = `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`;

  it('go down to nothing and up again to the same', async () => {
    const database = await createDatabase();
    const sequelize = await connectDatabase(database.url);
    const schema = async () => [(await sequelize.query(tables))[0], (await sequelize.query(indexes))[0]];
    const made = await migrateUp(sequelize);
    expect(made.length).toBeGreaterThanOrEqual(2);
    expect(await migrateUp(sequelize)).toEqual([]);
    const before = await schema();
    expect(await migrateDown(sequelize)).toEqual([...made].reverse());
    expect(await schema()).toEqual([[], []]);
    // An extension's own functions stay with it: others may use it.
    const ours = `SELECT proname FROM pg_proc f WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')`;
    expect((await sequelize.query(ours))[0]).toEqual([]);
    expect(await migrateUp(sequelize)).toEqual(made);
    expect(await schema()).toEqual(before);
    await sequelize.close();
    await database.drop();
  });

  it('only add: a server of the version before goes on reading and writing', async () => {
    const database = await createDatabase();
    const sequelize = await connectDatabase(database.url);
    type Column = { table_name: string; column_name: string; data_type: string; is_nullable: string; column_default: string | null; is_identity: string; is_generated: string };
    const columns = `SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity, is_generated FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'`;
    const named = ({ table_name, column_name }: Column) => `${table_name}.${column_name}`;
    const harm: string[] = [];
    let before: Column[] = [];
    for (const [index, { name }] of migrations.entries()) {
      await migrateUp(sequelize, migrations.slice(0, index + 1));
      const after = (await sequelize.query(columns))[0] as Column[];
      const now = new Map(after.map((column) => [named(column), column]));
      for (const column of before) {
        const kept = now.get(named(column));
        if (kept?.data_type !== column.data_type) harm.push(`${name}: ${named(column)} is gone or means something else`);
        else if (column.is_nullable === 'YES' && kept.is_nullable === 'NO') harm.push(`${name}: ${named(column)} may not be empty any more`);
        else if (column.column_default !== null && kept.column_default === null) harm.push(`${name}: ${named(column)} has no default any more`);
      }
      const tables = new Set(before.map(({ table_name }) => table_name));
      const known = new Set(before.map(named));
      for (const column of after) {
        if (!tables.has(column.table_name) || known.has(named(column))) continue;
        if (column.is_nullable === 'NO' && column.column_default === null && column.is_identity === 'NO' && column.is_generated === 'NEVER') harm.push(`${name}: nobody who does not know ${named(column)} can write any more`);
      }
      before = after;
    }
    expect(harm).toEqual([]);
    expect(before.length).toBeGreaterThan(100);
    await sequelize.close();
    await database.drop();
  });

  it('are made once when several servers start together', async () => {
    const database = await createDatabase();
    const pools = await Promise.all([1, 2, 3].map(() => connectDatabase(database.url)));
    const made = await Promise.all(pools.map((pool) => migrateUp(pool)));
    expect(made.filter((steps) => steps.length > 0)).toHaveLength(1);
    for (const pool of pools) await pool.close();
    await database.drop();
  });

  it('build indexes while others write and wait for the same steps, and build anew what was left halfway', async () => {
    const database = await createDatabase();
    const pools = await Promise.all([1, 2, 3].map(() => connectDatabase(database.url)));
    const [one, two, writer] = pools as [Sequelize, Sequelize, Sequelize];
    const steps: Migration[] = [
      { name: '1', up: 'CREATE TABLE letters (letter text NOT NULL)', down: 'DROP TABLE letters' },
      { name: '2', indexes: [{ name: 'letters_by_letter', on: 'letters (letter)' }] },
    ];
    await migrateUp(one, steps.slice(0, 1));
    // Whoever has written and not ended yet is waited for, and nobody waits for the index.
    const before = await writer.transaction();
    await writer.query(`INSERT INTO letters VALUES ('a')`, { transaction: before });
    const building = migrateUp(one, steps);
    const isBuilding = async () => (await writer.query(`SELECT pid FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%letters%' AND wait_event_type = 'Lock' AND datname = current_database()`))[0] as { pid: number }[];
    await expect.poll(async () => (await isBuilding()).length).toBe(1);
    const waiting = migrateUp(two, steps);
    await writer.query(`INSERT INTO letters VALUES ('b')`);
    // Cancelled halfway it leaves an invalid index, and is done again.
    await writer.query(`SELECT pg_cancel_backend($1)`, { bind: [(await isBuilding())[0]!.pid] });
    await writer.query(`INSERT INTO letters VALUES ('c')`);
    const valid = async () => (await writer.query(`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('letters_by_letter')`))[0];
    expect(await valid()).toEqual([{ indisvalid: false }]);
    await before.commit();
    expect([await building, await waiting]).toEqual([['2'], []]);
    expect(await valid()).toEqual([{ indisvalid: true }]);
    for (const pool of pools) await pool.close();
    await database.drop();
  });
});
