import { Agent, get } from 'node:http';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { socketAccess, type Rule } from '../../server/access';
import type { ErrorCode } from '../../protocol/errors';
import { FRAME_BYTES } from '../../protocol/limits';
import { requests, type RequestName } from '../../protocol/requests';
import type { Room } from '../../protocol/entities';
import { connect, fresh, someone, type Device, type Person } from '../support/people';
import { nameOf, newPost } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import { claimsOf, signToken } from '../support/tokens';

let server: TestServer;
const devices: Device[] = [];
beforeAll(async () => {
  // Limits have servers of their own below.
  server = await startServer({ environment: { EVENTS_PER_SECOND: '100000' } });
});
afterEach(() => {
  for (const device of devices.splice(0)) device.close();
});
afterAll(() => server.close());

async function deviceOf(person: Person): Promise<Device> {
  const device = await person.connect();
  devices.push(device);
  return device;
}

async function pair() {
  const made = await server.people.makeRoom();
  return { ...made, a: await deviceOf(made.expert), b: await deviceOf(made.client) };
}

const closed = (device: Device) => new Promise<string>((resolve) => (device.socket.connected ? device.socket.once('disconnect', resolve) : resolve('')));

/** The code with which a handshake is refused. */
async function refusal(token: unknown, url = server.url): Promise<{ code?: ErrorCode; retry_after?: number; message: string }> {
  const error = await connect(url, token as string).then(
    (device) => {
      device.close();
      throw new Error('it was let in');
    },
    (reason: Error & { data?: object }) => reason,
  );
  return { message: error.message, ...error.data };
}

/** Asks Socket.IO's door for the upgrade to WebSocket; resolves with the answer's status: 101 when it is open. */
function knock(headers: Record<string, string>): Promise<number> {
  const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' };
  return new Promise((resolve, reject) => {
    const request = get(`${server.url}/socket.io/?EIO=4&transport=websocket`, { headers: { ...upgrade, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    request.on('error', reject).on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode!);
    });
  });
}

describe('the handshake', () => {
  it('refuses whoever brings no token of ours', async () => {
    const { expert } = await server.people.makeRoom();
    const good = claimsOf(expert.token);
    const foreign = await new SignJWT(good).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' }).sign(new TextEncoder().encode('another secret, also long enough for it'));
    const bad = [undefined, null, 1, '', 'x', {}, expert.token.slice(0, -2), `${expert.token}AA`, foreign];
    bad.push(await signToken({ ...good, iss: 'other' }), await signToken({ ...good, aud: 'other' }), await signToken(good, 'JWT'));
    bad.push(await signToken({ ...good, sid: 2 ** 40 }), await signToken({ ...good, sub: '0' }), await signToken({ ...good, exp: undefined }));
    bad.push(`${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${expert.token.split('.')[1]}.`);
    for (const token of bad) expect([token, await refusal(token)]).toMatchObject([token, { code: 'unauthorized' }]);
  });

  it('tells an expired token from a false one', async () => {
    const { expert } = await server.people.makeRoom();
    const past = Math.floor(Date.now() / 1000) - 5;
    expect(await refusal(await signToken({ ...claimsOf(expert.token), exp: past }))).toMatchObject({ code: 'token_expired', message: 'Срок действия входа истёк' });
  });

  it('refuses sessions that were revoked and users who were disabled', async () => {
    const { expert, client } = await server.people.makeRoom();
    await expert.http('POST', '/api/auth/logout', {});
    await server.people.disable(client.account.id);
    for (const { token } of [expert, client]) expect(await refusal(token)).toMatchObject({ code: 'unauthorized' });
  });

  it('lets in the pages of allowed origins and programs without one, and turns others away before the upgrade', async () => {
    const port = new URL(server.url).port;
    for (const origin of [server.url, `http://localhost:${port}`, 'app://orderline']) expect([origin, await knock({ Origin: origin })]).toEqual([origin, 101]);
    expect(await knock({})).toBe(101);
    for (const origin of ['http://evil.test', 'null', 'https://127.0.0.1', `https://127.0.0.1:${port}`, `${server.url}/`, `${server.url}.evil.test`, 'app://orderline.evil', 'file://']) {
      expect([origin, await knock({ Origin: origin })]).toEqual([origin, 400]);
    }
  });

  it('speaks WebSocket only', async () => {
    for (const [method, headers] of [['GET', {}], ['GET', { Origin: server.url }], ['GET', { Origin: 'http://evil.test' }], ['POST', {}]] as const) {
      const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { method, headers });
      expect([response.status >= 400 && response.status < 500, response.headers.get('content-type')]).toEqual([true, expect.stringContaining('application/json')]);
      expect(JSON.parse(await response.text())).toBeTypeOf('object');
    }
    expect((await fetch(`${server.url}/socket.io/socket.io.js`)).status).toBe(400);
    // One answer to each request: a second one would break the connection.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string) =>
      new Promise<[number, boolean]>((resolve, reject) => {
        const request = get(server.url + path, { agent }, (response) => {
          response.resume().on('end', () => resolve([response.statusCode!, request.reusedSocket]));
        }).on('error', reject);
      });
    expect(await ask('/socket.io/?EIO=4&transport=polling')).toEqual([400, false]);
    expect(await ask('/socket.io/?EIO=4&transport=polling')).toEqual([400, true]);
    expect(await ask('/healthz')).toEqual([200, true]);
    agent.destroy();
  });
});

