import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_BYTES } from '../../protocol/limits';
import type { Person } from '../support/people';
import { newPost } from '../support/posts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
let client: Person;
let room: number;
beforeAll(async () => {
  server = await startServer();
  const made = await server.people.makeRoom();
  [client, room] = [made.client, made.room.id];
});
afterAll(() => server.close());

const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) => fetch(server.url + path, init);
const asClient = (headers: Record<string, string> = {}) => ({ Authorization: `Bearer ${client.token}`, ...headers });
const post = (body: string, headers: Record<string, string>) => ask('/api/chat/messages', { method: 'POST', headers: asClient(headers), body });
const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('health', () => {
  it('says who answers', async () => {
    const health = await ask('/healthz');
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok', name: 'orderline', version: '0.0.0-test' }]);
    expect((await ask('/readyz')).status).toBe(200);
    expect((await ask('/healthz', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('other origins', () => {
  it('are answered a preflight when they are allowed', async () => {
    const headers = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,content-type' };
    for (const Origin of ['app://orderline', server.url]) {
      const answer = await ask('/api/chat/messages', { method: 'OPTIONS', headers: { ...headers, Origin } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, Origin]);
      expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
      expect(answer.headers.get('vary')).toContain('Origin');
    }
    const foreign = await ask('/api/chat/messages', { method: 'OPTIONS', headers: { ...headers, Origin: 'http://evil.test' } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may read when they are allowed, and change nothing when they are not', async () => {
    const allowed = await ask('/api/users/me', { headers: asClient({ Origin: 'app://orderline' }) });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'app://orderline']);
    expect(allowed.headers.get('access-control-expose-headers')).toContain('Link');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    for (const Origin of ['http://evil.test', 'null', `${server.url}.evil.test`]) {
      const read = await ask('/api/users/me', { headers: asClient({ Origin }) });
      expect(read.headers.get('access-control-allow-origin')).toBeNull();
      const written = await post(JSON.stringify(newPost(room)), { ...JSON_TYPE, Origin });
      expect([written.status, await written.json()]).toMatchObject([403, { code: 'forbidden' }]);
    }
    expect((await client.http<unknown[]>('GET', `/api/chat/rooms/${room}/messages`)).body).toEqual([]);
  });
});

describe('bodies', () => {
  it('are JSON and say so', async () => {
    const body = JSON.stringify(newPost(room));
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', 'x']) {
      expect([type, (await post(body, { 'Content-Type': type })).status]).toEqual([type, 400]);
    }
    for (const type of ['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON']) {
      expect([type, (await post(JSON.stringify(newPost(room)), { 'Content-Type': type })).status]).toEqual([type, 201]);
    }
  });

  it('that are broken are refused without a word of the inside', async () => {
    for (const body of ['{', '{"room":', 'null', '[]', '"text"', '{"room": 1} x', '\u0000', '['.repeat(50_000)]) {
      const answer = await post(body, JSON_TYPE);
      expect([body.slice(0, 20), answer.status, await answer.json()]).toEqual([body.slice(0, 20), 400, { error: 'Запрос составлен неверно', code: 'bad_request' }]);
    }
    expect((await post(JSON.stringify(newPost(room)), { ...JSON_TYPE, 'Content-Encoding': 'gzip' })).status).toBe(400);
  });

  it('that are wrong in a field are told which one, and nothing that they said', async () => {
    const wrong = [
      ['{"__proto__": {}}', ': room'],
      [{ ...newPost(room), message: 7 }, ': message'],
      [{ ...newPost(room), attachments: [1, 'x'] }, ': attachments.1'],
      [{ ...newPost(room), zzz: 1 }, ': zzz'],
      [{ ...newPost(room), '<script>alert(1)</script>': 1 }, ''],
    ] as const;
    for (const [body, field] of wrong) {
      const answer = await post(typeof body === 'string' ? body : JSON.stringify(body), JSON_TYPE);
      expect([answer.status, await answer.json()]).toEqual([400, { error: `Запрос составлен неверно${field}`, code: 'bad_request' }]);
    }
  });

  it('that are too large are refused as such', async () => {
    const large = JSON.stringify({ ...newPost(room), message: 'a'.repeat(BODY_BYTES) });
    const answer = await post(large, JSON_TYPE);
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'too_large' }]);
    expect((await post(JSON.stringify(newPost(room, '😀'.repeat(5_000))), JSON_TYPE)).status).toBe(201);
  });
});

describe('addresses', () => {
  it('may end in a slash', async () => {
    expect((await ask('/healthz/')).status).toBe(200);
    expect((await ask('/api/users/me/', { headers: asClient() })).status).toBe(200);
    expect((await ask(`/api/chat/rooms/${room}/`, { headers: asClient() })).status).toBe(200);
    const made = await ask('/api/chat/messages/', { method: 'POST', headers: asClient(JSON_TYPE), body: JSON.stringify(newPost(room)) });
    expect(made.status).toBe(201);
  });

  it('that lead nowhere are answered in JSON, and a browser outside of the API gets a page', async () => {
    for (const path of ['/api', '/api/', '/api/unknown', '/api/chat/rooms/1/unknown', '/nothing', '/client/assets/nothing.js', '/console/assets/../../../package.json', '/%2e%2e/package.json', '/..%2fpackage.json']) {
      const answer = await ask(path);
      expect([path, answer.status, await answer.json()]).toEqual([path, 404, { error: 'Не найдено', code: 'not_found' }]);
    }
    const html = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
    const [page, answer] = await Promise.all([ask('/nothing', html), ask('/api/unknown', html)]);
    expect([page.status, page.headers.get('content-type'), (await page.text()).includes('not_found')]).toEqual([404, expect.stringContaining('text/html'), true]);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, expect.stringContaining('json')]);
    expect((await ask('/api/chat/messages', { method: 'PATCH', headers: asClient() })).status).toBe(404);
    expect((await ask('/api/chat/messages', { headers: asClient() })).status).toBe(404);
  });

  it('that are malformed are a bad request', async () => {
    for (const path of ['/api/chat/rooms/%E0%A4%A', '/c/%ff']) {
      const answer = await ask(path, { headers: asClient() });
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 400, { code: 'bad_request' }]);
    }
    for (const path of ['/%', '/client/%E0%A4%A', '/client/assets/%00']) {
      const answer = await ask(path);
      expect([path, answer.status < 500, await answer.json()]).toMatchObject([path, true, { code: expect.stringMatching(/^(bad_request|not_found)$/) }]);
    }
    for (const id of ['0', '-1', '1.5', 'x', '1e3', '01', '%20', '9007199254740992']) {
      expect([id, (await ask(`/api/chat/rooms/${id}`, { headers: asClient() })).status]).toEqual([id, 400]);
    }
  });

  it('that name a moment which the database cannot have are a bad request', async () => {
    const admin = await server.people.makeUser('admin');
    for (const moment of ['0000-01-01T00:00:00Z', `2026-01-01T00:00:00.${'0'.repeat(200)}Z`]) {
      const statuses = [
        await client.http('GET', `/api/chat/rooms/${room}/messages?at=${moment}`),
        await client.http('GET', `/api/chat/search?q=x&from=${moment}`),
        await client.http('GET', `/api/chat/search?q=x&to=${moment}`),
        await server.people.marketplace('GET', `/api/orders?updated_since=${moment}`),
        await admin.http('GET', `/api/admin/audit?from=${moment}`),
        await admin.http('GET', '/api/reports?from=0000-01-01&to=0000-01-02&zone=UTC'),
      ].map(({ status }) => status);
      expect([moment.slice(0, 24), statuses]).toEqual([moment.slice(0, 24), [400, 400, 400, 400, 400, 400]]);
    }
  });

  it('of no HTTP at all harm nobody', async () => {
    const { hostname, port } = new URL(server.url);
    for (const text of ['\u0000\u0001\u0002\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`]) {
      const answer = await new Promise<string>((resolve) => {
        let heard = '';
        const socket = connectTcp(Number(port), hostname, () => socket.write(text));
        socket.on('data', (data) => (heard += data.toString()));
        socket.on('error', () => undefined).on('close', () => resolve(heard));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
    expect((await ask('/healthz')).status).toBe(200);
  });
});

describe('answers', () => {
  it('speak the caller\'s language, Russian when he names neither', async () => {
    const texts = { ru: 'Войдите, чтобы продолжить', en: 'Sign in to continue' };
    for (const [header, language] of [['en', 'en'], ['en-US,en;q=0.9', 'en'], ['ru', 'ru'], ['de', 'ru'], ['*', 'ru'], ['en;q=0.3, ru;q=0.8', 'ru'], ['de, en;q=0.2', 'en']] as const) {
      const answer = await ask('/api/users/me', { headers: { 'Accept-Language': header } });
      expect([header, await answer.json()]).toEqual([header, { error: texts[language], code: 'unauthorized' }]);
    }
  });

  it('of the API are nobody\'s to keep or to guess at', async () => {
    for (const path of ['/api/users/me', '/healthz', '/api/unknown']) {
      const { headers } = await ask(path);
      expect([headers.get('cache-control'), headers.get('x-content-type-options'), headers.get('x-powered-by'), headers.get('etag')]).toEqual(['no-store', 'nosniff', null, null]);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('with pages carry a full policy', async () => {
    for (const path of ['/', '/c', '/c/1', '/console', '/console/']) {
      const answer = await ask(path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, expect.stringContaining('text/html')]);
      const policy = answer.headers.get('content-security-policy')!;
      for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]) expect(policy).toContain(part);
      expect(policy).not.toMatch(/script-src[^;]*unsafe|\*/);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('strict-transport-security')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      const scripts = [...(await answer.text()).matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, script]) => script!);
      const assets = await Promise.all(scripts.map(async (script) => ({ script, asset: await ask(script), text: await (await ask(script)).text() })));
      for (const { asset } of assets) expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, expect.stringMatching(/immutable/)]);
      // What is very short is not worth packing.
      const { script, text } = assets.reduce((one, other) => (other.text.length > one.text.length ? other : one));
      for (const [accepts, encoding] of [['gzip, br', 'br'], ['gzip', 'gzip'], ['identity', null]] as const) {
        const packed = await ask(script, { headers: { 'Accept-Encoding': accepts } });
        expect([accepts, packed.headers.get('content-encoding'), packed.headers.get('vary'), packed.headers.get('content-type')]).toEqual([accepts, encoding, expect.stringContaining('Accept-Encoding'), expect.stringContaining('javascript')]);
        expect(packed.headers.get('cache-control')).toMatch(/immutable/);
        expect(await packed.text()).toBe(text);
      }
    }
  });

  it('ask browsers to stay on https when the public address is one', async () => {
    const secure = await startServer({ environment: { PUBLIC_URL: 'https://chat.test' } });
    const { headers } = await fetch(`${secure.url}/`);
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('content-security-policy')).toContain('wss://chat.test');
    await secure.close();
  });
});
