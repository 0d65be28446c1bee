import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { plainFrame } from '../../protocol/plain_socket';
import { plainAccess } from '../../server/access';
import { tokenOf } from '../../server/edge/plain_socket/credentials';
import { freePort } from '../support/free_port';
import { fresh, someone, type Person } from '../support/people';
import { createMigratedDatabase, type TestDatabase } from '../support/postgres';
import { newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import { claimsOf, signToken } from '../support/tokens';
import { OldFrontEnd } from './old_front_end';

let database: TestDatabase;
let environment: Record<string, string>;
let server: TestServer;
let scene: { order: number; room: number; expert: Person; client: Person };
const opened: OldFrontEnd[] = [];
const start = () => startServer({ databaseUrl: database.url, environment });
beforeAll(async () => {
  database = await createMigratedDatabase();
  environment = { PORT: String(await freePort()) };
  server = await start();
  const made = await server.people.makeRoom();
  scene = { ...made, room: made.room.id };
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const address = (room: number, more = '/') => `${server.url.replace('http', 'ws')}/ws/chat/${room}${more}`;
const open = (person: Person, room = scene.room): OldFrontEnd => {
  const front = new OldFrontEnd(address(room), person.token);
  opened.push(front);
  return front;
};

/** How an upgrade is answered: `open`, or the HTTP status of the refusal. */
function upgrade(url: string, headers: Record<string, string>): Promise<number | 'open'> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => {
      resolve('open');
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode!);
      response.resume();
    });
    socket.on('error', reject);
  });
}

describe('an old front end', () => {
  it('finds the conversation, writes into it, sees the other type and stop, and reads', async () => {
    await say(scene.client, scene.room, 'Здравствуйте');
    const [client, expert] = [open(scene.client), await scene.expert.connect()];
    await client.until(() => client.histories === 1);
    expect(client.texts()).toEqual(['Здравствуйте']);
    await expert.get('message:post', newPost(scene.room, 'Добрый день'));
    await client.until(() => client.messages.size === 2);
    client.send({ type: 'chat_message', message: 'Есть вопрос' });
    await client.until(() => client.messages.size === 3);
    await expert.fact('message:posted', ({ message }) => message.message === 'Есть вопрос');
    expect(client.texts()).toEqual(['Здравствуйте', 'Добрый день', 'Есть вопрос']);
    await expert.get('typing:set', { room: scene.room, is_typing: true });
    await client.until(() => client.isTyping);
    await client.until(() => !client.isTyping);
    client.send({ type: 'typing', is_typing: true });
    await expert.fact('typing:changed', ({ user, is_typing }) => user === scene.client.account.id && is_typing);
    client.send({ type: 'mark_read' });
    await expert.fact('room:read_moved', ({ user, read_seq }) => user === scene.client.account.id && read_seq === 3);
    expect(client.frames.some(({ type }) => type === 'error')).toBe(false);
    expert.close();
  });

  it('comes back by itself when the server was away, and has what was written meanwhile, once', async () => {
    const front = open(scene.client);
    await front.until(() => front.histories === 1);
    const before = front.messages.size;
    await server.close();
    await front.until(() => front.closes.length > 0);
    expect(front.closes[0]).toBe(1001);
    server = await start();
    scene.expert = await server.people.signIn(scene.expert.account.email);
    await say(scene.expert, scene.room, 'Пока вас не было');
    await front.until(() => front.histories === 2 && front.messages.size === before + 1);
    expect(front.texts().at(-1)).toBe('Пока вас не было');
  });

  it('stores a message once, however often it says it, and refuses another under its id', async () => {
    const front = open(scene.client);
    await front.until(() => front.histories === 1);
    const post = { type: 'chat_message', message: 'Один раз', client_message_id: randomUUID() };
    for (const again of [post, post, post]) front.send(again);
    await front.until(() => front.frames.filter((frame) => frame.type === 'chat_message').length === 3);
    expect(new Set(front.frames.flatMap((frame) => (frame.type === 'chat_message' ? [frame.message.id] : []))).size).toBe(1);
    front.send({ ...post, message: 'Другое' });
    await front.until(() => front.frames.at(-1)?.type === 'error');
    expect(front.frames.at(-1)).toMatchObject({ code: 'conflict', client_message_id: post.client_message_id });
  });

  it('is told what is wrong with a frame, and goes on', async () => {
    const front = open(scene.client);
    await front.until(() => front.histories === 1);
    const bad = ['{', '[]', 'null', { type: 'chat_message', message: ' ' }, { type: 'chat_message', message: 'x'.repeat(10_001) }, { type: 'note', message: 'x' }, { type: 'typing' }, { type: 'mark_read', room: 1 }, Buffer.from('{}')];
    for (const frame of bad) front.send(frame);
    await front.until(() => front.frames.filter((frame) => frame.type === 'error').length === bad.length);
    expect(front.frames.filter((frame) => frame.type === 'error').every((frame) => frame.type === 'error' && frame.code === 'bad_request')).toBe(true);
    front.send({ type: 'chat_message', message: 'И дальше' });
    await front.until(() => front.texts().at(-1) === 'И дальше');
    front.send('x'.repeat(70_000));
    await front.until(() => front.closes.length === 1);
    expect(front.closes).toEqual([1009]);
  });

  it('is closed when its session ends or its user leaves the room, and cannot come back', async () => {
    const order = fresh();
    const expert = await server.people.makeUser('expert');
    const { room } = await server.people.putOrder(order, { expert: { email: expert.account.email, first_name: 'А', last_name: 'Б' } });
    const client = await server.people.join(order);
    const [ofExpert, ofClient] = [open(expert, room.id), open(client, room.id)];
    await Promise.all([ofExpert, ofClient].map((front) => front.until(() => front.histories === 1)));
    await server.people.marketplace('PUT', `/api/orders/${order}`, { title: 'Order', client: { email: client.account.email, first_name: 'М', last_name: 'О' }, expert: null });
    await ofExpert.until(() => ofExpert.closes.length > 0);
    expect(ofExpert.closes[0]).toBe(4404);
    expect(await upgrade(address(room.id), { Authorization: `Bearer ${expert.token}` })).toBe(404);
    await server.people.marketplace('DELETE', `/api/orders/${order}/invites`);
    await ofClient.until(() => ofClient.closes.length > 0);
    expect(ofClient.closes[0]).toBe(4401);
    expect(await upgrade(address(room.id), { Authorization: `Bearer ${client.token}` })).toBe(401);
  });

  it('never receives what is the experts\' own', async () => {
    const canary = 'канарейка-5520';
    const front = open(scene.client);
    await front.until(() => front.histories === 1);
    const expert = await scene.expert.connect();
    await expert.get('note:post', { room: scene.room, note: canary, client_note_id: randomUUID() });
    await expert.get('room:triage', { room: scene.room, action: 'done' });
    await expert.get('message:post', newPost(scene.room, 'Конец'));
    await front.until(() => front.texts().at(-1) === 'Конец');
    for (const word of [canary, 'snoozed', 'owed', 'note']) expect(JSON.stringify(front.frames)).not.toContain(word);
    expert.close();
  });
});

