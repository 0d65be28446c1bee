import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchHit } from '../../protocol/search';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* A database whose account may not have the extension for parts of words. */

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createDatabase();
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`
    CREATE FUNCTION refuse_extensions() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE insufficient_privilege USING MESSAGE = 'permission denied to create extension'; END $$;
    CREATE EVENT TRIGGER no_extensions ON ddl_command_start WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION refuse_extensions()`);
  await owner.end();
  server = await startServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

it('is migrated, and search finds whole words and beginnings', async () => {
  expect(await server.app.parts.db.rows(null, `SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'`)).toEqual([]);
  const { client, room } = await server.people.makeRoom();
  const message = await say(client, room.id, 'Электростанция остановлена');
  const find = async (query: string) => (await client.http<SearchHit[]>('GET', `/api/chat/search?q=${encodeURIComponent(query)}`)).body.map(({ id }) => id);
  expect(await find('электростанцию')).toEqual([message.id]);
  expect(await find('электро')).toEqual([message.id]);
  expect(await find('электро остан')).toEqual([message.id]);
  expect(await find('станция')).toEqual([]);
});