describe('requests', () => {
  it('are served without an acknowledgment as well', async () => {
    const { room, a, b } = await pair();
    b.socket.emit('message:post', newPost(room.id, 'nobody waits for this'));
    b.socket.emit('message:post');
    b.socket.emit('message:post', null, 'more', 3);
    expect((await a.fact('message:posted')).message.message).toBe('nobody waits for this');
    expect((await b.get('room:open', { room: room.id })).messages).toHaveLength(1);
  });

  it('are always acknowledged, whatever their payload', async () => {
    const { a, b, room } = await pair();
    const admin = await (await server.people.makeUser('admin')).connect();
    const lead = await (await server.people.makeUser('lead')).connect();
    const names = Object.keys(requests) as RequestName[];
    const valid: Record<string, object> = {
      'inbox:catch_up': {},
      'room:open': { room: room.id },
      'message:post': newPost(room.id),
      'message:edit': { id: 1, message: 'x' },
      'message:delete': { id: 1 },
      'message:history': { id: 1 },
      'room:read': { room: room.id, seq: 0 },
      'typing:set': { room: room.id, is_typing: true },
      'search:run': { query: 'x' },
      'session:renew': { token: 'x'.repeat(40) },
    };
    const odd: unknown[] = [null, [], [1], 0, 1, -1, 1.5, 1e308, '', 'NaN', '1', true, { a: { b: [{}] } }, Buffer.from('binary'), 'a'.repeat(20_000)];
    const broken = (name: string): unknown[] => [
      ...odd,
      { ...valid[name], more: 1 },
      JSON.parse(`{"__proto__": {"room": ${room.id}}, "constructor": 1}`) as object,
      { ...valid[name], toString: 'x' },
      ...Object.keys(valid[name] ?? {}).flatMap((field) =>
        [null, [], {}, NaN, 1e308, -1, 0.5, 2 ** 53, 'NaN', '', '\u0000', '\ud800'].map((value) => ({ ...valid[name], [field]: value })),
      ),
    ];
    for (const name of names) {
      // Asked by whom the access list lets in: only then is the payload looked at.
      const rule: Rule = socketAccess[name];
      const roles = rule.who === 'user' ? rule.roles : undefined;
      const { socket } = roles === undefined ? b : roles.includes('expert') ? a : roles.includes('admin') ? admin : lead;
      for (const payload of broken(name)) {
        const answer = (await socket.timeout(30_000).emitWithAck(name, payload)) as { ok: boolean; error?: { code: string } };
        // Room and seq may be wrong in their meaning only; everything else is wrong in its shape.
        const codes = [undefined, 'bad_request', 'not_found'];
        expect([name, payload, codes.includes(answer.error?.code)]).toEqual([name, payload, true]);
      }
      // Nothing at all beside the acknowledgment: only the catch-up takes no payload, and not even it an absent one.
      expect(await socket.timeout(30_000).emitWithAck(name)).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    }
    // As a text, and only there, it is as good as any.
    expect((await a.get('room:open', { room: room.id })).messages.map(({ message }) => message)).toEqual(['NaN']);
    expect(({} as { room?: number }).room).toBeUndefined();
  });

  it('that nobody knows cut the socket that sent them, and no other', async () => {
    const { a, b, client } = await pair();
    for (const name of ['message:destroy', 'constructor', '__proto__', 'toString', 'message:posted']) {
      const device = await deviceOf(client);
      device.socket.emit(name, {});
      expect([name, await closed(device)]).toEqual([name, 'io server disconnect']);
    }
    // The same user comes back at once.
    expect((await (await deviceOf(client)).get('inbox:catch_up', {})).ok).toBe(true);
    expect([a.socket.connected, b.socket.connected]).toEqual([true, true]);
  });

  it('beyond the largest frame close the socket that sent them, and no other', async () => {
    const { a, room, client } = await pair();
    const device = await deviceOf(client);
    device.socket.emit('message:post', newPost(room.id, 'a'.repeat(FRAME_BYTES)));
    expect(await closed(device)).toMatch(/transport/);
    const other = await deviceOf(client);
    expect((await other.get('message:post', newPost(room.id, '😀'.repeat(5_000)))).message.seq).toBe(1);
    expect(a.socket.connected).toBe(true);
  });

  it('of a hostile protocol harm nobody else', async () => {
    const { a, client } = await pair();
    const frames = ['4', '42', '42[', '42["disconnect"]', '42["connect",{}]', '42{}', '42["message:post"', '451-["x"]', '459999999999-["x",{"_placeholder":true,"num":0}]', '49', '4999', '\u0000'];
    for (const frame of frames) {
      const device = await deviceOf(client);
      const { ws } = device.socket.io.engine.transport as unknown as { ws: { send(data: string): void } };
      ws.send(frame);
      expect((await a.get('inbox:catch_up', {})).ok).toBe(true);
    }
  });
});