describe('the plain socket', () => {
  it('lets in who may be in the room, by header or cookie, and nobody else', async () => {
    const stranger = await server.people.makeUser('client', someone('Чужая'));
    const { token } = scene.client;
    const bearer = (text: string) => ({ Authorization: `Bearer ${text}` });
    const expired = await signToken({ ...claimsOf(token), exp: Math.floor(Date.now() / 1000) - 10 });
    const rows: [string, string, Record<string, string>, number | 'open'][] = [
      ['header', address(scene.room), bearer(token), 'open'],
      ['cookie', address(scene.room, ''), { Cookie: `a=b; access_token=${token}` }, 'open'],
      ['own origin', address(scene.room), { ...bearer(token), Origin: server.url }, 'open'],
      ['foreign origin', address(scene.room), { ...bearer(token), Origin: 'https://evil.example' }, 403],
      ['nobody', address(scene.room), {}, 401],
      ['address', address(scene.room, `/?token=${token}`), {}, 401],
      ['forged', address(scene.room), bearer(`${token}x`), 401],
      ['expired', address(scene.room), bearer(expired), 401],
      ['stranger', address(scene.room), bearer(stranger.token), 404],
      ['no such room', address(2 ** 41), bearer(token), 404],
      ['no room', `${server.url.replace('http', 'ws')}/ws/chat/abc/`, bearer(token), 404],
      ['elsewhere', `${server.url.replace('http', 'ws')}/elsewhere`, bearer(token), 404],
    ];
    for (const [name, url, headers, outcome] of rows) expect([name, await upgrade(url, headers)]).toEqual([name, outcome]);
  });

  it('takes a token from the address only where that is allowed', () => {
    const request = { headers: {}, url: `/ws/chat/1/?token=${'t'.repeat(20)}` };
    expect(tokenOf({ WS_TOKEN_IN_QUERY: false }, request)).toBeUndefined();
    expect(tokenOf({ WS_TOKEN_IN_QUERY: true }, request)).toBe('t'.repeat(20));
    expect(tokenOf({ WS_TOKEN_IN_QUERY: true }, { headers: { authorization: `Bearer ${'h'.repeat(20)}` }, url: request.url })).toBe('h'.repeat(20));
  });

  it('has every frame in the access list', () => {
    expect(plainFrame.options.map((option) => option.shape.type.value).sort()).toEqual(Object.keys(plainAccess).sort());
  });
});
