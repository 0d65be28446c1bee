import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../protocol/answers';
import { startServer, type TestServer } from '../support/server';
import { createDesk, type Desk } from './desk';

type Forgery = { alg?: string; typ?: string; iss?: string; aud?: string; sub?: string | undefined; sid?: unknown; exp?: number | undefined; secret?: string };

describe('the access token', () => {
  let server: TestServer;
  let desk: Desk;
  let genuine: SignedIn;
  let user: number;
  beforeAll(async () => {
    server = await startServer();
    desk = createDesk(server);
    const account = await desk.register();
    user = account.id;
    genuine = (await desk.login(account.email)).body;
  });
  afterAll(() => server.close());

  /** A token that differs from a genuine one only in what is named. */
  async function forge(change: Forgery): Promise<string> {
    const claims = { ...decodeJwt(genuine.access_token), ...('sid' in change && { sid: change.sid }) } as Record<string, unknown>;
    for (const name of ['iss', 'aud', 'sub', 'exp'] as const) if (name in change) claims[name] = change[name];
    const secret = new TextEncoder().encode(change.secret ?? server.app.parts.config.authSecret);
    return new SignJWT(claims).setProtectedHeader({ alg: change.alg ?? 'HS256', typ: change.typ ?? 'at+jwt' }).sign(secret);
  }

  it('says who, which session and until when, and nothing of the person', () => {
    expect(decodeProtectedHeader(genuine.access_token)).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    const claims = decodeJwt(genuine.access_token);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(claims.sub).toBe(String(user));
    expect(claims.exp! - claims.iat!).toBeLessThanOrEqual(601);
  });

  it('is taken when only its form was made elsewhere', async () => {
    expect((await desk.me(await forge({}))).status).toBe(200);
  });

  it.each<[string, Forgery]>([
    ['another key', { secret: 'another secret that is long enough to sign with' }],
    ['another algorithm', { alg: 'HS512' }],
    ['another type', { typ: 'JWT' }],
    ['another issuer', { iss: 'somebody' }],
    ['another audience', { aud: 'somewhere' }],
    ['no expiry', { exp: undefined }],
    ['no subject', { sub: undefined }],
    ['no session', { sid: undefined }],
    ['a session that is text', { sid: '1' }],
    ['a session that is a fraction', { sid: 1.5 }],
    ['a session that does not exist', { sid: 987_654 }],
    ['another subject than its session has', { sub: '987654' }],
  ])('is refused with %s', async (_name, change) => {
    const { status, body } = await desk.me(await forge(change));
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthorized' });
  });

  it('is refused when nobody signed it, or it is nonsense', async () => {
    const unsigned = new UnsecuredJWT(decodeJwt(genuine.access_token)).encode();
    for (const token of [unsigned, 'nonsense', 'a.b.c', `${genuine.access_token}x`, genuine.refresh_token!]) {
      expect((await desk.me(token)).body.code).toBe('unauthorized');
    }
    expect((await server.people.anyone('GET', '/api/users/me')).body.code).toBe('unauthorized');
  });

  it('says so when only its time is over, and never for a forged one', async () => {
    const past = Math.floor(Date.now() / 1000) - 1;
    expect((await desk.me(await forge({ exp: past }))).body.code).toBe('token_expired');
    expect((await desk.me(await forge({ exp: past, secret: 'another secret that is long enough to sign with' }))).body.code).toBe('unauthorized');
    expect((await desk.me(await forge({ exp: past, aud: 'somewhere' }))).body.code).toBe('unauthorized');
  });

  it('still ends its session on signing out when its time is over', async () => {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    const claims = { ...decodeJwt(body.access_token), exp: Math.floor(Date.now() / 1000) - 1 };
    const late = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .sign(new TextEncoder().encode(server.app.parts.config.authSecret));
    await server.people.anyone('POST', '/api/auth/logout', {}, { Authorization: `Bearer ${late}` });
    expect((await desk.refresh(body.refresh_token!)).status).toBe(401);
  });

  it('ends with its session and with its user', async () => {
    const account = await desk.register();
    const { body } = await desk.login(account.email);
    await server.app.parts.db.rows(null, `UPDATE sessions SET expires_at = now() - interval '1 second' WHERE "user" = $1`, [account.id]);
    expect((await desk.me(body.access_token)).body.code).toBe('unauthorized');
    const closed = await desk.register();
    const signed = (await desk.login(closed.email)).body;
    await server.people.disable(closed.id);
    expect((await desk.me(signed.access_token)).body.code).toBe('unauthorized');
  });
});