describe('limits', () => {
  let slow: TestServer;
  beforeAll(async () => {
    slow = await startServer({ environment: { EVENTS_PER_SECOND: '5' } });
  });
  afterAll(() => slow.close());

  it('acknowledge events beyond the rate with the seconds to wait, and keep the socket', async () => {
    const { expert, client } = await slow.people.makeRoom();
    const [device, other] = [await expert.connect(), await client.connect()];
    const answers = await Promise.all(Array.from({ length: 260 }, () => device.ask('inbox:catch_up', { cursor: 'x' })));
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes.slice(0, 200)).toEqual(Array<string>(200).fill('bad_request'));
    expect(codes.at(-1)).toBe('rate_limited');
    const last = answers.at(-1)!;
    expect(last).toMatchObject({ ok: false, error: { code: 'rate_limited', retry_after: 1, message: 'Слишком часто. Подождите немного' } });
    expect((await other.get('inbox:catch_up', {})).ok).toBe(true);
    // It refills: what was refused passes after a while.
    await expect.poll(async () => (await device.ask('inbox:catch_up', {})).ok, { interval: 300 }).toBe(true);
    device.close();
    other.close();
  });

  it('answer each request of a connection that sends without end, and nobody else waits', async () => {
    const other = await (await slow.people.makeRoom()).client.connect();
    for (const [packets, text, code] of [[2_300, 'x', 'rate_limited'], [18, 'x'.repeat(60_000), 'bad_request']] as const) {
      const { client } = await slow.people.makeRoom();
      const flood = await client.connect();
      let isCutOff = false;
      flood.socket.once('disconnect', () => (isCutOff = true));
      const answers = Array.from({ length: packets }, () => flood.ask('inbox:catch_up', { cursor: text }));
      await answers[0];
      expect((await other.get('inbox:catch_up', {})).ok).toBe(true);
      expect((await Promise.all(answers)).at(-1)).toMatchObject({ ok: false, error: { code } });
      expect(isCutOff).toBe(false);
      flood.close();
    }
    other.close();
  });

  it('stop a user who posts too much, on all his ways, and nobody else', async () => {
    const slow = await startServer({ environment: { POSTS_PER_MINUTE: '5' } });
    try {
      const { room, expert, client } = await slow.people.makeRoom();
      const device = await client.connect();
      for (let index = 0; index < 5; index += 1) await device.get('message:post', newPost(room.id));
      const refused = await device.ask('message:post', newPost(room.id, 'one too many'));
      expect(refused).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
      expect(refused.ok ? 0 : refused.error.retry_after).toBeGreaterThan(0);
      const over = await client.http('POST', '/api/chat/messages', newPost(room.id));
      expect([over.status, over.body.code]).toEqual([429, 'rate_limited']);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await expert.http('POST', '/api/chat/messages', newPost(room.id))).status).toBe(201);
      expect((await device.get('room:open', { room: room.id })).messages).toHaveLength(6);
      device.close();
    } finally {
      await slow.close();
    }
  });
});

