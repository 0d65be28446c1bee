import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RepliesImported, Reply } from '../../protocol/replies';
import { readCsv, writeCsv } from '../../server/domain/replies_csv';
import { fresh, type Person } from '../support/people';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let anna: Person;
let boris: Person;
let admin: Person;
beforeAll(async () => {
  server = await startServer();
  [anna, boris, admin] = [await server.people.makeUser('expert'), await server.people.makeUser('expert'), await server.people.makeUser('admin')];
});
afterAll(() => server.close());

const reply = (scope: string, trigger: string, message = 'Здравствуйте, {client}!') => ({ scope, trigger, title: `About ${trigger}`, message });
const add = async (person: Person, body: object) => (await person.http<Reply>('POST', '/api/chat/replies', body)).body;
const triggers = async (person: Person) => (await person.http<Reply[]>('GET', '/api/chat/replies')).body.map(({ scope, trigger }) => `${scope} ${trigger}`);

describe('canned replies', () => {
  it('are seen by whom they are for and changed by whom they belong to', async () => {
    await add(anna, reply('own', 'mine'));
    const team = await add(anna, reply('team', 'hello'));
    const all = await add(admin, reply('all', 'rules'));
    expect((await anna.http('POST', '/api/chat/replies', reply('all', 'mine_too'))).status).toBe(403);
    expect(await triggers(anna)).toEqual(['team hello', 'own mine', 'all rules']);
    expect(await triggers(boris)).toEqual(['team hello', 'all rules']);
    expect((await boris.http<Reply>('PUT', `/api/chat/replies/${team.id}`, reply('team', 'hello', 'Привет'))).body).toMatchObject({ message: 'Привет', is_editable: true });
    expect((await boris.http('PUT', `/api/chat/replies/${all.id}`, reply('all', 'rules', 'Other'))).status).toBe(403);
    expect((await boris.http('DELETE', `/api/chat/replies/${all.id}`)).status).toBe(403);
    expect((await boris.http<Reply[]>('GET', '/api/chat/replies')).body.find(({ id }) => id === all.id)).toMatchObject({ is_editable: false });
    const own = (await anna.http<Reply[]>('GET', '/api/chat/replies')).body.find(({ scope }) => scope === 'own')!;
    for (const person of [boris, admin]) {
      expect((await person.http('DELETE', `/api/chat/replies/${own.id}`)).status).toBe(404);
      expect((await person.http('PUT', `/api/chat/replies/${own.id}`, reply('own', 'stolen'))).status).toBe(404);
    }
    expect((await admin.http('DELETE', `/api/chat/replies/${all.id}`)).status).toBe(204);
    expect((await admin.http('DELETE', `/api/chat/replies/${all.id}`)).status).toBe(404);
  });

  it('have one meaning for a trigger in each scope, whatever its case', async () => {
    await add(anna, reply('team', 'Оплата'));
    expect(await triggers(boris)).toContain('team оплата');
    expect((await boris.http('POST', '/api/chat/replies', reply('team', 'ОПЛАТА'))).status).toBe(409);
    expect((await boris.http('POST', '/api/chat/replies', reply('own', 'оплата'))).status).toBe(201);
    const other = await add(boris, reply('own', 'other'));
    expect((await boris.http('PUT', `/api/chat/replies/${other.id}`, reply('own', 'оплата'))).status).toBe(409);
    for (const trigger of ['', 'two words', 'a/b', 'x'.repeat(31), '{client}']) expect((await boris.http('POST', '/api/chat/replies', reply('own', trigger))).status).toBe(400);
    for (const message of ['', '  ', 'x'.repeat(10_001), '\u0000']) expect((await boris.http('POST', '/api/chat/replies', reply('own', 'text', message))).status).toBe(400);
  });

  it('have one meaning for a trigger also when several take it at once', async () => {
    const [one, other] = [await add(anna, reply('own', 'one')), await add(anna, reply('own', 'other'))];
    const { db } = server.app.parts;
    // Kept in an object: a promise would be waited for before the transaction ends.
    const change = await db.transaction(async (within) => {
      const [{ xid }] = (await db.rows<{ xid: string }>(within, `UPDATE replies SET trigger = 'same' WHERE id = $1 RETURNING pg_current_xact_id()::text AS xid`, [one.id])) as [{ xid: string }];
      const changing = anna.http('PUT', `/api/chat/replies/${other.id}`, reply('own', 'same'));
      await expect.poll(() => db.rows(null, `SELECT 1 AS waits FROM pg_locks WHERE NOT granted AND locktype = 'transactionid' AND transactionid::text = $1`, [xid])).toHaveLength(1);
      return { changing };
    });
    expect((await change.changing).status).toBe(409);
  });

  it('tell of a change those who see them, without a word of it, and never a client', async () => {
    const { expert, client } = await server.people.makeRoom();
    const [a, b, c] = [await expert.connect(), await boris.connect(), await client.connect()];
    await add(expert, reply('own', 'quiet'));
    expect(await a.fact('replies:changed')).toEqual({});
    await add(expert, reply('team', 'loud'));
    expect(await b.fact('replies:changed')).toEqual({});
    expect(b.facts.filter(({ name }) => name === 'replies:changed')).toHaveLength(1);
    await c.get('inbox:catch_up', {});
    expect(c.facts.filter(({ name }) => name === 'replies:changed')).toEqual([]);
    for (const path of ['', '/export']) expect((await client.http('GET', `/api/chat/replies${path}`)).status).toBe(403);
    for (const device of [a, b, c]) device.close();
  });
});

