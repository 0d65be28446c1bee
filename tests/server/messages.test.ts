import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message, Room } from '../../protocol/entities';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const post = (room: number, message: string, more: object = {}) => ({ room, message, client_message_id: randomUUID(), ...more });

describe('posting', () => {
  it('numbers messages without gaps when both sides write at once', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? a : b).get('message:post', post(room.id, `message ${index}`))),
    );
    expect(answers.map(({ message }) => message.seq).sort((x, y) => x - y)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    const texts = (device: number) => answers.filter((_, index) => index % 2 === device).map(({ message }) => message.seq);
    expect(texts(0)).toEqual([...texts(0)].sort((x, y) => x - y));
    const history = await expert.http<Message[]>('GET', `/api/chat/rooms/${room.id}/messages?limit=200`);
    expect(history.body.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    a.close();
    b.close();
  });

  it('tells both sides, the sender included, after the commit', async () => {
    const { room, expert, client } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const { message } = await b.get('message:post', post(room.id, 'Здравствуйте!'));
    const told = { message, owed_since: message.created_at };
    const fits = (payload: { message: { id: number } }) => payload.message.id === message.id;
    expect(await a.fact('message:posted', fits)).toEqual({ ...told, state: 'owed', snoozed_until: null, snoozed_owed_since: null });
    // What experts have decided about a room is nothing for its client.
    expect(await b.fact('message:posted', fits)).toEqual(told);
    a.close();
    b.close();
  });

  it('stores one message for any number of repeats, by socket and HTTP, also after an edit and a deletion', async () => {
    const { room, client } = await server.people.makeRoom();
    const device = await client.connect();
    const request = post(room.id, 'once');
    const answers = await Promise.all(Array.from({ length: 20 }, () => device.get('message:post', request)));
    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
    const id = answers[0]!.message.id;
    const again = await client.http<Message>('POST', '/api/chat/messages', request);
    expect([again.status, again.body.id]).toEqual([200, id]);
    await device.get('message:edit', { id, message: 'changed' });
    expect((await device.get('message:post', request)).message).toMatchObject({ id, message: 'changed' });
    await device.get('message:delete', { id });
    expect((await device.get('message:post', request)).message).toMatchObject({ id, message: '' });
    const other = await device.ask('message:post', { ...request, message: 'another text' });
    expect(other).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const { body } = await client.http<Message[]>('GET', `/api/chat/rooms/${room.id}/messages`);
    expect(body).toHaveLength(1);
    device.close();
  });

  it('keeps the text exactly as written, in every script', async () => {
    const { room, client, expert } = await server.people.makeRoom();
    const texts = ['  two spaces  ', '\tтаб и\r\nстрока\n', '👩‍👩‍👧‍👦 zwj', 'שלום \u202eRTL', 'e\u0301 combining', "'; DROP TABLE messages; --", '<img src=x onerror=alert(1)>', '\ufeffbom', '$1 :name ?'];
    for (const message of texts) expect((await client.http<Message>('POST', '/api/chat/messages', post(room.id, message))).body.message).toBe(message);
    const { body } = await expert.http<Message[]>('GET', `/api/chat/rooms/${room.id}/messages`);
    expect(body.map(({ message }) => message)).toEqual(texts);
  });

  it('refuses what no message may hold', async () => {
    const { room, client } = await server.people.makeRoom();
    const device = await client.connect();
    for (const message of ['', '   ', '\n\t', 'nul \u0000', 'bell \u0007', 'lone \ud800', 'x'.repeat(10_001)]) {
      expect(await device.ask('message:post', post(room.id, message))).toMatchObject({ ok: false, error: { code: 'bad_request' } });
      expect((await client.http('POST', '/api/chat/messages', post(room.id, message))).status).toBe(400);
    }
    expect((await device.get('message:post', post(room.id, 'я'.repeat(10_000)))).message.seq).toBe(1);
    device.close();
  });

  it('refuses a post when somebody else has written after the expected number, and stores nothing', async () => {
    const { room, client, expert } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    await b.get('message:post', post(room.id, 'one'));
    await b.get('message:post', post(room.id, 'two'));
    const refused = await a.ask('message:post', post(room.id, 'answer', { expect_seq: 1 }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'room_moved', last_seq: 2, messages: [{ message: 'two' }] } });
    const overHttp = await expert.http('POST', '/api/chat/messages', post(room.id, 'answer', { expect_seq: 1 }));
    expect([overHttp.status, overHttp.body.code]).toEqual([409, 'room_moved']);
    expect((await a.get('message:post', post(room.id, 'answer', { expect_seq: 2 }))).message.seq).toBe(3);
    // One's own message moves nobody.
    expect((await a.get('message:post', post(room.id, 'and more', { expect_seq: 2 }))).message.seq).toBe(4);
    a.close();
    b.close();
  });

  it('finds nothing of another room in a reply or an attachment', async () => {
    const [one, two] = [await server.people.makeRoom(), await server.people.makeRoom()];
    const foreign = await one.client.http<Message>('POST', '/api/chat/messages', post(one.room.id, 'hers'));
    const reply = await two.client.http('POST', '/api/chat/messages', post(two.room.id, 'mine', { reply_to: foreign.body.id }));
    const file = await two.client.http('POST', '/api/chat/messages', post(two.room.id, 'mine', { attachments: [1] }));
    expect([reply.status, file.status]).toEqual([404, 404]);
    const own = await two.client.http<Message>('POST', '/api/chat/messages', post(two.room.id, 'first'));
    const answer = await two.expert.http<Message>('POST', '/api/chat/messages', post(two.room.id, 'reply', { reply_to: own.body.id }));
    expect(answer.body.reply_to).toBe(own.body.id);
  });
});

