import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { begin, upload } from '../support/uploads';
import { messagesOf, newPost, roomOf, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

/* Posts that come together are stored together; nobody may notice by anything but the time it takes. */

const ROOMS = 12;

type Made = Awaited<ReturnType<TestServer['people']['makeRoom']>>;

let server: TestServer;
let second: TestServer;
let rooms: Made[];
beforeAll(async () => {
  server = await startServer();
  second = await startServer({ databaseUrl: server.databaseUrl });
});
beforeEach(async () => {
  rooms = [];
  for (let index = 0; index < ROOMS; index += 1) rooms.push(await server.people.makeRoom());
});
afterAll(async () => {
  await second.close();
  await server.close();
});

const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) => (answer.ok ? 'ok' : answer.error.code);

describe('posts into many rooms at once', () => {
  it('share transactions, and each is told to its own people alone', async () => {
    const desks = await Promise.all(rooms.map(({ expert }) => expert.connect()));
    const phones = await Promise.all(rooms.map(({ client }) => client.connect()));
    const posts = rooms.map(({ room }) => newPost(room.id, `for ${room.id}`));
    const answers = await Promise.all(posts.map((post, index) => phones[index]!.get('message:post', post)));
    expect(answers.map(({ message }) => [message.room, message.seq, message.message])).toEqual(rooms.map(({ room }) => [room.id, 1, `for ${room.id}`]));
    const [{ transactions }] = (await server.app.parts.db.rows<{ transactions: number }>(null, 'SELECT count(DISTINCT xmin::text)::int AS transactions FROM messages WHERE room = ANY($1::bigint[])', [rooms.map(({ room }) => room.id)])) as [{ transactions: number }];
    expect(transactions).toBeLessThan(ROOMS);
    for (const [index, desk] of desks.entries()) {
      const { message } = await desk.fact('message:posted');
      expect(message).toEqual(answers[index]!.message);
      expect(desk.facts.filter(({ name }) => name === 'message:posted')).toHaveLength(1);
    }
    for (const device of [...desks, ...phones]) device.close();
  });

  it('answer for themselves: strangers, conflicts, foreign replies and files, moved rooms and repeats beside good ones', async () => {
    const [first, ...others] = rooms as [Made, ...Made[]];
    const desk = await first.expert.connect();
    const foreign = await say(others[0]!.client, others[0]!.room.id, 'elsewhere');
    const known = newPost(others[1]!.room.id, 'known');
    const stored = await others[1]!.client.http('POST', '/api/chat/messages', known);
    const bytes = Buffer.from('text of a file');
    const file = await upload(server.url, others[2]!.client, { room: others[2]!.room.id, bytes });
    await begin(server.url, others[3]!.client, { room: others[3]!.room.id, bytes });
    await say(others[4]!.client, others[4]!.room.id, 'moved on');
    const asked = await Promise.all([
      desk.ask('message:post', newPost(first.room.id, 'good')),
      desk.ask('message:post', newPost(others[0]!.room.id, 'a stranger’s')),
      ...[
        { by: others[0]!, post: newPost(others[0]!.room.id, 'good') },
        { by: others[1]!, post: known },
        { by: others[2]!, post: newPost(others[2]!.room.id, 'with its file', { attachments: [file.id] }) },
        { by: others[3]!, post: newPost(others[3]!.room.id, 'with a file of others', { attachments: [file.id] }) },
        { by: others[5]!, post: newPost(others[5]!.room.id, 'to a foreign one', { reply_to: foreign.id }) },
        { by: others[6]!, post: { ...known, room: others[6]!.room.id } },
      ].map(async ({ by, post }) => {
        const device = await by.client.connect();
        const answer = await device.ask('message:post', post);
        device.close();
        return answer;
      }),
      others[4]!.expert.connect().then(async (device) => {
        const answer = await device.ask('message:post', newPost(others[4]!.room.id, 'too late', { expect_seq: 0 }));
        device.close();
        return answer;
      }),
    ]);
    desk.close();
    expect(asked.map(codeOf)).toEqual(['ok', 'not_found', 'ok', 'ok', 'ok', 'not_found', 'not_found', 'ok', 'room_moved']);
    expect(asked[3]).toMatchObject({ message: { id: (stored.body as { id: number }).id } });
    expect((await messagesOf(others[2]!.client, others[2]!.room.id)).map(({ attachments }) => attachments.length)).toEqual([1]);
    for (const index of [3, 5]) expect(await roomOf(others[index]!.client, others[index]!.room.id)).toMatchObject({ last_seq: 0, last_rev: 0 });
    for (const { room, client } of rooms) {
      const seqs = (await messagesOf(client, room.id)).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_seq, index) => index + 1));
    }
  });

  it('do not wait for a room that somebody else has locked', async () => {
    const [locked, ...free] = rooms as [Made, ...Made[]];
    const other = new pg.Client({ connectionString: server.databaseUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM rooms WHERE id = $1 FOR UPDATE', [locked.room.id]);
    let isStored = false;
    const held = say(locked.client, locked.room.id, 'waits').then(() => (isStored = true));
    await Promise.all(free.map(({ client, room }) => say(client, room.id, 'goes on')));
    await Promise.all(free.map(({ client, room }) => say(client, room.id, 'and on')));
    expect(isStored).toBe(false);
    await other.query('COMMIT');
    await held;
    await other.end();
    expect((await messagesOf(locked.client, locked.room.id)).map(({ seq }) => seq)).toEqual([1]);
  });
});

describe('one room', () => {
  it('keeps the order in which its posts came, and crowds nobody out', async () => {
    const [busy, quiet] = rooms as [Made, Made];
    const device = await busy.client.connect();
    const flood = Array.from({ length: 60 }, (_, index) => device.get('message:post', newPost(busy.room.id, String(index))));
    let flooded = 0;
    for (const post of flood) void post.then(() => (flooded += 1));
    await say(quiet.client, quiet.room.id);
    expect(flooded).toBeLessThan(60);
    await Promise.all(flood);
    device.close();
    expect((await messagesOf(busy.expert, busy.room.id)).map(({ message }) => message)).toEqual(Array.from({ length: 60 }, (_, index) => String(index)));
  });

  it('stores one message for one id, though both servers and both ways bring it fifty times at once', async () => {
    const [{ client, room }] = rooms as [Made];
    const there = second.people.personOf(client.token, client.account);
    const [here, elsewhere] = [await client.connect(), await there.connect()];
    const post = newPost(room.id, 'once');
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index): Promise<number> => {
        if (index % 2 === 0) return (await (index % 4 === 0 ? here : elsewhere).get('message:post', post)).message.id;
        return (await (index % 4 === 1 ? client : there).http<{ id: number }>('POST', '/api/chat/messages', post)).body.id;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await roomOf(client, room.id)).toMatchObject({ last_seq: 1, last_rev: 1 });
    here.close();
    elsewhere.close();
  });

  it('has one order for both servers', async () => {
    const [{ client, expert, room }] = rooms as [Made];
    const there = second.people.personOf(expert.token, expert.account);
    const posts = Array.from({ length: 40 }, (_, index) => say(index % 2 === 0 ? client : there, room.id, String(index)));
    const seqs = (await Promise.all(posts)).map(({ seq }) => seq);
    expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await messagesOf(client, room.id)).toEqual((await messagesOf(there, room.id)).map((message) => ({ ...message, is_read: expect.any(Boolean) })));
  });
});