describe('typing', () => {
  it('is told to the others and not to the typist', async () => {
    const { room, a, b, client } = await pair();
    const own = await deviceOf(client);
    await b.get('typing:set', { room: room.id, is_typing: true });
    await b.get('typing:set', { room: room.id, is_typing: false });
    const typing = { room: room.id, user: client.account.id };
    expect(await a.fact('typing:changed', ({ is_typing }) => is_typing)).toEqual({ ...typing, is_typing: true });
    expect(await a.fact('typing:changed', ({ is_typing }) => !is_typing)).toEqual({ ...typing, is_typing: false });
    await own.get('inbox:catch_up', {});
    for (const device of [b, own]) expect(device.facts.filter(({ name }) => name === 'typing:changed')).toEqual([]);
  });
});

describe('presence', () => {
  it('comes with the first connection and goes with the last', async () => {
    const { room, a, client, expert } = await pair();
    const isClient = (is_online: boolean) => (fact: { user: number; is_online: boolean }) => fact.user === client.account.id && fact.is_online === is_online;
    await a.fact('presence:changed', isClient(true));
    const second = await deviceOf(client);
    const participant = async () => (await expert.http<Room>('GET', `/api/chat/rooms/${room.id}`)).body.participants.find(({ role }) => role === 'client');
    expect((await participant())?.is_online).toBe(true);
    devices[1]!.close();
    await second.get('inbox:catch_up', {});
    expect((await participant())?.is_online).toBe(true);
    second.close();
    await a.fact('presence:changed', isClient(false));
    expect((await participant())?.is_online).toBe(false);
    const told = a.facts.filter(({ name, payload }) => name === 'presence:changed' && (payload as { user: number }).user === client.account.id);
    const states = told.map(({ payload }) => (payload as { is_online: boolean }).is_online);
    // Two who come at the same moment may hear of each other twice: by the greeting and by the coming. Not told is that the first of two devices has gone.
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual([true, false]);
  });

  it('is no stranger\'s business', async () => {
    const [one, two] = [await pair(), await server.people.makeRoom()];
    await deviceOf(two.client);
    await deviceOf(one.client);
    await one.a.get('inbox:catch_up', {});
    expect(one.a.facts.some(({ name, payload }) => name === 'presence:changed' && (payload as { user: number }).user === two.client.account.id)).toBe(false);
  });
});