describe('changing', () => {
  it('gives an edit and a deletion the next change number and none to a change that changes nothing', async () => {
    const { room, client, expert } = await server.people.makeRoom();
    const [a, b] = [await expert.connect(), await client.connect()];
    const { message } = await b.get('message:post', post(room.id, 'tpyo'));
    expect((await b.get('message:edit', { id: message.id, message: 'typo' })).message).toMatchObject({ rev: 2, seq: 1 });
    expect((await b.get('message:edit', { id: message.id, message: 'typo' })).message.rev).toBe(2);
    expect(await a.fact('message:changed')).toMatchObject({ message: { message: 'typo', rev: 2 } });
    expect(await a.ask('message:edit', { id: message.id, message: 'mine now' })).toMatchObject({ error: { code: 'forbidden' } });
    const gone = await b.get('message:delete', { id: message.id });
    expect(gone.message).toMatchObject({ message: '', rev: 3, file: null, attachments: [] });
    expect((await b.get('message:delete', { id: message.id })).message.rev).toBe(3);
    expect(await b.ask('message:edit', { id: message.id, message: 'back' })).toMatchObject({ error: { code: 'conflict' } });
    const { body } = await expert.http<Room>('GET', `/api/chat/rooms/${room.id}`);
    expect(body).toMatchObject({ last_seq: 1, last_rev: 3, owed_since: null, unread_count: 0 });
    a.close();
    b.close();
  });

  it('answers what changed after a change number, ascending by it', async () => {
    const { room, client } = await server.people.makeRoom();
    const device = await client.connect();
    const first = (await device.get('message:post', post(room.id, 'one'))).message;
    for (const text of ['two', 'three']) await device.get('message:post', post(room.id, text));
    await device.get('message:edit', { id: first.id, message: 'one, edited' });
    const { messages, has_more, room: view } = await device.get('room:open', { room: room.id, since_rev: 1 });
    expect(messages.map(({ rev, message }) => [rev, message])).toEqual([[2, 'two'], [3, 'three'], [4, 'one, edited']]);
    expect([has_more, view.last_rev]).toEqual([false, 4]);
    device.close();
  });
});

describe('history', () => {
  it('gives the newest page first and names the next in a Link header', async () => {
    const { room, client } = await server.people.makeRoom();
    const device = await client.connect();
    await Promise.all(Array.from({ length: 120 }, (_, index) => device.get('message:post', post(room.id, String(index)))));
    const path = `/api/chat/rooms/${room.id}/messages`;
    const newest = await client.http<Message[]>('GET', path);
    expect(newest.body.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 71));
    const seen = [...newest.body];
    let link = newest.headers.get('link');
    while (link !== null) {
      const url = new URL(/<(.+)>; rel="next"/.exec(link)![1]!);
      const page = await client.http<Message[]>('GET', url.pathname + url.search);
      seen.unshift(...page.body);
      link = page.headers.get('link');
    }
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    const after = await client.http<Message[]>('GET', `${path}?after_seq=118`);
    expect(after.body.map(({ seq }) => seq)).toEqual([119, 120]);
    for (const query of ['limit=201', 'limit=0', 'before_seq=x', 'before_seq=1&after_seq=1', 'other=1']) {
      expect((await client.http('GET', `${path}?${query}`)).status).toBe(400);
    }
    device.close();
  });
});
