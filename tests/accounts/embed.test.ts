import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AllowedFrame, AllowedFrames, AuditPage } from '../../protocol/admin';
import { allowedParents } from '../../server/domain/frames';
import { createPeople, fresh, someone, type Person } from '../support/people';
import { nameOf, say } from '../support/posts';
import { API_KEY, SECRET, startServer, type TestServer } from '../support/server';
import { EMBED_SECRET, signIdentity } from '../support/market';

const PARENT = 'https://market.test';
const OTHER = 'http://127.0.0.1:8080';
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ environment: { EMBED_SECRET, EMBED_PARENTS: `${PARENT}, ${OTHER}` } });
});
afterAll(() => server.close());

type Signed = { access_token: string; expires_in: number; user: Person['account'] };
const present = (identity: string, headers: Record<string, string> = {}) => server.people.anyone<Signed>('POST', '/api/auth/embed', { identity }, headers);

async function ordered() {
  const order = fresh();
  const made = await server.people.putOrder(order, { client: someone('Мария', 'Орлова') });
  return { order, room: made.room.id, client: made.order.client };
}

async function enter(order: number, email: string): Promise<Person> {
  const { body } = await present(await signIdentity({ order, email }));
  return server.people.personOf(body.access_token, body.user);
}

describe('an identity', () => {
  it('lets the order’s client in, by address or id, without a cookie or a refresh token', async () => {
    const { order, client } = await ordered();
    for (const who of [{ email: client.email }, { email: client.email.toUpperCase() }, { sub: String(client.id) }, { sub: String(client.id), email: client.email }]) {
      const { status, body, headers } = await present(await signIdentity({ order, ...who }));
      expect({ status, body }).toEqual({ status: 200, body: { access_token: expect.any(String), expires_in: 600, user: client } });
      expect(headers.getSetCookie()).toEqual([]);
    }
    const rows = await server.app.parts.db.rows(null, `SELECT 1 FROM refresh_tokens t JOIN sessions s ON s.id = t.session WHERE s."user" = $1`, [client.id]);
    expect(rows).toEqual([]);
  });

  it('makes a session that holds one order and no other', async () => {
    const here = await ordered();
    const there = await server.people.putOrder(fresh(), { client: { email: here.client.email, first_name: 'Мария', last_name: 'Орлова' } });
    const guest = await enter(here.order, here.client.email);
    expect((await guest.http<{ order: number }[]>('GET', '/api/chat/rooms')).body.map(({ order }) => order)).toEqual([here.order]);
    expect((await guest.http('GET', `/api/chat/rooms/${there.room.id}`)).status).toBe(404);
    expect((await guest.http('GET', '/api/auth/sessions')).status).toBe(403);
    expect((await say(guest, here.room, 'Вопрос')).sender).toBe(here.client.id);
  });

  it('counts once', async () => {
    const { order, client } = await ordered();
    const identity = await signIdentity({ order, email: client.email });
    const answers = await Promise.all(Array.from({ length: 5 }, () => present(identity)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
  });

  it('counts for nothing when anything about it is wrong, and nobody is told what', async () => {
    const { order, client } = await ordered();
    const stranger = await ordered();
    const expert = await server.people.makeUser('expert');
    await server.people.putOrder(order, { client: { email: client.email, first_name: 'Мария', last_name: 'Орлова' }, expert: nameOf(expert) });
    const now = Math.floor(Date.now() / 1000);
    const good = { order, email: client.email };
    const wrong = [
      await signIdentity(good, {}, { secret: SECRET }),
      await signIdentity(good, {}, { secret: `${EMBED_SECRET}!` }),
      await signIdentity(good, {}, { alg: 'HS512' }),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...good, aud: 'orderline-embed', jti: 'one-of-nobody', iat: now, exp: now + 60 })).toString('base64url')}.`,
      await signIdentity(good, { aud: 'orderline' }),
      await signIdentity(good, { aud: undefined }),
      await signIdentity(good, { jti: undefined }),
      await signIdentity(good, { jti: 'short' }),
      await signIdentity(good, { iat: undefined }),
      await signIdentity(good, { exp: undefined }),
      await signIdentity(good, { iat: now - 900, exp: now - 60 }),
      await signIdentity(good, { exp: now + 3_600 }),
      await signIdentity(good, { iat: now - 3_000, exp: now + 300 }),
      await signIdentity(good, { order: String(order) }),
      await signIdentity(good, { order: 2 ** 41 }),
      await signIdentity(good, { email: undefined }),
      await signIdentity(good, { email: stranger.client.email }),
      await signIdentity(good, { sub: String(stranger.client.id) }),
      await signIdentity(good, { email: expert.account.email }),
      await signIdentity(good, { email: undefined, sub: String(expert.account.id) }),
      (await enter(order, client.email)).token,
      API_KEY,
    ];
    for (const identity of wrong) {
      const { status, body } = await present(identity);
      expect({ identity, status, body }).toEqual({ identity, status: 401, body: { error: 'Войдите, чтобы продолжить', code: 'unauthorized' } });
    }
  });

  it('never signs into an account that is no client, or closed', async () => {
    const recast = await ordered();
    await server.app.parts.db.rows(null, `UPDATE users SET role = 'expert' WHERE id = $1`, [recast.client.id]);
    expect((await present(await signIdentity({ order: recast.order, email: recast.client.email }))).status).toBe(401);
    const closed = await ordered();
    const guest = await enter(closed.order, closed.client.email);
    await server.people.disable(closed.client.id);
    expect((await guest.http('GET', '/api/users/me')).status).toBe(401);
    expect((await present(await signIdentity({ order: closed.order, email: closed.client.email }))).status).toBe(401);
  });

  it('lets the session go on when the token so far comes along, also over a live socket', async () => {
    const { order, client } = await ordered();
    const guest = await enter(order, client.email);
    const device = await guest.connect();
    const next = await present(await signIdentity({ order, email: client.email }), { Authorization: `Bearer ${guest.token}` });
    expect(await device.get('session:renew', { token: next.body.access_token })).toMatchObject({ ok: true });
    device.close();
    const other = await present(await signIdentity({ order, email: client.email }));
    const again = await guest.connect();
    expect(await again.ask('session:renew', { token: other.body.access_token })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    again.close();
  });

  it('prolongs no session but an embedded one of this client and order', async () => {
    const { order, client } = await ordered();
    const invited = await server.people.join(order);
    const before = await server.app.parts.db.sessions.count();
    const { body } = await present(await signIdentity({ order, email: client.email }), { Authorization: `Bearer ${invited.token}` });
    expect(await server.app.parts.db.sessions.count()).toBe(before + 1);
    const elsewhere = await ordered();
    const { body: there } = await present(await signIdentity({ order: elsewhere.order, email: elsewhere.client.email }), { Authorization: `Bearer ${body.access_token}` });
    expect(there.user.id).toBe(elsewhere.client.id);
    expect(await server.app.parts.db.sessions.count()).toBe(before + 2);
  });

  it('leaves a line in the trail, taken or not', async () => {
    const { order, client } = await ordered();
    await enter(order, client.email);
    await present(await signIdentity({ order, email: 'nobody@market.test' }));
    const trail = await server.app.parts.db.rows<{ kind: string }>(null, `SELECT kind, data->>'reason' AS reason FROM audit_log WHERE data->>'order' = $1 AND kind LIKE 'embed%' ORDER BY id`, [String(order)]);
    expect(trail).toEqual([{ kind: 'embed', reason: null }, { kind: 'embed_refused', reason: 'not the client' }]);
  });
});

describe('the frame’s page', () => {
  const get = (path: string) => fetch(server.url + path);

  it('may be shown by the listed parents and by nobody else', async () => {
    const response = await get(`/embed?parent=${encodeURIComponent(PARENT)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain(`frame-ancestors ${PARENT} ${OTHER}`);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('x-frame-options')).toBeNull();
  });

  it('is not there for a parent that is not listed', async () => {
    for (const parent of ['https://evil.test', 'https://market.test.evil.test', 'https://MARKET.test', 'null', '']) {
      expect((await get(`/embed?parent=${encodeURIComponent(parent)}`)).status).toBe(404);
    }
    expect((await get('/embed')).status).toBe(404);
    expect((await get(`/embed?parent=${PARENT}&parent=https://evil.test`)).status).toBe(404);
  });

  it('may be shown by a site that an administrator has allowed, from that moment on and on every server, until he takes it away', async () => {
    const [admin, other] = [await server.people.makeUser('admin', someone('Вера', 'Стоун')), await startServer({ environment: { EMBED_SECRET }, databaseUrl: server.databaseUrl })];
    const site = 'https://shop.test';
    const shown = (at: TestServer) => fetch(`${at.url}/embed?parent=${encodeURIComponent(site)}`);
    expect([(await shown(server)).status, (await shown(other)).status]).toEqual([404, 404]);
    const made = await admin.http<AllowedFrame>('POST', '/api/admin/frames', { origin: site, note: 'Витрина' });
    expect([made.status, made.body]).toEqual([201, { id: expect.any(Number), origin: site, note: 'Витрина', added_by: { id: admin.account.id, name: 'Вера Стоун' }, added_at: expect.any(String) }]);
    const [here, there] = [await shown(server), await shown(other)];
    expect([here, there].map(({ status, headers }) => [status, headers.get('cache-control'), headers.get('x-frame-options')])).toEqual([[200, 'no-store', null], [200, 'no-store', null]]);
    expect([here, there].map(({ headers }) => headers.get('content-security-policy')?.split(';').at(-1))).toEqual([`frame-ancestors ${PARENT} ${OTHER} ${site}`, `frame-ancestors ${site}`]);
    const list = (await admin.http<AllowedFrames>('GET', '/api/admin/frames')).body;
    expect(list).toEqual({ frames: [made.body], configured: [PARENT, OTHER], has_secret: true, takes_local: true, script: `${server.url}/embed.js` });
    expect((await admin.http('DELETE', `/api/admin/frames/${made.body.id}`)).status).toBe(204);
    expect([(await shown(server)).status, (await shown(other)).status]).toEqual([404, 404]);
    expect((await admin.http('DELETE', `/api/admin/frames/${made.body.id}`)).status).toBe(404);
    const trail = (await admin.http<AuditPage>('GET', `/api/admin/audit?actor=${admin.account.id}`)).body.entries.filter(({ kind }) => kind.startsWith('frame'));
    expect(trail.map(({ kind, data }) => [kind, data])).toEqual([
      ['frame_removed', { frame: made.body.id, origin: site }],
      ['frame_allowed', { frame: made.body.id, origin: site }],
    ]);
    await other.close();
  });

  it('is allowed to whole sites by https only, once each', async () => {
    const admin = await server.people.makeUser('admin');
    const allow = async (origin: unknown, note = '') => (await admin.http<{ code?: string }>('POST', '/api/admin/frames', { origin, note })).body.code;
    const wrong = ['http://shop.test', 'https://shop.test/', 'https://shop.test/page', 'https://*.shop.test', '*', 'https://SHOP.test', 'https://shop.test:443', 'https://shop.test;script-src', "'self'", 'https://a.test https://b.test', 'app://orderline', 'https://user@shop.test', '', null, `https://${'a'.repeat(300)}.test`];
    for (const origin of wrong) expect([origin, await allow(origin)]).toEqual([origin, 'bad_request']);
    expect(await allow('https://shop.test', 'two\nlines')).toBe('bad_request');
    expect([await allow('https://shop.test'), await allow('https://shop.test'), await allow(PARENT)]).toEqual([undefined, 'conflict', 'conflict']);
    expect([await allow('http://localhost:8081'), await allow('https://xn--80aaitbfzfd.xn--p1ai:8443')]).toEqual([undefined, undefined]);
    const live = await startServer({ environment: { EMBED_SECRET, NODE_ENV: 'production' }, databaseUrl: server.databaseUrl });
    const there = await createPeople(live.url, API_KEY).signIn(admin.account.email);
    expect((await there.http<{ code?: string }>('POST', '/api/admin/frames', { origin: 'http://localhost:8082' })).body.code).toBe('bad_request');
    await live.close();
  });

  it('is shown by whoever was allowed when the database was there last', async () => {
    const { db, log, config } = server.app.parts;
    let isAway = false;
    const parents = allowedParents({ config, log, db: { ...db, planned: (...asked: Parameters<typeof db.planned>) => (isAway ? Promise.reject(new Error('away')) : db.planned(...asked)) } as typeof db });
    const known = await parents();
    expect(known).toContain('https://shop.test');
    isAway = true;
    expect(await parents()).toEqual(known);
  });

  it('changes nothing about the other pages', async () => {
    for (const path of ['/', '/c', '/c/1', '/console']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  it('comes by a script that any page may load', async () => {
    const { status, headers } = await get('/embed.js');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('javascript');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});

it('is off without a secret', async () => {
  const plain = await startServer();
  expect((await plain.people.anyone('POST', '/api/auth/embed', { identity: await signIdentity({ order: 1, email: 'a@b.test' }) })).status).toBe(404);
  expect((await fetch(`${plain.url}/embed.js`)).status).toBe(404);
  expect((await fetch(`${plain.url}/embed?parent=${encodeURIComponent(PARENT)}`)).status).toBe(404);
  await plain.close();
});
