import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import type { Message } from '../../protocol/entities';
import type { Device, Person } from '../support/people';
import { messagesOf } from '../support/posts';
import { createDatabase, startPrivatePostgres, type TestDatabase } from '../support/postgres';
import { buildServer } from '../support/program';
import { startServer } from '../support/server';
import { startServerProcess, type ServerProcess } from '../support/server_process';

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

async function schedule(device: Device, room: number, message: string, send_at: string): Promise<number> {
  return (await device.get('later:schedule', { room, message, client_message_id: randomUUID(), send_at })).scheduled.id;
}

const textsOf = async (person: Person, room: number) => (await messagesOf(person, room)).map(({ message }: Message) => message).sort();

describe('two server processes on one database', () => {
  let database: TestDatabase;
  let servers: ServerProcess[];
  beforeAll(async () => {
    await buildServer();
    database = await createDatabase();
    servers = await Promise.all([1, 2].map(() => startServerProcess({ DATABASE_URL: database.url, LOG_LEVEL: 'info' })));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await database.drop();
  });

  it('send each message once', async () => {
    const { room, expert } = await servers[0]!.people.makeRoom();
    const device = await expert.connect();
    const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`).sort();
    const at = inMs(1_500);
    for (const text of texts) await schedule(device, room.id, text, at);
    await vi.waitFor(async () => expect(await textsOf(expert, room.id)).toEqual(texts), { timeout: 40_000, interval: 200 });
    expect((await device.get('later:list', {})).scheduled).toEqual([]);
    device.close();
  });

  it('send each message once while one is killed again and again', async () => {
    const [steady, victim] = servers as [ServerProcess, ServerProcess];
    const { room, expert } = await steady.people.makeRoom();
    const device = await expert.connect();
    const texts: string[] = [];
    for (let index = 0; index < 90; index += 1) {
      const text = `text ${String(index).padStart(2, '0')}`;
      texts.push(text);
      await schedule(device, room.id, text, inMs(1_000 + (index % 45) * 100));
    }
    await victim.kill();
    for (let round = 0; round < 3; round += 1) {
      const revived = await startServerProcess({ DATABASE_URL: database.url });
      await vi.waitFor(async () => expect((await messagesOf(expert, room.id)).length).toBeGreaterThan(Math.min(80, (round + 1) * 20)), { timeout: 40_000, interval: 20 });
      await revived.kill();
    }
    servers[1] = await startServerProcess({ DATABASE_URL: database.url });
    await vi.waitFor(async () => expect(await textsOf(expert, room.id)).toEqual(texts), { timeout: 40_000, interval: 200 });
    device.close();
  }, 90_000);

  it('send what was due while none of them ran', async () => {
    const { room, expert } = await servers[0]!.people.makeRoom();
    const device = await expert.connect();
    await schedule(device, room.id, 'due in the dark', inMs(600));
    device.close();
    await Promise.all(servers.map((server) => server.kill()));
    await new Promise((resolve) => setTimeout(resolve, 700));
    servers = [await startServerProcess({ DATABASE_URL: database.url })];
    const again = servers[0]!.people.personOf(expert.token, expert.account);
    await vi.waitFor(async () => expect(await textsOf(again, room.id)).toEqual(['due in the dark']), { timeout: 40_000, interval: 100 });
  });
});

describe('the queue', () => {
  it('sends what a dead process has kept locked, and nothing twice when a job comes again', async () => {
    const server = await startServer();
    const sql = new pg.Client({ connectionString: server.databaseUrl });
    await sql.connect();
    const { room, expert } = await server.people.makeRoom();
    const device = await expert.connect();
    const id = await schedule(device, room.id, 'once', inMs(2_500));
    // As if a process had taken the job and died with it.
    const locked = await sql.query(`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead' RETURNING id`);
    expect(locked.rowCount).toBe(1);
    await device.fact('later:changed', ({ scheduled }) => scheduled.id === id && scheduled.state === 'sent');
    // As if it had been killed between the commit and the job's end.
    await sql.query(`SELECT graphile_worker.add_job('send_later', json_build_object('id', $1::bigint))`, [id]);
    await vi.waitFor(async () => expect((await sql.query(`SELECT 1 FROM graphile_worker._private_jobs WHERE locked_by IS DISTINCT FROM 'dead'`)).rowCount).toBe(0), { timeout: 40_000, interval: 50 });
    expect(await textsOf(expert, room.id)).toEqual(['once']);
    device.close();
    await sql.end();
    await server.close();
  });

  it('goes on after the database was killed and came back', async () => {
    const postgres = await startPrivatePostgres();
    const server = await startServer({ databaseUrl: postgres.url });
    const { room, expert } = await server.people.makeRoom();
    const device = await expert.connect();
    await schedule(device, room.id, 'before', inMs(1_000));
    await vi.waitFor(async () => expect(await textsOf(expert, room.id)).toEqual(['before']), { timeout: 40_000, interval: 100 });
    await schedule(device, room.id, 'after', inMs(7_000));
    await schedule(device, room.id, 'during', inMs(1_500));
    await postgres.kill();
    // Away when the second one is due, and for a while longer.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await postgres.start();
    await vi.waitFor(async () => expect(await textsOf(expert, room.id)).toEqual(['after', 'before', 'during']), { timeout: 40_000, interval: 250 });
    device.close();
    await server.close();
    await postgres.remove();
  }, 90_000);
});
