import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

describe('signing in', () => {
  let server: TestServer;
  let desk: Desk;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
  });
  afterAll(() => server.close());

  it('gives a desktop both tokens and the account, and no cookie', async () => {
    const account = await desk.register();
    const { status, body, headers } = await desk.login(account.email.toUpperCase());
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), expires_in: 600, refresh_token: expect.any(String), user: account });
    expect(Buffer.from(body.refresh_token!, 'base64url')).toHaveLength(32);
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await desk.me(body.access_token)).body).toEqual(account);
  });

  it('answers a wrong password, an unknown address, a disabled account and one without a password alike', async () => {
    const account = await desk.register();
    const closed = await desk.register();
    await server.people.disable(closed.id);
    const { order } = await server.people.putOrder(90);
    const answers = [
      await desk.login(account.email, { password: 'not the password' }),
      await desk.login('nobody.at.all@orderline.test'),
      await desk.login(closed.email),
      await desk.login(order.client.email),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toEqual({ error: 'Войдите, чтобы продолжить', code: 'unauthorized' });
    }
  });

  it('does the same work for an unknown address as for a known one', async () => {
    const account = await desk.register();
    const time = async (email: string) => {
      const begun = performance.now();
      await desk.login(email, { password: 'not the password' });
      return performance.now() - begun;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round++) {
      known.push(await time(account.email));
      unknown.push(await time(`nobody.${round}@orderline.test`));
    }
    // A hash costs tens of milliseconds, everything else a few: without it the quickest would be far below.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });

  it('refuses what is not a sign-in', async () => {
    const bad = [{}, { email: 'a@b.test', password: '' }, { email: 'none', password: 'x', device: 'web' }, { email: 'a@b.test', password: 'x', device: 'tv' }];
    for (const body of [...bad, { email: 'a@b.test', password: 'x', device: 'web', role: 'admin' }]) {
      expect((await server.people.anyone('POST', '/api/auth/login', body)).status).toBe(400);
    }
  });

  it('stops guesses at one account from one address, and lets its owner in from another', async () => {
    const account = await desk.register();
    const other = await desk.register();
    for (let guess = 0; guess < 10; guess++) expect((await desk.login(account.email, { password: `guess ${guess}` })).status).toBe(401);
    const stopped = await desk.login(account.email);
    expect(stopped.status).toBe(429);
    expect(stopped.body).toMatchObject({ code: 'rate_limited', retry_after: expect.any(Number) });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await desk.login(other.email)).status).toBe(200);
  });

  it('counts no good sign-in against the account', async () => {
    const account = await desk.register();
    for (let device = 0; device < 12; device++) expect((await desk.login(account.email)).status).toBe(200);
  });

  it('writes who came in and who was refused into the trail, without secrets', async () => {
    const account = await desk.register();
    await desk.login(account.email, { password: 'a mistyped secret' });
    const { body } = await desk.login(account.email);
    expect(await desk.trail(account.id)).toEqual(['login_refused', 'login']);
    const rows = await server.app.parts.db.rows<{ text: string }>(null, 'SELECT row_to_json(a)::text AS text FROM audit_log a');
    const text = rows.map((row) => row.text).join('\n');
    for (const secret of ['a mistyped secret', body.access_token, body.refresh_token!]) expect(text).not.toContain(secret);
  });
});

describe('the limit of an address', () => {
  it('counts every attempt to sign in, whichever account it names', async () => {
    const server = await startServer({ environment: { LOGINS_PER_MINUTE: '3' } });
    const desk = createDesk(server);
    const account = await desk.register();
    for (let attempt = 0; attempt < 3; attempt++) expect((await desk.login(`nobody.${attempt}@orderline.test`)).status).toBe(401);
    expect((await desk.login(account.email)).status).toBe(429);
    await server.close();
  });

  it('counts the invites that it presents', async () => {
    const server = await startServer({ environment: { LOGINS_PER_MINUTE: '3' } });
    const desk = createDesk(server);
    for (let attempt = 0; attempt < 3; attempt++) expect((await desk.join('a-token-that-nobody-made')).status).toBe(401);
    const { status, body } = await desk.join('a-token-that-nobody-made');
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    await server.close();
  });
});
