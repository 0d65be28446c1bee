import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../server/database/exchange';
import { openLanes, type Lanes } from '../../server/database/lanes';
import { createMigratedDatabase } from '../support/postgres';

let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
let lanes: Lanes;
let watcher: pg.Client;
beforeAll(async () => {
  database = await createMigratedDatabase();
  watcher = new pg.Client({ connectionString: database.url });
  await watcher.connect();
  await watcher.query('CREATE TABLE kept (word text PRIMARY KEY)');
});
beforeEach(async () => {
  await watcher.query('TRUNCATE kept');
  lanes = openLanes(database.url, 1);
  return () => lanes.close();
});
afterAll(async () => {
  await watcher.end();
  await database.drop();
});

const keep = (word: string): Statement<{ word: string }> => ({ name: 'keep', text: 'INSERT INTO kept VALUES ($1) RETURNING word', values: [word] });
const count: Statement<{ words: string }> = { name: 'count', text: `SELECT string_agg(word, ' ' ORDER BY word) AS words FROM kept`, values: [] };
const backend: Statement<{ pid: number }> = { name: 'backend', text: 'SELECT pg_backend_pid() AS pid', values: [] };
const kept = async () => (await watcher.query<{ words: string | null }>(count.text)).rows[0]!.words;

describe('a transaction of a lane', () => {
  it('answers the rows of each statement, the later ones seeing the earlier, and is kept when it is finished', async () => {
    const answers = await lanes.transaction(async (flow) => {
      const [[one], [sum]] = await flow.run(keep('one'), count);
      const [, [all]] = await flow.finish(keep('two'), count);
      return [one!.word, sum!.words, all!.words];
    });
    expect(answers).toEqual(['one', 'one', 'one two']);
    expect(await kept()).toBe('one two');
  });

  it('is taken back when it ends without being finished, and the connection serves the next one', async () => {
    const first = await lanes.transaction(async (flow) => (await flow.run(keep('one'), backend))[1][0]!.pid);
    const second = await lanes.transaction(async (flow) => (await flow.finish(keep('two'), backend))[1][0]!.pid);
    expect(second).toBe(first);
    expect(await kept()).toBe('two');
  });

  it('is taken back as a whole when one of its statements fails, also together with the commit', async () => {
    await expect(lanes.transaction((flow) => flow.finish(keep('one'), keep('one')))).rejects.toMatchObject({ code: '23505' });
    await expect(lanes.transaction(async (flow) => void (await flow.run(keep('one'), keep('one'))))).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toBeNull();
    await lanes.transaction((flow) => flow.finish(keep('two')));
    expect(await kept()).toBe('two');
  });

  it('fails on a number that JavaScript does not hold exactly, and keeps nothing', async () => {
    const large: Statement<{ number: number }> = { name: 'large', text: 'SELECT 9007199254740993::bigint AS number', values: [] };
    await expect(lanes.transaction((flow) => flow.run(keep('one'), large))).rejects.toThrow('9007199254740993');
    expect(await kept()).toBeNull();
  });

  it('is taken back when its work throws, and takes nothing after its end', async () => {
    await expect(lanes.transaction(async (flow) => {
      await flow.run(keep('one'));
      throw new Error('changed its mind');
    })).rejects.toThrow('changed its mind');
    await expect(lanes.transaction(async (flow) => {
      await flow.finish(keep('two'));
      await flow.run(keep('three'));
    })).rejects.toThrow('over');
    expect(await kept()).toBe('two');
  });

  it('fails when its connection is ended, and the next one has another', async () => {
    const pid = await lanes.transaction(async (flow) => (await flow.run(backend))[0][0]!.pid);
    const failing = lanes.transaction(async (flow) => {
      await flow.run(keep('one'));
      await watcher.query('SELECT pg_terminate_backend($1)', [pid]);
      await flow.finish(keep('two'));
    });
    await expect(failing).rejects.toThrow();
    await lanes.transaction((flow) => flow.finish(keep('three')));
    expect(await kept()).toBe('three');
  });
});