describe('a session', () => {
  it('is renewed by a fresh token of its own, and by no other', async () => {
    const { a, expert, client } = await pair();
    const other = await server.people.signIn(expert.account.email);
    expect(await a.ask('session:renew', { token: other.token })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await a.ask('session:renew', { token: client.token })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await a.ask('session:renew', { token: 'x'.repeat(40) })).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    const past = await signToken({ ...claimsOf(expert.token), exp: Math.floor(Date.now() / 1000) - 1 });
    expect(await a.ask('session:renew', { token: past })).toMatchObject({ ok: false, error: { code: 'token_expired' } });
    const answer = await a.get('session:renew', { token: expert.token });
    expect(answer.expires_in).toBeGreaterThan(500);
  });

  it('loses its socket when the access token ends, unless it was renewed', async () => {
    const { expert } = await server.people.makeRoom();
    const short = await signToken({ ...claimsOf(expert.token), exp: Math.floor(Date.now() / 1000) + 4 });
    const [left, renewed] = await Promise.all([connect(server.url, short), connect(server.url, short)]);
    devices.push(left, renewed);
    await renewed.get('session:renew', { token: expert.token });
    expect(await closed(left)).toBe('io server disconnect');
    expect((await renewed.get('inbox:catch_up', {})).ok).toBe(true);
  });

  it('that is revoked is told so and closed, alone', async () => {
    const { a, expert } = await pair();
    const second = await server.people.signIn(expert.account.email);
    const other = await deviceOf(second);
    const sessions = await second.http<{ id: number; is_current: boolean }[]>('GET', '/api/auth/sessions');
    const first = sessions.body.find(({ is_current }) => !is_current)!;
    const end = closed(a);
    expect((await second.http('DELETE', `/api/auth/sessions/${first.id}`)).status).toBe(204);
    expect(await a.fact('session:revoked')).toEqual({});
    expect(await end).toBe('io server disconnect');
    expect((await other.get('inbox:catch_up', {})).ok).toBe(true);
  });

  it('of a disabled user is closed on every device', async () => {
    const { a, expert, client } = await pair();
    const second = await deviceOf(await server.people.signIn(expert.account.email));
    const ends = [closed(a), closed(second)];
    await server.people.disable(expert.account.id);
    for (const device of [a, second]) await device.fact('session:revoked');
    expect(await Promise.all(ends)).toEqual(['io server disconnect', 'io server disconnect']);
    expect((await client.http('GET', '/api/users/me')).status).toBe(200);
  });

  it('of an invite holds one order: it hears and sees no other', async () => {
    const { order, room, a, client } = await pair();
    const second = await server.people.putOrder(fresh(), { client: nameOf(client), expert: someone('Борис') });
    const invited = await server.people.join(order);
    const device = await deviceOf(invited);
    await client.http('POST', '/api/chat/messages', newPost(second.room.id, 'not here'));
    await server.people.putOrder(second.order.id, { title: 'Nor this', client: nameOf(client) });
    await a.get('message:post', newPost(room.id, 'here'));
    expect((await device.fact('message:posted')).message.message).toBe('here');
    await device.get('inbox:catch_up', {});
    expect(device.facts.filter(({ payload }) => JSON.stringify(payload).includes('not here') || JSON.stringify(payload).includes('Nor this'))).toEqual([]);
    const caught = await device.get('inbox:catch_up', {});
    expect(caught.rooms.map(({ id }) => id)).toEqual([room.id]);
    expect(caught.totals).toMatchObject({ unread_rooms: 1, owed_rooms: 0 });
    for (const answer of [
      await device.ask('room:open', { room: second.room.id }),
      await device.ask('message:post', newPost(second.room.id)),
      await device.ask('room:read', { room: second.room.id, seq: 1 }),
      await device.ask('typing:set', { room: second.room.id, is_typing: true }),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    const over = [
      await invited.http('GET', `/api/chat/rooms/${second.room.id}`),
      await invited.http('GET', `/api/chat/rooms/${second.room.id}/messages`),
      await invited.http('POST', '/api/chat/messages', newPost(second.room.id)),
      await invited.http('POST', `/api/chat/rooms/${second.room.id}/mark_read`, {}),
    ];
    expect(over.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await invited.http<Room[]>('GET', '/api/chat/rooms')).body.map(({ id }) => id)).toEqual([room.id]);
    expect((await invited.http('GET', '/api/auth/sessions')).status).toBe(403);
  });
});