describe('the table of canned replies', () => {
  const hostile = ['=1+1', '+7 900', '-5', '@name', '\ttab', "'=quoted", "''-x", '＝1+1', 'a,b;c', 'say "hi"', 'two\r\nlines\nmore', '"', 'plain', ' space ', "it's", '{client}, {deadline}', '👍🏽', 'x'.repeat(10_000)];

  it('comes back as it went, and holds nothing that a spreadsheet runs', () => {
    const rows = hostile.map((message, index) => ({ trigger: `t${index}`, title: `Title ${index}`, message }));
    const csv = writeCsv(rows);
    expect(readCsv(csv)!.map(({ trigger, title, message }) => ({ trigger, title, message }))).toEqual(rows);
    expect(readCsv(csv.replace(/^\uFEFF/, ''))).toHaveLength(rows.length);
    for (const cell of csv.split(/"?[,\r\n]+"?/)) expect(cell).not.toMatch(/^[=+\-@\t＝]/);
  });

  it('is read with commas, semicolons or tabs, its columns in any order', () => {
    for (const sign of [',', ';', '\t']) {
      expect(readCsv(['message', 'trigger', 'title'].join(sign) + '\n' + ['Hello', '/hi', 'Greeting'].join(sign))).toMatchObject([{ trigger: 'hi', title: 'Greeting', message: 'Hello' }]);
    }
  });

  it('is refused when it is none', () => {
    for (const text of ['', 'hello', 'a,b,c\n1,2,3', 'trigger,title\nx,y', 'trigger,title,message\n"never closed', '<html>,x', '{"trigger":1}']) expect([text, readCsv(text)]).toEqual([text, undefined]);
  });

  it('is imported line by line: added, changed, left alone, refused with the reason', async () => {
    const owner = await server.people.makeUser('expert');
    await add(owner, reply('own', 'same', 'text'));
    await add(owner, reply('own', 'old', 'text'));
    const csv = 'trigger,title,message\r\nsame,About same,text\r\nold,About old,new text\r\nfresh,New,"two\nlines"\r\nbad trigger,Title,text\r\nempty,Title,\r\nuntitled,,text\r\nFRESH,Again,text\r\n';
    const { status, body } = await owner.http<RepliesImported>('POST', '/api/chat/replies/import', { scope: 'own', csv });
    expect([status, body]).toEqual([
      200,
      {
        added: 1,
        changed: 1,
        unchanged: 1,
        refused: [
          { line: 6, reason: 'trigger' },
          { line: 7, reason: 'message' },
          { line: 8, reason: 'title' },
          { line: 9, reason: 'repeated' },
        ],
      },
    ]);
    const exported = await owner.http<{ csv: string }>('GET', '/api/chat/replies/export?scope=own');
    expect(readCsv(exported.body.csv)!.map(({ trigger, message }) => [trigger, message])).toEqual([['fresh', 'two\nlines'], ['old', 'new text'], ['same', 'text']]);
    expect((await owner.http('POST', '/api/chat/replies/import', { scope: 'own', csv: 'nonsense' })).status).toBe(400);
    expect((await owner.http('POST', '/api/chat/replies/import', { scope: 'all', csv })).status).toBe(403);
  });
});

describe('macros', () => {
  const macro = (more: object) => ({ scope: 'own', trigger: `m${fresh()}`, title: 'Title', message: 'text', ...more });
  const status = async (more: object) => (await anna.http('POST', '/api/chat/replies', macro(more))).status;

  it('are replies that do something besides, with or without a text', async () => {
    const actions = [{ do: 'label', label: 7, is_on: true }, { do: 'snooze', minutes: 60 }, { do: 'close_promises' }, { do: 'offer', user: 7, comment: 'по оплате' }];
    const made = await add(anna, macro({ message: '', actions }));
    expect(made).toMatchObject({ message: '', actions });
    expect((await anna.http<Reply[]>('GET', '/api/chat/replies')).body.find(({ id }) => id === made.id)).toMatchObject({ actions });
    expect((await anna.http<Reply>('PUT', `/api/chat/replies/${made.id}`, macro({ actions: [{ do: 'done' }] }))).body).toMatchObject({ message: 'text', actions: [{ do: 'done' }] });
    expect((await add(anna, macro({}))).actions).toEqual([]);
  });

  it.each<[string, object]>([
    ['two decisions', { actions: [{ do: 'done' }, { do: 'waive' }] }],
    ['two receivers', { actions: [{ do: 'return' }, { do: 'offer', user: 1 }] }],
    ['neither text nor deed', { message: '' }],
    ['white space for a text', { message: ' ', actions: [{ do: 'done' }] }],
    ['a deed that there is none', { actions: [{ do: 'explode' }] }],
    ['too many', { actions: Array.from({ length: 9 }, (_, label) => ({ do: 'label', label: label + 1, is_on: true })) }],
  ])('with %s are refused', async (_name, more) => {
    expect(await status(more)).toBe(400);
  });

  it('keep what they do when a table brings another text', async () => {
    const made = await add(anna, macro({ trigger: 'keeps', actions: [{ do: 'done' }] }));
    await anna.http('POST', '/api/chat/replies/import', { scope: 'own', csv: 'trigger,title,message\nkeeps,Title,Other\n' });
    expect((await anna.http<Reply[]>('GET', '/api/chat/replies')).body.find(({ id }) => id === made.id)).toMatchObject({ message: 'Other', actions: [{ do: 'done' }] });
  });
});
